import type { Table } from '../engine/protocol.ts';
import { type Cells, categoriesOf, checkRows, numbersOf, readCsv } from './csv.ts';
import { DataError } from './download.ts';
import type { Column, Entry, File } from './entry.ts';
import { readIdx } from './idx.ts';
import { labelOf, listed, plain, quoted } from './words.ts';

/** A set as the engine takes it, and what the page says of its rows. */
export interface Loaded {
  /** Its inputs and what is to be predicted; `groups` has the feature, from 0, that each column was made of. */
  readonly table: Required<Pick<Table, 'train' | 'groups'>> & Table;
  /** The columns that had empty cells, and how many. */
  readonly missing: readonly { readonly column: string; readonly cells: number }[];
  /** Identifiers: what rows are called, for showing only. */
  readonly ids: readonly { readonly column: string; readonly values: readonly string[] }[];
}

/** The files of a set by what they are for. */
export type Files = ReadonlyMap<File['role'], { readonly path: string; readonly bytes: Uint8Array<ArrayBuffer> }>;

/** A column of inputs. */
interface Input {
  readonly name: string;
  readonly values: Float32Array;
}

type Answers = Pick<Table, 'y' | 'targets' | 'classes'>;

const fileOf = (entry: Entry, files: Files, role: File['role']) => {
  const file = files.get(role);
  if (!file) throw new DataError(`${quoted(entry.title)} has no file of the kind ${quoted(role)}. Choose other data.`);
  return file;
};

/** Reads a set that is a table. */
export function readTable(entry: Entry, files: Files): Loaded {
  const { path, bytes } = fileOf(entry, files, 'table');
  const all = readCsv(entry, path, bytes);
  const { train } = entry.split;
  const made = withRole(all, 'feature').map(cells => inputsOf(cells, train));
  const answers = answersOf(entry, path, withRole(all, 'target'));
  const inputs = made.flat();
  const groups = Uint32Array.from(made.flatMap((group, i) => group.map(() => i)));
  const x = interleave(inputs.map(({ values }) => values));
  return { table: { x, columns: inputs.map(({ name }) => name), groups, train, ...answers }, ...told(all) };
}

/** Reads a set of images: every pixel is an input, from 0 to 1. */
export async function readImages(entry: Entry, files: Files): Promise<Loaded> {
  const { width = 0, height = 0, max = 1 } = entry.image ?? {};
  const { path, bytes } = fileOf(entry, files, 'images');
  const pixels = await readIdx(path, bytes, [entry.rows, height, width]);
  const bright = pixels.findIndex(value => value > max);
  if (bright >= 0) {
    const image = Math.floor(bright / (width * height)) + 1;
    throw new DataError(
      `Image ${image} of ${quoted(path)} has a pixel of ${pixels[bright]}, which is not from 0 to ${max}. Choose other data.`,
    );
  }
  const all = entry.columns ? targetsOf(entry, files) : [];
  const answers = entry.classes
    ? await labelsOf(entry, files)
    : answersOf(entry, fileOf(entry, files, 'targets').path, withRole(all, 'target'));
  const columns = Array.from(
    { length: width * height },
    (_, i) => `row ${Math.floor(i / width) + 1}, column ${(i % width) + 1}`,
  );
  const x = new Float32Array(pixels.length);
  for (let i = 0; i < x.length; i++) x[i] = pixels[i]! / max; // five times as fast as `Float32Array.from`
  return {
    table: { x, columns, groups: Uint32Array.from(columns.keys()), train: entry.split.train, ...answers },
    ...told(all),
  };
}

function targetsOf(entry: Entry, files: Files): readonly Cells[] {
  const { path, bytes } = fileOf(entry, files, 'targets');
  return readCsv(entry, path, bytes);
}

async function labelsOf(entry: Entry, files: Files): Promise<Answers> {
  const { path, bytes } = fileOf(entry, files, 'labels');
  const labels = await readIdx(path, bytes, [entry.rows]);
  const names = entry.classes?.map(({ name }) => name) ?? [];
  const wrong = labels.findIndex(label => label >= names.length);
  if (wrong >= 0) {
    throw new DataError(
      `Label ${wrong + 1} of ${quoted(path)} is ${labels[wrong]}, which is not a class from 0 to ${names.length - 1}. Choose other data.`,
    );
  }
  return classesOf(path, names, labels);
}

const withRole = (all: readonly Cells[], role: Column['role']): readonly Cells[] =>
  all.filter(({ column }) => column.role === role);

const told = (all: readonly Cells[]): Pick<Loaded, 'missing' | 'ids'> => ({
  missing: all.flatMap(({ column, cells }) => {
    const empty = cells.filter(cell => !cell).length;
    return empty ? [{ column: labelOf(column), cells: empty }] : [];
  }),
  ids: withRole(all, 'id').map(({ column, cells }) => ({ column: labelOf(column), values: cells })),
});

/** The inputs that a feature becomes: its numbers, or 1 and 0 for each category. How many: as `catalog.mjs` counts them. */
function inputsOf(from: Cells, train: number): readonly Input[] {
  const { column } = from;
  if (column.kind === 'numeric') return [{ name: labelOf(column), values: filled(from, numbersOf(from), train) }];
  const chosen = categoriesOf(from);
  return [...(column.categories ?? []), ...(column.missing ? ['missing'] : [])].map((category, i) => ({
    name: `${labelOf(column)}: ${plain(category)}`,
    values: Float32Array.from(chosen, number => (number === i ? 1 : 0)),
  }));
}

/** Numbers with the mean of the training rows in place of those that are missing: test rows take no part in it. */
function filled({ column, file }: Cells, values: Float32Array, train: number): Float32Array {
  if (!values.some(Number.isNaN)) return values;
  const known = values.subarray(0, train).filter(value => !Number.isNaN(value));
  if (!known.length) {
    throw new DataError(`${quoted(file)} has no number in the column ${quoted(column.name)}. Choose other data.`);
  }
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return values.map(value => (Number.isNaN(value) ? mean : value));
}

/** What is to be predicted: the class of each row, or the numbers of every target, row by row. */
function answersOf(entry: Entry, file: string, targets: readonly Cells[]): Answers {
  const [first] = targets;
  const labels = first?.column.kind === 'categorical' ? categoriesOf(first) : undefined;
  const numbers = labels ? [] : targets.map(numbersOf);
  // Only now: what is wrong with a cell says more than how many there are.
  checkRows(entry, file, first?.cells.length ?? 0);
  if (labels) return classesOf(file, first?.column.categories ?? [], labels);
  return { y: interleave(numbers), targets: targets.map(({ column }) => labelOf(column)) };
}

function classesOf(file: string, names: readonly string[], labels: Iterable<number>): Answers {
  const y = Float32Array.from(labels);
  const seen = new Set(y);
  const unseen = names.filter((_, i) => !seen.has(i));
  if (unseen.length)
    throw new DataError(`${quoted(file)} has no row of the class ${listed(unseen)}. Choose other data.`);
  return { y, classes: names.map(plain) };
}

/** Columns as rows, one after the other. */
function interleave(columns: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(columns.length * (columns[0]?.length ?? 0));
  columns.forEach((values, j) => {
    values.forEach((value, i) => {
      all[i * columns.length + j] = value;
    });
  });
  return all;
}
