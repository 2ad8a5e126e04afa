import { short, superscripts } from '../draw/format.ts';
import type { NumberParam } from '../registry.ts';

/** A slider for a number: its positions are whole numbers from 0 to `last`. */
export interface Slider {
  readonly last: number;
  position(value: number): number;
  value(position: number): number;
}

/** A linear slider has about as many positions; a logarithmic one, this many a decade. */
const POSITIONS = 100;
const PER_DECADE = 20;

/** The step of 1, 2 or 5 times a power of ten that is at least `x`. */
export function niceStep(x: number): number {
  const decade = 10 ** Math.floor(Math.log10(x) + 1e-9);
  const factor = [1, 2, 5, 10].find(f => f * decade >= x * (1 - 1e-9)) ?? 10;
  return factor * decade;
}

const rounded = (x: number, digits: number): number => Number(x.toPrecision(digits));

/** Even steps. */
function linear({ shown: [from, to], type }: NumberParam): Slider {
  const step = Math.max(niceStep((to - from) / POSITIONS), type === 'integer' ? 1 : 0);
  const last = Math.round((to - from) / step);
  return {
    last,
    position: value => (value - from) / step,
    value: position => rounded(from + step * position, 12),
  };
}

/** Even factors: doubling for whole numbers, else `PER_DECADE` a decade. */
function logarithmic({ shown: [from, to], type }: NumberParam): Slider {
  const doubling = type === 'integer';
  const [log, power, scale] = doubling
    ? [Math.log2, (x: number) => 2 ** x, 1]
    : [Math.log10, (x: number) => 10 ** x, PER_DECADE];
  return {
    last: Math.round(scale * (log(to) - log(from))),
    position: value => scale * (log(Math.max(value, Number.MIN_VALUE)) - log(from)),
    value: position => {
      const value = from * power(position / scale);
      return doubling ? Math.round(value) : rounded(value, 2);
    },
  };
}

/** The slider of a setting. Values beyond its ends stay at the end. */
export function sliderOf(param: NumberParam): Slider {
  const { last, position, value } = param.log ? logarithmic(param) : linear(param);
  return { last, value, position: x => Math.min(last, Math.max(0, Math.round(position(x)))) };
}

/** The smallest number that a field shows in plain digits: `0.0003`, but `3.0×10⁻⁵`. */
const SMALLEST_PLAIN = 1e-4;

/** A setting with as few digits as say it; `parseNumber` reads it back. */
export const writeNumber = (x: number): string =>
  Math.abs(x) >= SMALLEST_PLAIN && Math.abs(x) < 1 ? String(Number(x.toPrecision(4))).replace('-', '−') : short(x);

/** A number as people and this page write it: `0.03`, `0,03`, `1e-3`, `1.0×10⁻³`; NaN if it is none. */
export function parseNumber(text: string): number {
  const plain = text
    .replace(/\s/g, '')
    .replace(/[−⁻]/g, '-')
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, digit => String(superscripts.indexOf(digit)))
    .replace(/[×x*·]10\^?/i, 'e')
    .replace(/^10\^?(?=-\d+$)/, '1e')
    .replace(/^([+-]?\d*),(\d+)$/, '$1.$2');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
}
