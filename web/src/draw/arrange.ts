/** Where the columns and units of a network stand. */

/** A column of units to be placed: the inputs, or a layer. */
export interface Stack {
  readonly units: number;
  /** Numbers of the units that are shown, ascending. */
  readonly shown: readonly number[];
  /** Whether its units have words below them, if there is room. */
  readonly named?: boolean;
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

/** What differs with the room there is, in CSS pixels. */
export interface Measures {
  /** Side of a unit, until there are more than `manyUnits` in a column. */
  readonly unit: number;
  /** From one unit to the next, where the height is free. */
  readonly pitch: number;
  /** From the edges of the figure to the middle of the first and of the last column. */
  readonly left: number;
  readonly right: number;
}

export const measures = {
  desktop: { unit: 36, pitch: 50, left: 46, right: 52 },
  tablet: { unit: 29, pitch: 35, left: 46, right: 52 },
  phone: { unit: 22, pitch: 29, left: 30, right: 24 },
} as const satisfies Record<string, Measures>;

/** With more than `manyUnits` in a column, they have this side and pitch in every layout. */
const small = { unit: 20, pitch: 28 };
const manyUnits = 9;

/** A figure whose height is free has room for so many units at least. */
const leastRows = 8;

/** Beyond this many units only the strongest are shown. */
const mostUnits = 16;
const strongestUnits = 12;

const largestPitch = 50;

/** Least room between units, also where each has a name below it, and least size of one. */
const leastGap = 4;
const nameRoom = 15;
const leastUnit = 8;

/** So much of the way from one column to the next is a unit's at most; the rest is for edges. */
const widestUnit = 0.6;

/** Around the tallest column. */
const margin = 8;

/** Headers are this wide at most, and leave this much room between two of them. */
const widestHeader = 138;
const headerGap = { wide: 26, narrow: 10 };

/** Headers narrower than these have small buttons, their title above instead of beside them, or all of it folded away. */
const tightHeader = 130;
const narrowHeader = 118;
const foldedHeader = 62;

/** The middle of column `index` of `count`. */
export const columnX = (index: number, count: number, width: number, { left, right }: Measures): number =>
  left + (index * (width - left - right)) / Math.max(1, count - 1);

/** How wide the header of a hidden layer is, where there are `count` columns. */
export const headerWidth = (count: number, width: number, room: Measures): number => {
  const step = columnX(1, count, width, room) - columnX(0, count, width, room);
  const wide = Math.min(widestHeader, step - headerGap.wide);
  return wide >= narrowHeader ? wide : Math.max(0, Math.min(narrowHeader - 1, step - headerGap.narrow));
};

/** How much room there is in a header of this width. */
export const headerShape = (width: number): 'wide' | 'tight' | 'narrow' | 'folded' => {
  if (width < foldedHeader) return 'folded';
  if (width < narrowHeader) return 'narrow';
  return width < tightHeader ? 'tight' : 'wide';
};

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

/** The height of a figure of layers with so many units, where it is free; `named` if some have names below them. */
export function figureHeight(units: readonly number[], room: Measures, named = false): number {
  const pitch = named ? Math.max(room.pitch, room.unit + nameRoom) : room.pitch;
  const most = units.reduce((n, each) => Math.max(n, each > mostUnits ? strongestUnits + 1 : each), leastRows);
  return Math.max(Math.min(most, manyUnits) * pitch, most > manyUnits ? most * (small.unit + leastGap) : 0) + margin;
}

/** Places `stacks` evenly over `width × height`, each around the middle. */
export function arrange(
  stacks: readonly Stack[],
  width: number,
  height: number,
  room: Measures = measures.desktop,
): readonly Column[] {
  const most = stacks.reduce((n, { shown }) => Math.max(n, shown.length), 1);
  const widest = widestUnit * (columnX(1, stacks.length, width, room) - room.left);
  return stacks.map(({ units, shown, named }, index) => {
    const many = units > manyUnits;
    const rows = many ? shown.length : Math.min(most, manyUnits);
    const pitch = Math.min(many ? small.pitch : largestPitch, (height - margin) / Math.max(1, rows));
    const size = Math.max(
      leastUnit,
      Math.min(many ? small.unit : room.unit, pitch - (named && !many ? nameRoom : leastGap), widest),
    );
    const y = height / 2 - ((shown.length - 1) / 2) * pitch;
    return { units, shown, x: columnX(index, stacks.length, width, room), y, pitch, size };
  });
}

/** The middle of the unit in place `place` of a column. */
export const unitY = (column: Column, place: number): number => column.y + place * column.pitch;
