import { describe, expect, it } from 'vitest';
import { csvOf } from '../../src/data/export.ts';
import { columnsOf, meansOf, rowsOf } from '../../src/data/rows.ts';

const data = {
  columns: ['a', 'b, with a comma'],
  outputs: ['yes', 'no'],
  task: 'binary',
  x: Float32Array.of(1, 2, 3, 4, 5, 6, 0.1, -8),
  y: Float32Array.of(0, 1, 0, 1),
  role: Uint8Array.of(0, 1, 3, 0),
} as const;

describe('rows', () => {
  it('are found by what they are for', () => {
    expect([...rowsOf(data, [0])]).toEqual([0, 3]);
    expect([...rowsOf(data, [0, 1], 2)]).toEqual([0, 1]);
    expect([...columnsOf(data, Uint32Array.of(3, 1))]).toEqual([Math.fround(0.1), -8, 3, 4]);
  });

  it('have the mean of those to learn from', () => {
    const [a, b] = meansOf(data);
    expect(a).toBeCloseTo(0.55);
    expect(b).toBe(-3);
  });
});

describe('a file of rows', () => {
  const lines = (...args: Parameters<typeof csvOf>) => [...csvOf(...args)].join('').trimEnd().split('\n');

  it('has columns, label and role, without erased rows', () => {
    expect(lines(data)).toEqual([
      'a,"b, with a comma",class,role',
      '1,2,yes,training',
      '3,4,no,validation',
      '0.1,-8,no,training',
    ]);
  });

  it('has every number that is to be predicted', () => {
    const numbers = { ...data, task: 'regression', outputs: ['p', 'q'] } as const;
    const targets = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 1 / 3);
    expect(lines(numbers, targets).slice(0, 2)).toEqual(['a,"b, with a comma",p,q,role', '1,2,1,2,training']);
    const last = lines(numbers, targets).at(-1)!.split(',');
    expect(Math.fround(Number(last[3]))).toBe(Math.fround(1 / 3));
  });
});
