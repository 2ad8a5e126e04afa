// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PgPlayground } from '../../src/elements/pg-playground.ts';
import { clear, placeInRun } from './page.ts';

beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe(): void {}
      disconnect(): void {}
    },
  );
});
afterEach(() => {
  clear();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Presses a key; returns whether the browser is to do something with it. */
const press = (key: string, repeat = false): boolean =>
  document.body.dispatchEvent(
    new KeyboardEvent('keydown', { key, repeat, bubbles: true, composed: true, cancelable: true }),
  );

describe('a key that is held', () => {
  it('plays, begins anew and takes a seed once, and leaves nothing to the browser', async () => {
    const { element, run } = await placeInRun<PgPlayground>('pg-playground');
    element.page = true;
    const acts = { ' ': vi.spyOn(run, 'toggle'), r: vi.spyOn(run, 'reset'), n: vi.spyOn(run, 'newSeed') };
    for (const [key, act] of Object.entries(acts)) {
      expect(press(key)).toBe(false);
      for (let i = 0; i < 3; i++) expect(press(key, true)).toBe(false);
      expect(act).toHaveBeenCalledTimes(1);
    }
  });

  it('steps on, one step after the other', async () => {
    const { element, run } = await placeInRun<PgPlayground>('pg-playground');
    element.page = true;
    run.setView({ step: 'batch' });
    press('.');
    for (let i = 0; i < 5; i++) press('.', true);
    await vi.waitFor(() => expect(run.frame?.step).toBe(1));
    await vi.waitFor(() => {
      press('.', true);
      expect(run.frame?.step).toBeGreaterThan(2);
    });
  });
});
