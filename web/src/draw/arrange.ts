/** Where the columns and units of a network stand. */

/** A column of units to be placed: the inputs, or a layer. */
export interface Stack {
  readonly units: number;
  /** Numbers of the units that are shown, ascending. */
  readonly shown: readonly number[];
}

/** A column in its place, in CSS pixels. */
export interface Column extends Stack {
  /** Its middle. */
  readonly x: number;
  /** The middle of its first unit, and the distance from one to the next. */
  readonly y: number;
  readonly pitch: number;
  /** Side of a unit. */
  readonly size: number;
}

/** Units are this large until there are more than `manyUnits` in a column. */
const largeUnit = 36;
const smallUnit = 20;
const manyUnits = 9;

/** Beyond this many units only the strongest are shown. */
const mostUnits = 16;
const strongestUnits = 12;

const largestPitch = { [largeUnit]: 50, [smallUnit]: 28 } as const;

/** Least room between units, and least size of one. */
const leastGap = 4;
const leastUnit = 8;

/** From the edges of the figure to the middle of the first and last column, and around the tallest. */
const margin = { left: 46, right: 52, below: 8 };

/** Headers are this wide at most, and leave this much room between two of them. */
const widestHeader = 138;
const headerGap = { wide: 26, narrow: 10 };

/** Headers narrower than these have small buttons, or their title above instead of beside them. */
const tightHeader = 130;
const narrowHeader = 112;

/** The middle of column `index` of `count`. */
export const columnX = (index: number, count: number, width: number): number =>
  margin.left + (index * (width - margin.left - margin.right)) / Math.max(1, count - 1);

/** How wide the header of a hidden layer is, where there are `count` columns. */
export const headerWidth = (count: number, width: number): number => {
  const step = columnX(1, count, width) - columnX(0, count, width);
  const wide = Math.min(widestHeader, step - headerGap.wide);
  return wide >= narrowHeader ? wide : Math.max(0, Math.min(narrowHeader - 1, step - headerGap.narrow));
};

/** How much room there is in a header of this width. */
export const headerShape = (width: number): 'wide' | 'tight' | 'narrow' =>
  width < narrowHeader ? 'narrow' : width < tightHeader ? 'tight' : 'wide';

const everyUnit = (units: number): number[] => Array.from({ length: units }, (_, i) => i);

/**
 * The units of a layer to show, ascending: all, or of many those with the largest outgoing weight.
 * `outgoing` holds the weights of the next layer, `[its units, units]`.
 */
export function shownUnits(units: number, outgoing: Float32Array): number[] {
  if (units <= mostUnits) return everyUnit(units);
  const largest = new Float32Array(units);
  for (let i = 0; i < outgoing.length; i++) {
    const size = Math.abs(outgoing[i]!);
    if (size > largest[i % units]!) largest[i % units] = size;
  }
  return everyUnit(units)
    .sort((a, b) => largest[b]! - largest[a]! || a - b)
    .slice(0, strongestUnits)
    .sort((a, b) => a - b);
}

/** Places `stacks` evenly over `width × height`, each around the middle. */
export function arrange(stacks: readonly Stack[], width: number, height: number): readonly Column[] {
  const most = stacks.reduce((n, { shown }) => Math.max(n, shown.length), 1);
  return stacks.map(({ units, shown }, index) => {
    const full = units > manyUnits ? smallUnit : largeUnit;
    const rows = full === largeUnit ? Math.min(most, manyUnits) : shown.length;
    const pitch = Math.min(largestPitch[full], (height - margin.below) / Math.max(1, rows));
    const size = Math.max(leastUnit, Math.min(full, pitch - leastGap));
    const y = height / 2 - ((shown.length - 1) / 2) * pitch;
    return { units, shown, x: columnX(index, stacks.length, width), y, pitch, size };
  });
}

/** The middle of the unit in place `place` of a column. */
export const unitY = (column: Column, place: number): number => column.y + place * column.pitch;
