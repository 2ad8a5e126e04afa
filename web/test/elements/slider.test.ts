import { describe, expect, it } from 'vitest';
import { niceStep, parseNumber, sliderOf, writeNumber } from '../../src/elements/slider.ts';
import { families, type NumberParam, setting, settings } from '../../src/registry.ts';

const numbers = [
  ...settings,
  ...Object.values(families).flatMap(({ members }) => members.flatMap(({ params }) => params)),
].filter((param): param is NumberParam => param.type === 'number' || param.type === 'integer');

describe('every slider of the registry', () => {
  it.each(numbers.map(param => [param.name, param] as const))(
    '%s goes from end to end, in steps that rise',
    (_, param) => {
      const { last, position, value } = sliderOf(param);
      expect(value(0)).toBeCloseTo(param.shown[0], 10);
      expect(value(last)).toBeLessThanOrEqual(param.shown[1] * 1.05);
      expect(position(param.min)).toBe(0);
      expect(position(Math.min(param.max, 1e12))).toBe(last);
      for (let p = 1; p <= Math.min(last, 200); p++) expect(value(p)).toBeGreaterThan(value(p - 1));
    },
  );
});

describe('a slider', () => {
  it('doubles whole numbers on a log scale', () => {
    const { last, value } = sliderOf(setting('batch_size') as NumberParam);
    expect(Array.from({ length: last + 1 }, (_, p) => value(p))).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256]);
  });

  it('has values with few digits', () => {
    const { value } = sliderOf(setting('train_share') as NumberParam);
    expect(value(60)).toBe(0.7);
  });
});

it.each([
  [0.01, 0.01],
  [0.011, 0.02],
  [0.09, 0.1],
  [19.5, 20],
  [3, 5],
])('a nice step for %s is %s', (x, step) => expect(niceStep(x)).toBeCloseTo(step, 12));

it.each([
  [0, '0'],
  [0.015, '0.015'],
  [0.0003, '0.0003'],
  [-0.5, '−0.5'],
  [3e-5, '3.0×10⁻⁵'],
  [0.999, '0.999'],
  [16, '16'],
])('%s is written as %s, and read back', (x, text) => {
  expect(writeNumber(x)).toBe(text);
  expect(parseNumber(text)).toBe(x);
});

describe('a number is read', () => {
  it.each([
    ['0.03', 0.03],
    ['.5', 0.5],
    ['-2', -2],
    ['−2', -2],
    ['1e-3', 1e-3],
    ['1E3', 1000],
    ['0,03', 0.03],
    [' 31 000 ', 31000],
    ['1.0×10⁻⁸', 1e-8],
    ['2×10^3', 2000],
    ['10⁻⁶', 1e-6],
    ['10', 10],
    ['100', 100],
  ])('from “%s”', (text, x) => expect(parseNumber(text)).toBe(x));

  it.each(['', 'a', '1.2.3', 'NaN', 'Infinity', '0x10', '1,000,000', '--1'])('but not from “%s”', text =>
    expect(parseNumber(text)).toBeNaN(),
  );
});
