import { expect, it } from 'vitest';
import { Series } from '../../src/draw/series.ts';
import { Smoothed } from '../../src/draw/smooth.ts';

function seriesOf(epochs: readonly number[], train: (epoch: number) => number): Series {
  const series = new Series();
  series.append({
    reset: true,
    epoch: Uint32Array.from(epochs),
    train: Float32Array.from(epochs, train),
    validation: Float32Array.from(epochs, () => Number.NaN),
    gradients: new Float32Array(epochs.length),
  });
  return series;
}

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

it('is a weighted mean that does not begin near zero', () => {
  const made = new Smoothed();
  made.update(
    seriesOf(upTo(50), () => 0.7),
    0,
    0.9,
  );
  for (const value of made.train.subarray(0, 50)) expect(value).toBeCloseTo(0.7);
  made.update(
    seriesOf([0, 1], e => e),
    0,
    0.5,
  );
  expect(made.train[1]).toBeCloseTo(0.5 / 0.75);
  expect(made.validation[1]).toBeNaN();
});

it('is the same whether it grows record by record or is made at once', () => {
  const wave = (e: number) => Math.sin(e) + 2;
  const grown = new Smoothed();
  for (let n = 1; n <= 40; n++) grown.update(seriesOf(upTo(n), wave), n - 1, 0.8);
  const once = new Smoothed();
  once.update(seriesOf(upTo(40), wave), 0, 0.8);
  expect([...grown.train.subarray(0, 40)]).toEqual([...once.train.subarray(0, 40)]);
});

it('follows another strength, and a run that begins anew', () => {
  const made = new Smoothed();
  made.update(
    seriesOf(upTo(10), e => e),
    0,
    0.9,
  );
  made.update(
    seriesOf(upTo(10), e => e),
    10,
    0,
  );
  expect([...made.train.subarray(0, 10)]).toEqual(upTo(10));
  made.update(
    seriesOf(upTo(3), () => 4),
    0,
    0,
  );
  expect(made.train[2]).toBe(4);
});
