// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PgLoss } from '../../src/elements/pg-loss.ts';
import type { Recorder } from '../draw/recorder.ts';
import { described, frameOf, historyOf, openedOf, painted, stubPage } from './frames.ts';
import { clear, faults, find, place } from './page.ts';

let recorders: Map<HTMLCanvasElement, Recorder>;
beforeEach(() => {
  recorders = stubPage(332, 200);
});
afterEach(() => {
  clear();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const opened = openedOf([8]);
const begun = () =>
  place<PgLoss>('pg-loss', { frame: frameOf(opened, 2, { history: historyOf([0, 1, 2], 2, true) }), log: true });

describe('pg-loss', () => {
  it('is accessible, and says its numbers', async () => {
    const element = await begun();
    expect(await faults(element)).toEqual([]);
    await described(
      find(element, 'canvas'),
      'Loss by epoch, up to epoch 2, logarithmic scale, training from 1.00 to 0.333, validation from 2.00 to 0.667.',
    );
  });

  it('draws a frame without rendering', async () => {
    const element = await begun();
    await painted();
    const update = vi.spyOn(element, 'requestUpdate');
    const { calls } = recorders.get(find<HTMLCanvasElement>(element, 'canvas'))!;
    const before = calls.length;
    element.frame = frameOf(opened, 3);
    await painted();
    expect(update).not.toHaveBeenCalled();
    expect(calls.length).toBeGreaterThan(before);
  });

  it('tells which scale the user chose, and nothing when it is set', async () => {
    const element = await begun();
    const chosen = vi.fn();
    element.addEventListener('pg-log', e => chosen((e as CustomEvent<boolean>).detail));
    const box = find<HTMLInputElement>(element, 'input');
    expect(box.checked).toBe(true);
    box.click();
    expect(chosen.mock.calls).toEqual([[false]]);
    element.log = true;
    await element.updateComplete;
    expect(chosen).toHaveBeenCalledTimes(1);
  });

  it('draws again in the colors of another theme, and no more when it has left', async () => {
    const element = await begun();
    await painted();
    const { calls } = recorders.get(find<HTMLCanvasElement>(element, 'canvas'))!;
    const switchTheme = async (theme: string): Promise<number> => {
      const before = calls.length;
      document.documentElement.dataset.theme = theme;
      await painted();
      return calls.length - before;
    };
    expect(await switchTheme('dark')).toBeGreaterThan(0);
    element.remove();
    expect(await switchTheme('light')).toBe(0);
  });

  it('takes each frame in once', async () => {
    const element = await begun();
    const frame = frameOf(opened, 3);
    element.frame = frame;
    element.frame = frame;
    await painted();
    const names = recorders.get(find<HTMLCanvasElement>(element, 'canvas'))!.of('fillText');
    expect(names.map(({ args }) => args[0])).toContain('validation');
  });
});
