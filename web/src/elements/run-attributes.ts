/** What the attributes of `pg-run` say: the names and values are those of an address. */
import { settings } from '../registry.ts';
import { viewKeys } from '../run/view.ts';

/** Every key of an address, as an attribute. */
export const addressKeys: readonly string[] = [
  ...settings.map(({ name }) => name),
  ...viewKeys.map(name => `view.${name}`),
  'step',
  'journal',
];

/** The address that `config` and the attributes of its keys say together. */
export function addressOf(element: Element, config: string): string {
  const parts = addressKeys.flatMap(key => {
    const value = element.getAttribute(key);
    return value === null ? [] : [`${key}=${value.trim().replaceAll('&', '%26')}`];
  });
  return [config.trim().replace(/^#/, ''), ...parts].filter(Boolean).join('&');
}
