/** Numbers as the design writes them: true minus, thin space in thousands, powers of ten for the very small and large. */

const minus = '−';
const thinSpace = '\u2009';
const noBreakSpace = '\u00a0';

/** The digits of exponents, from 0 to 9. */
export const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** From here up, and below `smallest`, a number is written with a power of ten. */
const largest = 1e5;
const smallest = 1e-3;

/** Of settings and ticks, thousands are set apart from here up: years are not. */
const leastApart = 1e4;

const withMinus = (text: string): string => text.replace('-', minus);

/** `-12` as `⁻¹²`. */
export const superscript = (n: number): string =>
  [...String(n)].map(c => (c === '-' ? '⁻' : (superscripts[Number(c)] ?? c))).join('');

/** `10⁻⁶` for −6. */
export const power = (exponent: number): string => `10${superscript(exponent)}`;

/** A decade on a log axis: 0.01 to 1000 in plain digits, others as powers. */
export const decade = (exponent: number): string =>
  exponent < -2 || exponent > 3 ? power(exponent) : String(10 ** exponent);

const unusual = (x: number): string | undefined => {
  if (Number.isNaN(x)) return 'not a number';
  return Number.isFinite(x) ? undefined : x > 0 ? '∞' : `${minus}∞`;
};

const scientific = (x: number, n: number): string => {
  const [mantissa = '', exponent = ''] = x.toExponential(n > 1 ? 1 : 0).split('e');
  return `${withMinus(mantissa)}×${power(Number(exponent))}`;
};

/** `x` to `n` significant digits: 3 for losses and rates, 2 for gradients. */
export const significant = (x: number, n = 3): string => {
  const rounded = Number(x.toPrecision(n));
  const size = Math.abs(rounded);
  if (rounded === 0) return '0';
  if (!Number.isFinite(x) || size >= largest || size < smallest) return unusual(x) ?? scientific(x, n);
  const before = Number(rounded.toExponential().split('e')[1]) + 1;
  return before > n ? whole(rounded) : withMinus(rounded.toFixed(n - before));
};

/** `x` with `n` decimals: 2 for weights. Never −0.00. */
export const fixed = (x: number, n = 2): string => {
  const text = x.toFixed(n);
  return unusual(x) ?? withMinus(Number(text) === 0 ? text.replace('-', '') : text);
};

/** A share in 0..1 with one decimal. */
export const percent = (share: number, n = 1): string => `${fixed(100 * share, n)}${noBreakSpace}%`;

/** A whole number, thousands apart: `31 000`. */
export const whole = (n: number): string =>
  withMinus(
    Math.round(n)
      .toString()
      .replace(/\B(?=(\d{3})+$)/g, thinSpace),
  );

/** A number with as few digits as say it, four at most: ticks of an axis, settings. */
export const short = (x: number): string => {
  if (x !== 0 && !(Math.abs(x) >= smallest && Math.abs(x) < largest)) return significant(x, 2);
  const rounded = Number(x.toPrecision(4));
  return Math.abs(rounded) < leastApart ? withMinus(String(rounded)) : whole(rounded);
};

/** A number and its noun: `1 unit`, `8 units`. */
export const counted = (n: number, noun: string): string => `${whole(n)} ${noun}${n === 1 ? '' : 's'}`;
