import { csvParseRows } from 'd3-dsv';
import { counted, whole } from '../draw/format.ts';
import { DataError } from './download.ts';
import type { Column, Entry } from './entry.ts';
import { listed, quoted } from './words.ts';

/** Rows counted as a spreadsheet does: the header is row 1. */
const FIRST_ROW = 2;

/** The cells of one column, from top to bottom. */
export interface Cells {
  readonly column: Column;
  readonly file: string;
  readonly cells: readonly string[];
}

/** Reads a file of comma-separated values: the cells of each column of the entry, wherever it stands in the file. */
export function readCsv(entry: Entry, file: string, bytes: Uint8Array): readonly Cells[] {
  // Rows, not objects: for those the library writes a function, which strict pages forbid.
  const [header = [], ...rows] = csvParseRows(new TextDecoder().decode(bytes));
  const columns = (entry.columns ?? []).map(column => {
    const at = header.findIndex(name => name.trim() === column.name);
    if (at < 0) throw new DataError(`${quoted(file)} has no column ${quoted(column.name)}. Choose other data.`);
    return { column, at };
  });
  if (!rows.length) throw new DataError(`${quoted(file)} has no rows. Choose other data.`);
  const ragged = rows.findIndex(row => row.length !== header.length);
  if (ragged >= 0) {
    const [have, want] = [rows[ragged]?.length ?? 0, header.length];
    throw new DataError(
      `Row ${ragged + FIRST_ROW} of ${quoted(file)} is ${counted(have, 'cell')} long, and the header is ${want}. Choose other data.`,
    );
  }
  return columns.map(({ column, at }) => ({ column, file, cells: rows.map(row => row[at]?.trim() ?? '') }));
}

/** After its cells, the length of a file: one that was cut off ends in the middle of a row, or lacks rows. */
export function checkRows(entry: Entry, file: string, rows: number): void {
  if (rows === entry.rows) return;
  throw new DataError(
    `${quoted(file)} has ${counted(rows, 'row')}, and should have ${whole(entry.rows)}: it is cut off, or of another version. Choose it again, or choose other data.`,
  );
}

const wrong = ({ column, file, cells }: Cells, row: number, what: string): DataError =>
  new DataError(
    `Row ${row + FIRST_ROW} of ${quoted(file)} has ${quoted(cells[row] ?? '')} in the column ${quoted(column.name)}, which is not ${what}. Choose other data.`,
  );

/** The numbers of a column; NaN where a cell is empty, if the entry says that some are. */
export function numbersOf(from: Cells): Float32Array {
  const { column, cells } = from;
  return Float32Array.from(cells, (cell, row) => {
    if (!cell && column.missing) return Number.NaN;
    const value = cell ? Math.fround(Number(cell)) : Number.NaN;
    if (!Number.isFinite(value)) throw wrong(from, row, 'a number');
    return value;
  });
}

/** The category of each cell of a column, by number; that after the last where a cell is empty, if the entry says that some are. */
export function categoriesOf(from: Cells): Uint32Array {
  const { column, cells } = from;
  const { categories = [] } = column;
  const numbers = new Map(categories.map((category, i) => [category, i]));
  if (column.missing) numbers.set('', categories.length);
  return Uint32Array.from(cells, (cell, row) => {
    const number = numbers.get(cell);
    if (number === undefined) throw wrong(from, row, `one of ${listed(categories)}`);
    return number;
  });
}
