import { counted, whole } from '../draw/format.ts';
import { never } from '../never.ts';
import type { Column, Entry } from './entry.ts';
import { labelOf, listed, plain, quoted } from './words.ts';

/** A column as a page lists it. */
export interface ColumnFact {
  readonly label: string;
  readonly role: 'input' | 'target' | 'identifier';
  /** `numbers`, or how many categories. */
  readonly kind: string;
  readonly description: string | undefined;
}

/** What a page says of a set: sentences, names and addresses. */
export interface Facts {
  readonly title: string;
  readonly description: string;
  readonly rows: string;
  readonly inputs: string;
  /** What is to be predicted. */
  readonly task: string;
  /** Columns of the table, or the targets of images. */
  readonly columns: readonly ColumnFact[];
  /** How many cells are empty, where, and what is put there; `undefined` if none is. */
  readonly missing: string | undefined;
  /** How many rows repeat another; `undefined` if none does. */
  readonly duplicates: string | undefined;
  readonly license: { readonly name: string; readonly url: string; readonly note: string | undefined };
  readonly attribution: string;
  readonly source: { readonly origin: string; readonly url: string; readonly taken: string };
  readonly citation: string;
  readonly notes: readonly string[];
}

/** What a page says of a set whose files lie in the folder `base`. */
export function facts(entry: Entry, base: URL): Facts {
  const { licence, source, rows, split } = entry;
  const { name, version } = source.package;
  return {
    title: entry.title,
    description: american(entry.description),
    rows: `${counted(rows, 'row')}: ${whole(split.train)} for training and validation, ${whole(split.test)} kept for a last test.`,
    inputs: inputsIn(entry),
    task: taskIn(entry),
    columns: (entry.columns ?? []).map(factOf),
    missing: missingIn(entry),
    duplicates: duplicatesIn(entry),
    license: { name: licence.name, url: new URL(licence.url, base).href, note: licence.note && american(licence.note) },
    attribution: entry.attribution,
    source: { origin: source.origin, url: source.url, taken: `${source.package.ecosystem} package ${name} ${version}` },
    citation: entry.citation,
    notes: entry.notes.map(american),
  };
}

/** The catalog is written in British English, the page in American. */
const spellings = [
  ['icence', 'icense'],
  ['tandardis', 'tandardiz'],
  ['grey', 'gray'],
] as const;

const american = (text: string): string => spellings.reduce((all, [from, to]) => all.replaceAll(from, to), text);

const roles = { feature: 'input', target: 'target', id: 'identifier' } as const;

const factOf = (column: Column): ColumnFact => ({
  label: labelOf(column),
  role: roles[column.role],
  kind:
    column.kind === 'numeric'
      ? 'numbers'
      : column.categories
        ? `${whole(column.categories.length)} categories`
        : 'words',
  description: column.description,
});

const listOf = (words: readonly string[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words.join('');

function inputsIn({ image, columns = [], feature_count }: Entry): string {
  if (image) return `${image.width} × ${image.height} = ${whole(image.inputs)} pixels, each from 0 to 1.`;
  const words = columns.filter(({ role, kind }) => role === 'feature' && kind === 'categorical');
  const of = counted(feature_count, 'column');
  if (!words.length) return `${of} of numbers.`;
  const which = listOf(words.map(labelOf));
  return `${of}: ${whole(feature_count - words.length)} of numbers, and ${which}, of which each category is an input that is 1 or 0.`;
}

function taskIn({ task, classes = [], positive_class, columns = [] }: Entry): string {
  const targets = columns.filter(({ role }) => role === 'target').map(labelOf);
  const names = classes.map(({ name }) => plain(name));
  switch (task) {
    case 'binary':
      return `One of two classes: ${listed(names)}. The output is the probability of ${quoted(plain(positive_class ?? ''))}.`;
    case 'multiclass':
      return `One of ${names.length} classes: ${names.map(quoted).join(', ')}.`;
    case 'regression':
      return `A number: ${listOf(targets)}.`;
    case 'multi-output':
      return `${targets.length} numbers: ${targets.join('; ')}.`;
    default:
      return never(task);
  }
}

function missingIn({ columns = [], missing_cells = 0 }: Entry): string | undefined {
  if (!missing_cells) return undefined;
  const empty = columns.filter(({ missing }) => missing);
  const where = listOf(empty.map(column => `${whole(column.missing ?? 0)} in ${plain(column.name)}`));
  const numbers =
    empty.some(({ kind }) => kind === 'numeric') && 'an empty number becomes the mean of the training rows';
  const words = empty.some(({ kind }) => kind === 'categorical') && 'an empty word a category of its own';
  const handled = [numbers, words].filter(Boolean).join(', ');
  return `${counted(missing_cells, 'cell')} ${missing_cells === 1 ? 'is' : 'are'} empty: ${where}. Here ${handled}.`;
}

function duplicatesIn({ duplicate_rows = 0, test_rows_also_in_train = 0 }: Entry): string | undefined {
  if (!duplicate_rows) return undefined;
  const repeat = `${counted(duplicate_rows, 'row')} ${duplicate_rows === 1 ? 'repeats' : 'repeat'} an earlier one`;
  const leaked = test_rows_also_in_train;
  return leaked
    ? `${repeat}; ${counted(leaked, 'test row')} ${leaked === 1 ? 'is' : 'are'} among the training rows too.`
    : `${repeat}; none is both for training and for the test.`;
}
