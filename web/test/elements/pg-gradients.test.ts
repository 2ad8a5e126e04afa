// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PgGradients } from '../../src/elements/pg-gradients.ts';
import type { Recorder } from '../draw/recorder.ts';
import { frameOf, historyOf, openedOf, painted, stubPage } from './frames.ts';
import { clear, faults, find, place, textOf, withAxe } from './page.ts';

let recorders: Map<HTMLCanvasElement, Recorder>;
beforeEach(() => {
  recorders = stubPage(772, 26);
});
afterEach(() => {
  clear();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const opened = openedOf([8, 6]);
const strips = [
  { name: 'Layer 1', layer: 0, x: 145, width: 138 },
  { name: 'Output', layer: 2, x: 668, width: 104 },
];

async function begun(epochs: readonly number[]): Promise<PgGradients> {
  const element = await place<PgGradients>('pg-gradients', { strips });
  element.frame = frameOf(opened, epochs.at(-1) ?? 0, { history: historyOf(epochs, 3, true) });
  await painted();
  return element;
}

describe('pg-gradients', () => {
  it('is accessible, and says its numbers', withAxe, async () => {
    const element = await begun([0, 1, 2]);
    expect(await faults(element)).toEqual([]);
    expect(textOf(element)).toContain('‖∇W‖0.10');
    expect(textOf(element)).toContain('‖∇W‖0.30');
  });

  it('shows a strip for each layer where it is told to', async () => {
    const element = await begun([0, 1, 2]);
    const images = recorders.get(find<HTMLCanvasElement>(element, 'canvas'))!.of('drawImage').slice(-2);
    expect(images.map(({ args }) => args.slice(1))).toEqual([
      [0, 0, 138, 1, 147, 4, 138, 18],
      [138, 0, 104, 1, 670, 4, 104, 18],
    ]);
  });

  it('before the first epoch shows the norms of the last step', async () => {
    expect(textOf(await begun([0]))).toContain('‖∇W‖0.50');
  });

  it('widens its domain by whole decades, and renders only then', async () => {
    const element = await begun([0, 1]);
    expect(textOf(element)).toContain('10⁻²10¹');
    const update = vi.spyOn(element, 'requestUpdate');
    element.frame = frameOf(opened, 2);
    expect(update).not.toHaveBeenCalled();
    element.frame = frameOf(opened, 3, {
      history: { ...historyOf([3], 3), gradients: Float32Array.of(4e-6, 0.1, 30) },
    });
    await painted();
    expect(update).toHaveBeenCalled();
    expect(textOf(element)).toContain('10⁻⁶10²');
    expect(textOf(element)).toContain('‖∇W‖4.0×10⁻⁶');
  });
});
