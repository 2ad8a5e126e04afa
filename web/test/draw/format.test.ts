import { describe, expect, it } from 'vitest';
import { counted, decade, fixed, percent, power, short, significant, whole } from '../../src/draw/format.ts';

describe('significant', () => {
  it.each([
    [0.0847, 3, '0.0847'],
    [0.03, 3, '0.0300'],
    [0.7, 2, '0.70'],
    [0.0862, 2, '0.086'],
    [12.345, 3, '12.3'],
    [40_683, 3, '40\u2009700'],
    [99_960, 3, '1.0×10⁵'],
    [0.000_999_6, 3, '0.00100'],
    [2.4e-6, 3, '2.4×10⁻⁶'],
    [-1.6e-12, 2, '−1.6×10⁻¹²'],
    [-0.98, 2, '−0.98'],
    [0, 3, '0'],
    [-0, 3, '0'],
    [Number.NaN, 3, 'not a number'],
    [Number.NEGATIVE_INFINITY, 3, '−∞'],
  ])('writes %d to %d digits as %s', (x, n, text) => expect(significant(x, n)).toBe(text));
});

describe('other numbers', () => {
  it('never shows a negative zero', () => {
    expect(fixed(-0.001)).toBe('0.00');
    expect(fixed(-0.98)).toBe('−0.98');
  });

  it('keeps a percent sign with its number', () => expect(percent(0.9733)).toBe('97.3\u00a0%'));

  it('sets thousands apart', () => {
    expect(whole(31_000)).toBe('31\u2009000');
    expect(whole(1_234_567)).toBe('1\u2009234\u2009567');
    expect(whole(157)).toBe('157');
  });

  it('sets thousands of ticks and settings apart, but not those of years', () => {
    expect([27_100, 2017, 0.015, -1.5].map(short)).toEqual(['27\u2009100', '2017', '0.015', '−1.5']);
  });

  it('counts in the singular and the plural', () => {
    expect(counted(1, 'unit')).toBe('1 unit');
    expect(counted(8, 'unit')).toBe('8 units');
  });

  it('labels decades plainly where they are short', () => {
    expect([1, 0, -2, -3].map(decade)).toEqual(['10', '1', '0.01', '10⁻³']);
    expect(power(-12)).toBe('10⁻¹²');
  });

  it('drops zeros that say nothing', () => {
    expect([0.1 + 0.2, -6, 1e-5, 250_000].map(short)).toEqual(['0.3', '−6', '1.0×10⁻⁵', '2.5×10⁵']);
  });
});
