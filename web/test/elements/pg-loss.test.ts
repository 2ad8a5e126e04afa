// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PgLoss } from '../../src/elements/pg-loss.ts';
import type { Recorder } from '../draw/recorder.ts';
import { described, frameOf, historyOf, openedOf, painted, stubPage } from './frames.ts';
import { clear, faults, find, place, withAxe } from './page.ts';

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
  it('is accessible, and says its numbers', withAxe, async () => {
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

describe('the epochs of pg-loss', () => {
  const at = (element: PgLoss) => find(element, '.at');
  const press = (element: PgLoss, ...keys: string[]) => {
    for (const key of keys) at(element).dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
    return element.updateComplete;
  };
  /** A pointer above an epoch of 0 to 10, the shortest axis. */
  const point = (element: PgLoss, type: string, epoch: number) => {
    const event = new PointerEvent(type, { bubbles: true });
    Object.defineProperty(event, 'offsetX', { value: ((332 - 104) * epoch) / 10 });
    at(element).dispatchEvent(event);
    return element.updateComplete;
  };
  const reading = (element: PgLoss) => find(element, '.reading')?.textContent?.replace(/\s+/g, ' ').trim();
  const epochs = Array.from({ length: 11 }, (_, i) => i);
  const long = () =>
    place<PgLoss>('pg-loss', { frame: frameOf(opened, 10, { history: historyOf(epochs, 2, true) }), log: true });
  beforeEach(() => {
    HTMLElement.prototype.setPointerCapture = () => {};
  });

  it('are read off with the arrow keys', withAxe, async () => {
    const element = await long();
    await press(element, 'ArrowRight', 'ArrowRight');
    expect(at(element).getAttribute('aria-valuetext')).toBe('epoch 1, training 0.500, validation 1.00');
    expect(await faults(element)).toEqual([]);
    await press(element, 'End');
    expect(reading(element)).toBe('epoch10training0.0909validation0.182');
    await press(element, 'Escape');
    expect(reading(element)).toBeUndefined();
  });

  it('are read off under the pointer', async () => {
    const element = await long();
    await painted();
    await point(element, 'pointermove', 3.2);
    expect(reading(element)).toBe('epoch3training0.250validation0.500');
    await point(element, 'pointerleave', 3);
    expect(reading(element)).toBeUndefined();
  });

  it('are enlarged by dragging, and all there again after Escape', async () => {
    const element = await long();
    await painted();
    await point(element, 'pointerdown', 8);
    await point(element, 'pointermove', 4);
    await point(element, 'pointerup', 4);
    expect([at(element).getAttribute('aria-valuemin'), at(element).getAttribute('aria-valuemax')].map(Number)).toEqual([
      4, 8,
    ]);
    await press(element, 'Escape');
    expect(Number(at(element).getAttribute('aria-valuemax'))).toBe(10);
    await press(element, 'ArrowRight', '+');
    expect(Number(at(element).getAttribute('aria-valuemax'))).toBe(3);
    at(element).dispatchEvent(new MouseEvent('dblclick'));
    await element.updateComplete;
    expect(Number(at(element).getAttribute('aria-valuemax'))).toBe(10);
  });

  it('are smoothed as the user wants', async () => {
    const element = await long();
    await painted();
    const chosen: number[] = [];
    element.addEventListener('pg-smooth', e => chosen.push((e as CustomEvent<number>).detail));
    const { of } = recorders.get(find<HTMLCanvasElement>(element, 'canvas'))!;
    const slider = find<HTMLInputElement>(element, '#smooth');
    slider.value = '0.8';
    slider.dispatchEvent(new Event('input'));
    await painted();
    expect(chosen).toEqual([0.8]);
    expect(of('stroke').filter(({ state }) => state.globalAlpha === 0.3)).toHaveLength(2);
  });
});
