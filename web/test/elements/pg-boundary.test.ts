// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PgBoundary } from '../../src/elements/pg-boundary.ts';
import type { Plane } from '../../src/engine/protocol.ts';
import type { Recorder } from '../draw/recorder.ts';
import { described, frameOf, openedOf, painted, stubPage } from './frames.ts';
import { clear, faults, find, place, textOf } from './page.ts';

let recorders: Map<HTMLCanvasElement, Recorder>;
beforeEach(() => {
  recorders = stubPage(314, 314);
});
afterEach(() => {
  clear();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const opened = openedOf([8]);
const plane: Plane = { x: 0, y: 1, xRange: [-6, 6], yRange: [-6, 6] };
const image = { width: 110, height: 110 } as ImageBitmap;
const field = { image, contour: Float32Array.of(0, 0, 1, 1) };

async function begun(more: Partial<PgBoundary> = {}): Promise<PgBoundary> {
  const element = await place<PgBoundary>('pg-boundary', { opened, plane, showValidation: true, ...more });
  element.frame = frameOf(opened, 143, { field });
  await painted();
  return element;
}

const canvasOf = (element: PgBoundary) => recorders.get(find<HTMLCanvasElement>(element, 'canvas'))!;
const arcs = (): number => [...recorders.values()].reduce((n, { of }) => n + of('arc').length, 0);

describe('pg-boundary', () => {
  it('is accessible, and says its numbers', async () => {
    const element = await begun();
    expect(await faults(element)).toEqual([]);
    await described(
      find(element, 'canvas'),
      'Output of the network over x₁ from −6 to 6 and x₂ from −6 to 6. Classes: A, B. 3 training points, 1 validation point. ' +
        'Epoch 143, training loss 0.0847 with 99.0\u00a0% right, validation loss 0.102 with 97.3\u00a0% right.',
    );
  });

  it('names its axes, their ends, and what its colors mean', async () => {
    expect(textOf(await begun())).toMatch(/6 ?x₂ ?−6.*−6 ?x₁ ?6.*AB.*training ?validation/);
    const names = ['setosa', 'versicolor', 'virginica'];
    const element = await begun({ opened: openedOf([8], { task: 'classes', outputs: names }) });
    for (const name of names) expect(textOf(element)).toContain(name);
  });

  it('shows the field, its contour and the points', async () => {
    const element = await begun();
    const [shown] = canvasOf(element).of('drawImage');
    expect(shown!.args[0]).toBe(image);
    expect(canvasOf(element).of('lineTo')[0]!.args).toEqual([314, 0]);
    expect(arcs()).toBe(4);
  });

  it('draws its points once, not with every frame', async () => {
    const element = await begun();
    const before = arcs();
    for (let epoch = 144; epoch < 150; epoch++) {
      element.plane = { ...plane };
      element.frame = frameOf(opened, epoch, { field });
      await painted();
    }
    expect(arcs()).toBe(before);
    element.showValidation = false;
    await painted();
    expect(arcs()).toBe(before + 3);
  });

  it('marks the points of the batch while a step is under way', async () => {
    const element = await begun();
    element.frame = frameOf(opened, 143, { field, batch: Uint32Array.of(0, 2) });
    await painted();
    expect(canvasOf(element).of('arc')).toHaveLength(2);
  });

  it('does without a picture that was closed', async () => {
    const element = await begun();
    const before = canvasOf(element).of('drawImage').length;
    element.frame = frameOf(opened, 144, { field: { ...field, image: { ...image, width: 0 } } });
    await painted();
    expect(canvasOf(element).of('drawImage').length - before).toBe(1); // the points
  });
});
