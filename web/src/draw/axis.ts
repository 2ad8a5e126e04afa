import { nice, ticks } from 'd3-array';
import { decade, short } from './format.ts';
import type { Extent } from './series.ts';

/** A scale from values to 0..1, with its ticks. */
export interface Axis {
  readonly log: boolean;
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly Tick[];
}

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** Shown before anything was measured. */
const blank: Extent = { min: 0.1, max: 1 };

/** Decades below the largest value that a log axis reaches at most. */
const deepest = 12;

const mostTicks = 4;

/** Decimals of a logarithm that are kept, so that 0.001 lies on a decade. */
const exact = 1e9;

const log10 = (x: number): number => Math.round(Math.log10(x) * exact) / exact;

/** 1, 2 or 5 times a power of ten: the largest up to `x`. */
const below = (x: number): number => {
  const base = 10 ** Math.floor(log10(x));
  return base * (x >= 5 * base ? 5 : x >= 2 * base ? 2 : 1);
};

const above = (x: number): number => {
  const base = 10 ** Math.floor(log10(x));
  return base * (x <= base ? 1 : x <= 2 * base ? 2 : x <= 5 * base ? 5 : 10);
};

const seen = (extent: Extent): Extent => (extent.min <= extent.max ? extent : blank);

/** A log axis over `extent`, labeled at whole decades, of which it holds at least two. */
export function logAxis(extent: Extent): Axis {
  const { min, max } = seen(extent);
  const to = above(max);
  const last = Math.floor(log10(to));
  const lowest = below(Math.max(min, max * 10 ** -deepest));
  const first = Math.min(last - 1, Math.ceil(log10(lowest)));
  const step = Math.ceil((last - first) / mostTicks);
  const exponents = Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => last - i * step);
  const labels = exponents.reverse().map(e => ({ value: 10 ** e, label: decade(e) }));
  return { log: true, from: Math.min(lowest, 10 ** first), to, ticks: labels };
}

/** An axis from 0 to a round number over `extent`. */
export function linearAxis(extent: Extent): Axis {
  const [, to] = nice(0, seen(extent).max, mostTicks);
  return { log: false, from: 0, to, ticks: ticks(0, to, mostTicks).map(value => ({ value, label: short(value) })) };
}

/** Where `x` lies on the axis: 0 at its beginning, 1 at its end, never outside; NaN stays NaN. */
export const along = ({ log, from, to }: Axis, x: number): number => {
  const t = log ? (Math.log10(x) - Math.log10(from)) / (Math.log10(to) - Math.log10(from)) : (x - from) / (to - from);
  return Math.max(0, Math.min(1, t));
};

/** The shortest axis of epochs, so that the first few do not fill it. */
const fewestEpochs = 10;

/** Where the axis of epochs ends: the present, as soon as there is enough of it. */
export const lastShown = (epoch: number): number => Math.max(fewestEpochs, epoch);

/** Epochs to label: round ones, and the ends in place of those too near to them. */
export const epochTicks = ([first, last]: readonly [number, number], width: number): number[] => {
  const room = (36 / width) * (last - first);
  const apart = (epoch: number) =>
    Number.isInteger(epoch) && last - epoch > room && (epoch === first || epoch - first > room);
  const inner = ticks(first, last, 4).filter(apart);
  return [...(inner[0] === first ? [] : [first]), ...inner, last];
};
