/** Rows of a run, as questions about them want them. */
import type { Data } from '../engine/protocol.ts';

type Rows = Pick<Data, 'x' | 'columns' | 'role'>;

/** Numbers of the rows of some roles, the first of them if there are more than `most`. */
export function rowsOf(
  { role }: Pick<Data, 'role'>,
  roles: readonly number[],
  most = Number.POSITIVE_INFINITY,
): Uint32Array {
  const rows: number[] = [];
  for (let row = 0; row < role.length && rows.length < most; row++) if (roles.includes(role[row]!)) rows.push(row);
  return Uint32Array.from(rows);
}

/** The columns of some rows, one row after the other. */
export function columnsOf({ x, columns }: Rows, rows: Uint32Array): Float32Array {
  const wide = columns.length;
  const all = new Float32Array(rows.length * wide);
  rows.forEach((row, i) => {
    all.set(x.subarray(row * wide, (row + 1) * wide), i * wide);
  });
  return all;
}

/** One row; not a copy. */
export const rowOf = ({ x, columns }: Pick<Data, 'x' | 'columns'>, row: number): Float32Array =>
  x.subarray(row * columns.length, (row + 1) * columns.length);

/** The mean of each column over the training rows. */
export function meansOf({ x, columns, role }: Rows): Float32Array {
  const sums = new Float64Array(columns.length);
  let rows = 0;
  for (let row = 0; row < role.length; row++) {
    if (role[row] !== 0) continue;
    rows++;
    for (let i = 0; i < sums.length; i++) sums[i]! += x[row * sums.length + i]!;
  }
  return Float32Array.from(sums, sum => sum / Math.max(1, rows));
}
