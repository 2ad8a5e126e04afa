/** What the attributes of `pg-run` say: the names and values are those of an address. */
import { settings } from '../registry.ts';
import { senseless } from '../run/notices.ts';
import type { Notice } from '../run/state.ts';
import { viewKeys } from '../run/view.ts';

/** Every key of an address, as an attribute. */
export const addressKeys: readonly string[] = [
  ...settings.map(({ name }) => name),
  ...viewKeys.map(name => `view.${name}`),
  'step',
  'journal',
];

export const themes = ['auto', 'light', 'dark', 'inherit'] as const;
export const loadings = ['lazy', 'eager'] as const;

/** The address that `config` and the attributes of its keys say together. */
export function addressOf(element: Element, config: string): string {
  const parts = addressKeys.flatMap(key => {
    const value = element.getAttribute(key);
    return value === null ? [] : [`${key}=${value.trim().replaceAll('&', '%26')}`];
  });
  return [config.trim().replace(/^#/, ''), ...parts].filter(Boolean).join('&');
}

/** The first attribute that makes no sense, in words. */
export function complaintAbout(element: Element): Notice | undefined {
  const words: Readonly<Record<string, readonly string[]>> = { theme: themes, loading: loadings };
  for (const [name, allowed] of Object.entries(words)) {
    const value = element.getAttribute(name);
    if (value !== null && !allowed.includes(value)) return senseless(name, value, `one of ${allowed.join(', ')}`);
  }
  const base = element.getAttribute('base');
  if (base !== null && !URL.canParse(base, document.baseURI)) return senseless('base', base, 'the address of a folder');
  if (element.hasAttribute('keep') && !element.hasAttribute('address')) {
    return senseless('keep', 'true', 'possible without address: what is kept is found by the address bar');
  }
  return undefined;
}
