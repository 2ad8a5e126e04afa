/** Light or dark: what the reader's system says, or what was chosen here. */

export type Appearance = 'light' | 'dark';

/** Where the choice is remembered; `index.html` reads it before anything is drawn. */
const KEY = 'playgrad.theme';

export const systemDark = (): MediaQueryList | undefined => globalThis.matchMedia?.('(prefers-color-scheme: dark)');
export const ofSystem = (): Appearance => (systemDark()?.matches ? 'dark' : 'light');

function chosen(): Appearance | undefined {
  try {
    const text = localStorage.getItem(KEY);
    return text === 'light' || text === 'dark' ? text : undefined;
  } catch {
    return undefined; // storage may be closed to this page
  }
}

function remember(appearance: Appearance | undefined): void {
  try {
    if (appearance) localStorage.setItem(KEY, appearance);
    else localStorage.removeItem(KEY);
  } catch {
    // The choice then lasts as long as the page.
  }
}

export const currentAppearance = (): Appearance =>
  document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light';

const apply = (appearance: Appearance): void => {
  document.documentElement.dataset.theme = appearance;
};

/** Follows the system until something else is chosen. */
export function startAppearance(): void {
  apply(chosen() ?? ofSystem());
  systemDark()?.addEventListener('change', () => apply(chosen() ?? ofSystem()));
}

/** Changes to the other one. Choosing what the system says anyway means following the system again. */
export function switchAppearance(): void {
  const next = currentAppearance() === 'dark' ? 'light' : 'dark';
  remember(next === ofSystem() ? undefined : next);
  apply(next);
}
