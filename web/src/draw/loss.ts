import { type Axis, along, epochTicks, lastShown, linearAxis, logAxis } from './axis.ts';
import type { Box } from './box.ts';
import { whole } from './format.ts';
import { drawLine } from './line.ts';
import type { Colors } from './palette.ts';
import type { Series } from './series.ts';

export type Scale = 'log' | 'linear';

/** Room left of the plot for its ticks, right of it for the names of the lines, above it, and below it for epochs. */
const gutter = { left: 32, right: 72, top: 4, bottom: 18 };

/** Least distance between the names of two lines that end side by side. */
const lineHeight = 14;

const captionSize = 11;

interface Curve {
  readonly name: string;
  readonly values: Float32Array;
  readonly color: string;
  readonly nameColor: string;
}

/** Draws training and validation loss over the epochs of `series` into `box`. */
export function drawLoss(ctx: CanvasRenderingContext2D, series: Series, scale: Scale, colors: Colors, box: Box): void {
  const plot = {
    x: box.x + gutter.left,
    y: box.y + gutter.top,
    w: box.w - gutter.left - gutter.right,
    h: box.h - gutter.top - gutter.bottom,
  };
  if (plot.w <= 0 || plot.h <= 0) return;
  const axis = scale === 'log' ? logAxis(series.losses) : linearAxis(series.losses);
  const right = lastShown(series.lastEpoch);
  drawGrid(ctx, axis, right, colors, plot);
  if (series.length === 0) return;
  const curves: readonly Curve[] = [
    { name: 'training', values: series.train, color: colors.chart2, nameColor: colors.ink3 },
    { name: 'validation', values: series.validation, color: colors.chart1, nameColor: colors.ink },
  ].filter(({ values }) => !Number.isNaN(values[0]!));
  drawCurves(ctx, series, curves, axis, right, plot);
  const x = plot.x + (plot.w * series.lastEpoch) / right;
  drawPlayhead(ctx, x, colors, plot);
  drawEnds(ctx, curves, series.length - 1, axis, x, colors, plot);
}

function drawGrid(ctx: CanvasRenderingContext2D, axis: Axis, right: number, colors: Colors, plot: Box): void {
  ctx.font = `${captionSize}px ${colors.sans}`;
  ctx.fillStyle = colors.ink3;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  for (const { value, label } of axis.ticks) {
    const y = Math.round(plot.y + plot.h * (1 - along(axis, value)));
    ctx.fillText(label, plot.x - 6, y);
    line(ctx, value === 0 ? colors.line2 : colors.grid, 1, plot.x, y + 0.5, plot.x + plot.w, y + 0.5);
  }
  const bottom = Math.round(plot.y + plot.h) + 0.5;
  line(ctx, colors.line2, 1, plot.x, bottom, plot.x + plot.w, bottom);
  ctx.textBaseline = 'alphabetic';
  for (const epoch of epochTicks(right, plot.w)) {
    ctx.textAlign = epoch === 0 ? 'left' : epoch === right ? 'right' : 'center';
    ctx.fillText(whole(epoch), plot.x + (plot.w * epoch) / right, plot.y + plot.h + 15);
  }
}

function drawCurves(
  ctx: CanvasRenderingContext2D,
  series: Series,
  curves: readonly Curve[],
  axis: Axis,
  right: number,
  plot: Box,
): void {
  ctx.lineWidth = 1.6;
  ctx.lineJoin = 'round';
  for (const { values, color } of curves) {
    ctx.strokeStyle = color;
    drawLine(ctx, series.epoch, values, series.length, right, axis, plot);
  }
}

function drawPlayhead(ctx: CanvasRenderingContext2D, x: number, colors: Colors, plot: Box): void {
  line(ctx, colors.accent, 1.5, x, plot.y - 2, x, plot.y + plot.h);
}

/** A dot at the end of each line, and its name to the right of the plot. */
function drawEnds(
  ctx: CanvasRenderingContext2D,
  curves: readonly Curve[],
  last: number,
  axis: Axis,
  x: number,
  colors: Colors,
  plot: Box,
): void {
  const ending = curves.filter(({ values }) => !Number.isNaN(values[last]));
  const heights = ending.map(({ values }) => plot.y + plot.h * (1 - along(axis, values[last]!)));
  const names = apart(heights, plot);
  ctx.font = `600 ${captionSize}px ${colors.sans}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = colors.bg;
  ending.forEach(({ name, color, nameColor }, i) => {
    ctx.beginPath();
    ctx.arc(x, heights[i]!, 3, 0, 2 * Math.PI);
    ctx.fillStyle = color;
    ctx.fill();
    ctx.stroke();
    ctx.fillStyle = nameColor;
    ctx.fillText(name, Math.max(x + 8, plot.x + plot.w + 6), names[i]!);
  });
}

/** Heights of at most two names, moved apart until both can be read, and kept inside the plot. */
function apart(heights: readonly number[], plot: Box): readonly number[] {
  const [a, b] = heights;
  if (a === undefined || b === undefined || Math.abs(a - b) >= lineHeight) return heights;
  const middle = Math.min(plot.y + plot.h - lineHeight, Math.max(plot.y + lineHeight / 2, (a + b) / 2));
  const half = a > b ? lineHeight / 2 : -lineHeight / 2;
  return [middle + half, middle - half];
}

function line(
  ctx: CanvasRenderingContext2D,
  color: string,
  width: number,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): void {
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.beginPath();
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
  ctx.stroke();
}
