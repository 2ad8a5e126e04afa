import { type Colors, readColors } from '../draw/palette.ts';
import type { Appearance } from './appearance.ts';

/** By whose theme: those around the elements that ask. */
let known = new WeakMap<Element, Colors>();
const watchers = new Set<() => void>();
const attribute = new MutationObserver(() => void themeChanged());

/** Resolves in a task of its own; a timer would wait for milliseconds when there are many. */
const nextTask = (): Promise<void> =>
  new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });

/** Tells whoever watches that somewhere in the page the theme is another: one after the other, so that no task is long. */
export async function themeChanged(): Promise<void> {
  const now = new WeakMap<Element, Colors>();
  known = now;
  for (const watcher of [...watchers]) {
    await nextTask();
    // By then it may have left, or the theme may be yet another.
    if (known !== now) return;
    if (watchers.has(watcher)) watcher();
  }
}

/** The next element outward in the tree that is shown, across shadow roots. */
export function around({ assignedSlot, parentNode }: Element): Element | null {
  if (assignedSlot) return assignedSlot;
  return parentNode instanceof ShadowRoot ? parentNode.host : (parentNode as Element | null);
}

/** The element that decides the theme where `element` stands: the nearest that has one, else the root of the page. */
function themed(element: Element): HTMLElement {
  const root = document.documentElement;
  for (let place: Element | null = element; place && place !== root; place = around(place)) {
    if (place instanceof HTMLElement && place.dataset.theme) return place;
  }
  return root;
}

export const appearanceAt = (element: Element): Appearance =>
  themed(element).dataset.theme === 'dark' ? 'dark' : 'light';

/** The colors where `element` stands, read from its custom properties; kept while someone watches for others. */
export function colorsAt(element: Element): Colors {
  const place = themed(element);
  const kept = watchers.size > 0 ? known.get(place) : undefined;
  if (kept) return kept;
  const style = getComputedStyle(place);
  const colors = readColors(name => style.getPropertyValue(name).trim());
  known.set(place, colors);
  return colors;
}

/** Calls `watcher` after a theme changed, until the returned function is called. */
export function watchColors(watcher: () => void): () => void {
  if (watchers.size === 0) attribute.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0) {
      attribute.disconnect();
      known = new WeakMap();
    }
  };
}
