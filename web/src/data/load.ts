import { csvParse, type DSVRowArray } from 'd3-dsv';
import type { Table } from '../engine/protocol.ts';
import { catalog, type Entry } from './catalog.ts';

/** A table that could not be had. The message is a sentence for the page: what happened, why, what to do. */
export class DataError extends Error {
  override readonly name = 'DataError';
}

const quoted = (text: string): string => `“${text}”`;

function entryOf(name: string): Entry {
  // `hasOwn`, or a table could be called `constructor`.
  const entry = Object.hasOwn(catalog, name) ? catalog[name] : undefined;
  if (entry) return entry;
  const known = Object.keys(catalog).map(quoted).join(', ');
  throw new DataError(`There is no table called ${quoted(name)}. The tables of this site are ${known}: choose one of them.`);
}

async function download(entry: Entry, url: URL, get: typeof fetch): Promise<string> {
  const failed = (why: string) => new DataError(`The table ${quoted(entry.title)} did not load: ${why}`);
  let response: Response;
  try {
    response = await get(url);
  } catch {
    throw failed('the server could not be reached. Check the connection, then choose the table again.');
  }
  if (!response.ok) {
    const reason = [response.status, response.statusText].filter(Boolean).join(' ');
    throw failed(`the server answered ${quoted(reason)}. Choose it again later, or choose other data.`);
  }
  try {
    return await response.text();
  } catch {
    throw failed('the connection broke off. Choose the table again.');
  }
}

/** Rows counted as a spreadsheet does: the header is row 1. */
const FIRST_ROW = 2;

function checkColumns(entry: Entry, rows: DSVRowArray): void {
  const missing = [...entry.columns, entry.target].find(({ name }) => !rows.columns.includes(name));
  if (missing) throw new DataError(`${quoted(entry.file)} has no column ${quoted(missing.name)}. Choose other data.`);
  if (!rows.length) throw new DataError(`${quoted(entry.file)} has no rows. Choose other data.`);
}

/** Reads the text of a table's file. */
export function parseTable(entry: Entry, text: string): Table {
  const rows = csvParse(text);
  checkColumns(entry, rows);
  const { columns, target } = entry;
  const x = new Float32Array(rows.length * columns.length);
  const y = new Float32Array(rows.length);
  rows.forEach((row, i) => {
    const wrong = (column: string, what: string) =>
      new DataError(
        `Row ${i + FIRST_ROW} of ${quoted(entry.file)} has ${quoted(row[column] ?? '')} in the column ${quoted(column)}, which is not ${what}. Choose other data.`,
      );
    columns.forEach(({ name }, j) => {
      const cell = row[name]?.trim();
      const value = cell ? Number(cell) : Number.NaN;
      if (!Number.isFinite(value)) throw wrong(name, 'a number');
      x[i * columns.length + j] = value;
    });
    y[i] = target.classes.indexOf(row[target.name]?.trim() ?? '');
    if (y[i] === -1) throw wrong(target.name, `one of ${target.classes.map(quoted).join(', ')}`);
  });
  const names = columns.map(({ label, unit }) => (unit ? `${label}, ${unit}` : label));
  return { x, y, columns: names, classes: target.classes, train: Math.min(entry.train, rows.length) };
}

/**
 * Fetches the table `name` from the folder `base`.
 *
 * @throws DataError if there is no such table, it does not arrive, or it is not what the catalog says.
 */
export async function loadTable(name: string, base: URL, get: typeof fetch = fetch): Promise<Table> {
  const entry = entryOf(name);
  return parseTable(entry, await download(entry, new URL(entry.file, base), get));
}
