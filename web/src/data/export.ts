/** The rows of a run as a file of comma-separated values. */
import { csvFormatRow } from 'd3-dsv';
import type { Data } from '../engine/protocol.ts';

/** What rows are for, by number; rows of other numbers are erased. */
const ROLES = ['training', 'validation', 'test'] as const;

/** Cells of one piece: so few that other work can be done between two. */
const CELLS = 10_000;

/** Digits that tell apart any two numbers of single precision, and how many are tried first. */
const MOST_DIGITS = 9;
const FEW_DIGITS = 6;

/** A number of single precision with as few digits as read back the same. */
function written(x: number): string {
  for (let digits = FEW_DIGITS; digits < MOST_DIGITS; digits++) {
    const text = String(Number(x.toPrecision(digits)));
    if (Math.fround(Number(text)) === x) return text;
  }
  return String(Number(x.toPrecision(MOST_DIGITS)));
}

/**
 * The columns of every row, what is to be predicted, and what the row is for, in pieces of some rows; erased rows are left
 * out. `targets` are all numbers to be predicted, `[rows, outputs]`, where there are several.
 */
export function* csvOf(data: Omit<Data, 'ranges' | 'spreads' | 'inputs'>, targets = data.y): Generator<string> {
  const { columns, outputs, task, x, role } = data;
  const names = task === 'regression' ? outputs : ['class'];
  yield `${csvFormatRow([...columns, ...names, 'role'])}\n`;
  const labels = (row: number): readonly string[] =>
    task === 'regression'
      ? Array.from(targets.subarray(row * outputs.length, (row + 1) * outputs.length), written)
      : [outputs[data.y[row]!] ?? ''];
  const rows = Math.ceil(CELLS / columns.length);
  for (let first = 0; first < role.length; first += rows) {
    let piece = '';
    for (let row = first; row < Math.min(first + rows, role.length); row++) {
      const name = ROLES[role[row]!];
      if (!name) continue;
      const cells = Array.from(x.subarray(row * columns.length, (row + 1) * columns.length), written);
      piece += `${csvFormatRow([...cells, ...labels(row), name])}\n`;
    }
    yield piece;
  }
}
