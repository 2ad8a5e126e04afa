import { lastShown } from './axis.ts';
import type { Box } from './box.ts';
import { type Colors, entry } from './palette.ts';
import type { Extent, Series } from './series.ts';

/** A domain of sizes in decades: −2 to 1 is 0.01 to 10. */
export type Decades = readonly [number, number];

const usual: Decades = [-2, 1];

/** Sizes beyond these are all the same to a reader. */
const widest: Decades = [-7, 2];

/** The usual domain, wider by whole decades where `extent` needs it. */
export const decadesOf = ({ min, max }: Extent): Decades => [
  Math.max(widest[0], Math.min(usual[0], Math.floor(Math.log10(min)))),
  Math.min(widest[1], Math.max(usual[1], Math.ceil(Math.log10(max || 1)))),
];

/** Where nothing was measured the strip is open: what lies behind it has the color of the page, or of paper. */
const NOTHING = 0;

const colorOf = (colors: Colors, [from, to]: Decades, size: number): number =>
  size > 0 ? entry(colors.sequential, (Math.log10(size) - from) / (to - from)) : NOTHING;

const square = (series: Series, record: number, layer: number): number =>
  series.gradients[record * series.layers + layer]! ** 2;

/**
 * Paints the gradient norms of `layer` over the epochs of `series` into a row of pixels.
 * Where several epochs fall on a pixel it shows their root mean square, as a record does for its batches.
 */
export function paintStrip(pixels: Uint32Array, series: Series, layer: number, decades: Decades, colors: Colors): void {
  const perPixel = lastShown(series.lastEpoch) / pixels.length;
  let k = series.epoch[0] === 0 ? 1 : 0; // before the first epoch nothing was measured
  for (let i = 0; i < pixels.length; i++) {
    const first = k;
    let squares = 0;
    for (; k < series.length && series.epoch[k]! <= (i + 1) * perPixel; k++) squares += square(series, k, layer);
    const n = k - first;
    // Without a record of its own, a pixel lies in the time that the next one stands for.
    const mean = n > 0 ? squares / n : k < series.length ? square(series, k, layer) : 0;
    pixels[i] = colorOf(colors, decades, Math.sqrt(mean));
  }
}

/** Draws pixels `from` to `from + n` of a row of pixels as a strip that fills `box`. */
export function drawStrip(
  ctx: CanvasRenderingContext2D,
  row: CanvasImageSource,
  from: number,
  n: number,
  box: Box,
): void {
  ctx.save();
  ctx.beginPath();
  ctx.roundRect(box.x, box.y, box.w, box.h, 3);
  ctx.clip();
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(row, from, 0, n, 1, box.x, box.y, box.w, box.h);
  ctx.restore();
}

/** Marks the present in a strip. */
export function drawPresent(ctx: CanvasRenderingContext2D, epoch: number, colors: Colors, box: Box): void {
  const x = box.x + (box.w * epoch) / lastShown(epoch);
  ctx.fillStyle = colors.accent;
  ctx.beginPath();
  ctx.roundRect(x - 1, box.y - 3, 2, box.h + 6, 1);
  ctx.fill();
}
