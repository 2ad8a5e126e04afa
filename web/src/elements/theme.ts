import { type Colors, readColors } from '../draw/palette.ts';

let colors: Colors | undefined;
const watchers = new Set<() => void>();
const attribute = new MutationObserver(changed);

function changed(): void {
  colors = undefined;
  for (const watcher of watchers) watcher();
}

/** The colors of the page's theme, read from the custom properties of its root; kept while someone watches for another. */
export function currentColors(): Colors {
  if (!colors || watchers.size === 0) {
    const style = getComputedStyle(document.documentElement);
    colors = readColors(name => style.getPropertyValue(name).trim());
  }
  return colors;
}

/** Calls `watcher` after the theme changed, until the returned function is called. */
export function watchColors(watcher: () => void): () => void {
  if (watchers.size === 0) attribute.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0) attribute.disconnect();
  };
}
