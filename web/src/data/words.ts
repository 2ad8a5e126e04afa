import type { Column } from './entry.ts';

/** How many words a sentence lists. */
const MOST_LISTED = 8;

export const quoted = (text: string): string => `“${text}”`;

/** Words in a sentence; of many, the first and how many more. */
export const listed = (words: readonly string[]): string => {
  const more = words.length - MOST_LISTED;
  const shown = words.slice(0, more > 1 ? MOST_LISTED : words.length).map(quoted);
  return more > 1 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
};

/** Units whose letters in the name of a column are others. */
const spelled: Readonly<Record<string, string>> = { '%': 'pct', 'beats/min': 'bpm' };

/** `not_spam` as `not spam`. */
export const plain = (name: string): string => name.replaceAll('_', ' ');

/** `kg/m3` as `kg/m³`. */
const written = (unit: string): string => unit.replace(/(?<=m)[23]$/, power => (power === '2' ? '²' : '³'));

/** A column in words, with its unit: `bill_length_mm` as `bill length, mm`. A scale (`1 (poor) to 10`) is no unit. */
export function labelOf({ name, unit }: Column): string {
  if (!unit || /^\d/.test(unit)) return plain(name);
  const ending = `_${spelled[unit] ?? unit.toLowerCase().replace(/[^a-z0-9]/g, '')}`;
  return `${plain(name.endsWith(ending) ? name.slice(0, -ending.length) : name)}, ${written(unit)}`;
}
