import type { Axes } from './boundary.ts';
import type { Box } from './box.ts';
import type { Colors } from './palette.ts';

/** The places where a curve of one input is asked for, from one end of the axis to the other. */
export const fitPlaces = ([from, to]: Axes['xRange'], count: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));

/** Draws the numbers that a network gives along its one input, evenly spaced over the axis, with a line at 0. */
export function drawFit(
  ctx: CanvasRenderingContext2D,
  values: Float32Array,
  { yRange: [low, high] }: Axes,
  colors: Colors,
  { x, y, w, h }: Box,
): void {
  const up = (value: number) => y + (h * (high - value)) / (high - low);
  if (low < 0 && high > 0) {
    const zero = Math.round(up(0)) + 0.5;
    ctx.beginPath();
    ctx.moveTo(x, zero);
    ctx.lineTo(x + w, zero);
    ctx.strokeStyle = colors.line2;
    ctx.lineWidth = 1;
    ctx.stroke();
  }
  ctx.beginPath();
  values.forEach((value, i) => {
    ctx.lineTo(x + (w * i) / (values.length - 1), up(value));
  });
  ctx.strokeStyle = colors.ink;
  ctx.lineWidth = 2;
  ctx.lineJoin = 'round';
  ctx.stroke();
}
