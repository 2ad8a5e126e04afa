// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { layoutOf } from '../../src/elements/layout.ts';
import type { PgNetwork } from '../../src/elements/pg-network.ts';
import type { PgPlayground } from '../../src/elements/pg-playground.ts';
import { clear, faults, find, placeInRun, settled, withAxe } from './page.ts';

let resize: (width: number) => void = () => {};
beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      readonly #changed: ResizeObserverCallback;
      constructor(changed: ResizeObserverCallback) {
        this.#changed = changed;
      }
      observe(target: Element): void {
        if (target.localName !== 'pg-playground') return;
        resize = width => this.#changed([{ contentRect: new DOMRect(0, 0, width, 800) } as ResizeObserverEntry], this);
      }
      unobserve(): void {}
      disconnect(): void {}
    },
  );
});
afterEach(() => {
  clear();
  vi.unstubAllGlobals();
});

const placed = async (width: number) => {
  const { element, run } = await placeInRun<PgPlayground>('pg-playground');
  resize(width);
  for (let i = 0; i < 5; i++) await settled(element);
  return { element, run };
};

const tabs = (element: PgPlayground) => [...element.renderRoot.querySelectorAll<HTMLElement>('[role=tab]')];
const chosen = (element: PgPlayground) =>
  tabs(element)
    .find(tab => tab.getAttribute('aria-selected') === 'true')
    ?.textContent?.trim();
const press = (target: HTMLElement, key: string) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));

describe('the layout', () => {
  it.each([
    [0, 'desktop'],
    [360, 'phone'],
    [600, 'phone'],
    [601, 'tablet'],
    [1100, 'tablet'],
    [1101, 'desktop'],
  ])('of %d pixels is the one of a %s', (width, layout) => expect(layoutOf(width)).toBe(layout));

  it('is told to whatever needs to know', async () => {
    const { element } = await placed(820);
    expect(element.getAttribute('layout')).toBe('tablet');
    expect(find<PgNetwork>(element, 'pg-network').layout).toBe('tablet');
    expect(tabs(element)).toEqual([]);
    resize(1440);
    await settled(element);
    expect(element.getAttribute('layout')).toBe('desktop');
  });
});

describe('the tabs of a phone', () => {
  it('are accessible, and show one panel at a time', withAxe, async () => {
    const { element } = await placed(390);
    expect(tabs(element).map(tab => tab.textContent?.trim())).toEqual(['Data', 'Network', 'Training', 'Curves']);
    expect(chosen(element)).toBe('Network');
    expect(find(element, '#network').hidden).toBe(false);
    expect(find(element, '#data'), 'nobody asked for it yet').toBeNull();
    tabs(element)[0]!.click();
    await settled(element);
    expect(find(element, '#network').hidden).toBe(true);
    expect(find(element, '#data').hidden).toBe(false);
    expect(find(element, '#data').getAttribute('role')).toBe('tabpanel');
    const curves = find(element, '#output').shadowRoot?.querySelector('[role=tabpanel]');
    expect(curves?.getAttribute('aria-label')).toBe('Curves');
    expect(await faults(element)).toEqual([]);
  });

  it('are walked with arrow keys, Home and End', async () => {
    const { element } = await placed(390);
    const active = () => element.shadowRoot!.activeElement as HTMLElement;
    const walk = async (key: string) => {
      press(active(), key);
      await settled(element);
      return [chosen(element), active().textContent?.trim()];
    };
    tabs(element)[1]!.focus();
    expect(await walk('ArrowRight')).toEqual(['Training', 'Training']);
    expect(await walk('End')).toEqual(['Curves', 'Curves']);
    expect(await walk('ArrowRight')).toEqual(['Data', 'Data']);
    expect(await walk('ArrowLeft')).toEqual(['Curves', 'Curves']);
    expect(await walk('Home')).toEqual(['Data', 'Data']);
    expect(tabs(element).map(tab => tab.tabIndex)).toEqual([0, -1, -1, -1]);
  });
});
