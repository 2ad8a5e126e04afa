import { describe, expect, it } from 'vitest';
import { emptyInk, enlargement, type Ink, imageOf, inkOf, isEmpty, stroke } from '../../src/data/drawn.ts';
import { formOf } from '../../src/data/forms.ts';
import { load } from './site.ts';

const sum = (values: Float32Array): number => values.reduce((a, b) => a + b, 0);

/** Center of mass, in pixels from the upper left corner. */
function middleOf(values: Float32Array, width: number): readonly [number, number] {
  let [x, y] = [0, 0];
  values.forEach((value, i) => {
    x += value * ((i % width) + 0.5);
    y += value * (Math.floor(i / width) + 0.5);
  });
  return [x / sum(values), y / sum(values)];
}

/** How much two images are alike: 1 where they are the same up to a factor. */
function likeness(a: Float32Array, b: Float32Array): number {
  const product = (p: Float32Array, q: Float32Array) => p.reduce((all, value, i) => all + value * q[i]!, 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
}

/** An image moved by whole pixels; what leaves it is gone. */
const moved = ({ width, height, values }: Ink, dx: number, dy: number): Ink => ({
  width,
  height,
  values: values.map((_, i) => {
    const [x, y] = [(i % width) - dx, Math.floor(i / width) - dy];
    return x >= 0 && y >= 0 && x < width && y < height ? values[y * width + x]! : 0;
  }),
});

const bar = stroke(emptyInk(28, 28), [6, 3], [9, 12], 1.3);

describe('a stroke', () => {
  it('is full in its middle and soft at its edge', () => {
    const { values } = stroke(emptyInk(28, 28), [5, 5.5], [20, 5.5], 1.3);
    expect(values[5 * 28 + 10]).toBe(1);
    expect(values[6 * 28 + 10]).toBeCloseTo(0.8);
    expect(values[7 * 28 + 10]).toBe(0);
  });

  it('takes nothing away and changes nothing that was there', () => {
    const both = stroke(bar, [20, 3], [20, 12], 1.3);
    expect(bar.values[5 * 28 + 20]).toBe(0);
    expect(both.values.every((value, i) => value >= bar.values[i]!)).toBe(true);
  });
});

describe('what is drawn', () => {
  it('is nothing on an empty sheet', () => {
    const empty = emptyInk(28, 28);
    expect(isEmpty(empty)).toBe(true);
    expect(imageOf(empty, formOf('mnist'), 28, 28)).toBeUndefined();
  });

  it('has its center of mass in the middle, in a box of 20 × 20, for MNIST', () => {
    const image = imageOf(bar, formOf('mnist'), 28, 28)!;
    for (const middle of middleOf(image, 28)) expect(Math.abs(middle - 14.5)).toBeLessThan(0.6);
    const rows = [...Array(28).keys()].filter(y => image.subarray(28 * y, 28 * (y + 1)).some(value => value > 0.1));
    expect(rows.length).toBeGreaterThanOrEqual(19);
    expect(rows.length).toBeLessThanOrEqual(21);
    expect(image.every(value => value >= 0 && value <= 1)).toBe(true);
  });

  it('becomes an image of MNIST again, wherever it stood', async () => {
    const { table } = await load('mnist');
    for (const row of [0, 1, 4, 10, 4000, 5999]) {
      const values = table.x.slice(row * 784, (row + 1) * 784);
      const ink = moved({ width: 28, height: 28, values }, row % 2 ? 3 : -3, row % 3 ? 2 : -2);
      expect(likeness(imageOf(ink, formOf('mnist'), 28, 28)!, values), `row ${row}`).toBeGreaterThan(0.95);
    }
  });

  it('fills the image of small digits, and of Fashion-MNIST along its longer side', () => {
    for (const [name, side] of [
      ['digits', 8],
      ['fashion-mnist', 28],
    ] as const) {
      const times = enlargement(side);
      const ink = stroke(emptyInk(times * side, times * side), [8, 4], [12, 22], 2);
      const image = imageOf(ink, formOf(name), side, side)!;
      expect(sum(image.subarray(0, side)), name).toBeGreaterThan(0.2);
      expect(sum(image.subarray(side * (side - 1))), name).toBeGreaterThan(0.2);
    }
  });

  it('stays where it is for boxes', () => {
    const image = imageOf(bar, formOf('mnist-boxes'), 28, 28)!;
    expect(likeness(image, bar.values)).toBeCloseTo(1);
  });

  it('may be an image of the data to begin with, also of a small one', async () => {
    const { table } = await load('digits');
    const values = table.x.slice(0, 64);
    const ink = inkOf(values, 8, 8);
    expect(ink.width).toBe(32);
    expect(likeness(imageOf(ink, formOf('nothing of the kind'), 8, 8)!, values)).toBeCloseTo(1);
  });
});
