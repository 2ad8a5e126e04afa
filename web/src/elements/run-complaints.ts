/** What is wrong with the attributes of `pg-run`, in words. */
import { families, settings } from '../registry.ts';
import type { Notice } from '../run/state.ts';
import { addressKeys } from './run-attributes.ts';

export const themes = ['auto', 'light', 'dark', 'inherit'] as const;
export const loadings = ['lazy', 'eager'] as const;

/** An attribute whose value makes no sense. */
export const senseless = (attribute: string, value: string, allowed: string): Notice => ({
  type: 'bad',
  title: 'This figure has an attribute that makes no sense',
  text: `${attribute} = ${value} is not ${allowed}.`,
});

/** What stands inside a setting, and not beside it: families, and what their members have. A name is any element's. */
const inside: ReadonlySet<string> = new Set(
  Object.entries(families).flatMap(([family, { members }]) => [
    family,
    ...members.flatMap(({ params }) => params.map(({ name }) => name)).filter(name => name !== 'name'),
  ]),
);

/** Attributes of other names belong to the page, but not one that says a part of a setting: `activation`, `optimizer.lr`. */
function isMisplaced(name: string): boolean {
  if (addressKeys.includes(name)) return false;
  const [first = '', ...rest] = name.split('.');
  return (
    inside.has(name) || (rest.length > 0 && (first === 'view' || settings.some(setting => setting.name === first)))
  );
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
  const other = element.getAttributeNames().find(isMisplaced);
  if (other === undefined) return undefined;
  const known = `an attribute of a run: one of ${addressKeys.join(', ')}, as in layers="dense(units:8;activation:tanh)"`;
  return senseless(other, element.getAttribute(other) ?? '', known);
}
