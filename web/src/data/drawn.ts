/** What is drawn by hand, brought into the form that the images of a data set have. */

import type { Form } from './forms.ts';

/** Small images are drawn larger, by this factor, and averaged: on few pixels nobody can write. */
export const enlargement = (width: number): number => Math.max(1, Math.round(28 / width));

/** A grid of ink from 0 to 1, row by row from the top. */
export interface Ink {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

export const emptyInk = (width: number, height: number): Ink => ({
  width,
  height,
  values: new Float32Array(width * height),
});

/** Adds a stroke from one place to another, in pixels; its edge is soft by one pixel. */
export function stroke(
  { width, height, values }: Ink,
  [x0, y0]: readonly [number, number],
  [x1, y1]: readonly [number, number],
  reach: number,
): Ink {
  const next = values.slice();
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = dx * dx + dy * dy;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [x, y] = [column + 0.5 - x0, row + 0.5 - y0];
      const along = length > 0 ? Math.min(1, Math.max(0, (x * dx + y * dy) / length)) : 0;
      const strength = Math.min(1, Math.max(0, reach + 0.5 - Math.hypot(x - along * dx, y - along * dy)));
      const i = row * width + column;
      if (strength > next[i]!) next[i] = strength;
    }
  }
  return { width, height, values: next };
}

interface Extent {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  /** Center of mass. */
  readonly middle: readonly [number, number];
}

function extentOf({ width, values }: Ink): Extent | undefined {
  let [left, right, top, bottom] = [width, -1, Number.POSITIVE_INFINITY, -1];
  let [mass, across, down] = [0, 0, 0];
  values.forEach((value, i) => {
    if (value <= 0) return;
    const [x, y] = [i % width, Math.floor(i / width)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    mass += value;
    across += value * (x + 0.5);
    down += value * (y + 0.5);
  });
  if (right < 0) return undefined;
  return { x: left, y: top, w: right + 1 - left, h: bottom + 1 - top, middle: [across / mass, down / mass] };
}

/** Whether anything is drawn. */
export const isEmpty = ({ values }: Ink): boolean => !values.some(value => value > 0);

/** How a line of a new grid is made of a line of the old: `count` places, each the mean of what is there before it is scaled. */
interface Axis {
  readonly count: number;
  readonly scale: number;
  /** The place in the new grid where place 0 of the old one goes. */
  readonly shift: number;
}

/** The mean of `at(j)`, `j` from 0 below `most`, over what goes to place `i`. */
function meanAt({ scale, shift }: Axis, i: number, most: number, at: (j: number) => number): number {
  const middle = (i + 0.5 - shift) / scale;
  // Half of what becomes one place; where it is made larger, neighbors are mixed.
  const half = Math.max(1, 1 / scale) / 2;
  let sum = 0;
  for (let j = Math.max(0, Math.floor(middle - half)); j < Math.min(most, middle + half); j++) {
    sum += (Math.min(j + 1, middle + half) - Math.max(j, middle - half)) * at(j);
  }
  return sum / (2 * half);
}

/** A grid scaled and moved into another. */
function resample({ width, height, values }: Ink, across: Axis, down: Axis): Ink {
  const wide = new Float32Array(across.count * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < across.count; x++) {
      wide[y * across.count + x] = meanAt(across, x, width, j => values[y * width + j]!);
    }
  }
  const all = emptyInk(across.count, down.count);
  for (let y = 0; y < down.count; y++) {
    for (let x = 0; x < across.count; x++) {
      all.values[y * across.count + x] = meanAt(down, y, height, j => wide[j * across.count + x]!);
    }
  }
  return all;
}

/** Where a line of `size` places goes, by whole pixels: its `middle` to `to` in the new one, but no edge beyond the end. */
function axisOf(
  count: number,
  scale: number,
  [middle, to]: readonly [number, number],
  [from, size]: readonly [number, number],
): Axis {
  const start = Math.round(to - (middle - from) * scale);
  const most = Math.max(0, Math.floor(count - size * scale));
  return { count, scale, shift: Math.min(most, Math.max(0, start)) - from * scale };
}

/** What is drawn, as the set has its images: `width × height` pixels from 0 to 1, or nothing where nothing is drawn. */
export function imageOf(ink: Ink, { fill, center }: Form, width: number, height: number): Float32Array | undefined {
  const extent = extentOf(ink);
  if (!extent) return undefined;
  if (fill === undefined) {
    const part = (count: number, of: number): Axis => ({ count, scale: count / of, shift: 0 });
    return resample(ink, part(width, ink.width), part(height, ink.height)).values;
  }
  const { x, y, w, h } = extent;
  const scale = Math.min((fill * width) / w, (fill * height) / h);
  const isMass = center === 'mass';
  const middle = isMass ? extent.middle : ([x + w / 2, y + h / 2] as const);
  // In MNIST it lies in pixel 14, counted from 0, not on the edge before it.
  const to = isMass ? 0.5 : 0;
  const across = axisOf(width, scale, [middle[0], width / 2 + to], [x, w]);
  return resample(ink, across, axisOf(height, scale, [middle[1], height / 2 + to], [y, h])).values;
}

/** An image of a set as something drawn, to be drawn on. */
export function inkOf(pixels: Float32Array, width: number, height: number): Ink {
  const times = enlargement(width);
  const ink = emptyInk(times * width, times * height);
  for (let i = 0; i < ink.values.length; i++) {
    const [x, y] = [Math.floor((i % ink.width) / times), Math.floor(i / ink.width / times)];
    ink.values[i] = pixels[y * width + x]!;
  }
  return ink;
}
