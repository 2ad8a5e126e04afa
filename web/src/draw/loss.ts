import { bisectLeft, bisectRight } from 'd3-array';
import { type Axis, along, epochTicks, lastShown, linearAxis, logAxis } from './axis.ts';
import type { Box } from './box.ts';
import { whole } from './format.ts';
import { drawLine } from './line.ts';
import type { Colors } from './palette.ts';
import type { Extent } from './series.ts';

export type Scale = 'log' | 'linear';

/** Room left of the plot for its ticks, right of it for the names of the lines, above it, and below it for epochs. */
const gutter = { left: 32, right: 72, top: 7, bottom: 18 };

/** Least distance between the names of two lines that end side by side. */
const lineHeight = 14;

const captionSize = '1em'; // of the canvas: captions are larger on small screens

/** What the chart shows, record by record; the arrays may be longer. */
export interface Curves {
  readonly length: number;
  readonly epoch: Uint32Array;
  readonly train: Float32Array;
  readonly validation: Float32Array;
  /** Smoothed, with the others faint behind. */
  readonly smooth?: { readonly train: Float32Array; readonly validation: Float32Array };
}

/** How the curves are shown. */
export interface Shown {
  readonly scale: Scale;
  /** From which epoch to which; without it all of them. */
  readonly range?: readonly [number, number] | undefined;
  /** The record that is read off. */
  readonly read?: number | undefined;
  /** Epochs between which a zoom is being marked. */
  readonly marked?: readonly [number, number] | undefined;
}

/** How strong a curve is behind its smoothed one. */
const FAINT = 0.3;

interface Curve {
  readonly name: string;
  readonly raw: Float32Array;
  readonly values: Float32Array;
  readonly color: string;
  readonly nameColor: string;
}

/** Where the plot is in the box of the chart. */
export const plotOf = (box: Box): Box => ({
  x: box.x + gutter.left,
  y: box.y + gutter.top,
  w: box.w - gutter.left - gutter.right,
  h: box.h - gutter.top - gutter.bottom,
});

/** The epochs that are shown: those that were chosen, else all. */
export const rangeOf = (
  { length, epoch }: Pick<Curves, 'length' | 'epoch'>,
  range: Shown['range'],
): readonly [number, number] => range ?? [0, lastShown(length ? epoch[length - 1]! : 0)];

/** Draws training and validation loss over the epochs into `box`. */
export function drawLoss(ctx: CanvasRenderingContext2D, all: Curves, shown: Shown, colors: Colors, box: Box): void {
  const plot = plotOf(box);
  if (plot.w <= 0 || plot.h <= 0) return;
  const range = rangeOf(all, shown.range);
  const extent = extentOf(all, range);
  const axis = shown.scale === 'log' ? logAxis(extent) : linearAxis(extent);
  drawGrid(ctx, axis, range, colors, plot);
  if (all.length === 0) return;
  const { train, validation } = all.smooth ?? all;
  const curves: readonly Curve[] = [
    { name: 'training', raw: all.train, values: train, color: colors.chart2, nameColor: colors.ink3 },
    { name: 'validation', raw: all.validation, values: validation, color: colors.chart1, nameColor: colors.ink },
  ].filter(({ raw }) => !Number.isNaN(raw[0]!));
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.x, plot.y - 2, plot.w + 1, plot.h + 2);
  ctx.clip();
  drawCurves(ctx, all, curves, axis, range, plot);
  ctx.restore();
  const last = Math.max(0, bisectRight(all.epoch, range[1], 0, all.length) - 1);
  const at = (epoch: number) => plot.x + (plot.w * (epoch - range[0])) / (range[1] - range[0]);
  if (shown.marked) drawMarked(ctx, at(shown.marked[0]), at(shown.marked[1]), colors, plot);
  if (!shown.range) drawPlayhead(ctx, at(all.epoch[last]!), colors, plot);
  drawEnds(ctx, curves, last, axis, at(all.epoch[last]!), colors, plot);
  if (shown.read !== undefined) drawRead(ctx, curves, shown.read, axis, at(all.epoch[shown.read]!), colors, plot);
}

/** Smallest and largest positive loss between two epochs. */
function extentOf({ epoch, length, train, validation }: Curves, [from, to]: readonly [number, number]): Extent {
  let min = Number.POSITIVE_INFINITY;
  let max = 0;
  const first = bisectLeft(epoch, from, 0, length);
  const last = bisectRight(epoch, to, 0, length);
  for (let i = first; i < last; i++) {
    for (const value of [train[i]!, validation[i]!]) {
      if (!(value > 0 && value < Number.POSITIVE_INFINITY)) continue;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return { min, max };
}

function drawGrid(
  ctx: CanvasRenderingContext2D,
  axis: Axis,
  range: readonly [number, number],
  colors: Colors,
  plot: Box,
): void {
  const [left, right] = range;
  ctx.font = `${captionSize} ${colors.sans}`;
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
  for (const epoch of epochTicks(range, plot.w)) {
    ctx.textAlign = epoch === left ? 'left' : epoch === right ? 'right' : 'center';
    ctx.fillText(whole(epoch), plot.x + (plot.w * (epoch - left)) / (right - left), plot.y + plot.h + 15);
  }
}

function drawCurves(
  ctx: CanvasRenderingContext2D,
  { epoch, length, smooth }: Curves,
  curves: readonly Curve[],
  axis: Axis,
  range: readonly [number, number],
  plot: Box,
): void {
  ctx.lineJoin = 'round';
  for (const { raw, values, color } of curves) {
    ctx.strokeStyle = color;
    ctx.lineWidth = 1.6;
    if (smooth) {
      ctx.globalAlpha = FAINT;
      drawLine(ctx, epoch, raw, length, range, axis, plot);
      ctx.globalAlpha = 1;
    }
    drawLine(ctx, epoch, values, length, range, axis, plot);
  }
}

/** What will be zoomed to. */
function drawMarked(ctx: CanvasRenderingContext2D, x0: number, x1: number, colors: Colors, plot: Box): void {
  ctx.fillStyle = colors.accent;
  ctx.globalAlpha = 0.14;
  ctx.fillRect(Math.min(x0, x1), plot.y, Math.abs(x1 - x0), plot.h);
  ctx.globalAlpha = 1;
}

/** A line through the record that is read off, with a dot on each curve. */
function drawRead(
  ctx: CanvasRenderingContext2D,
  curves: readonly Curve[],
  record: number,
  axis: Axis,
  x: number,
  colors: Colors,
  plot: Box,
): void {
  line(ctx, colors.ink3, 1, x, plot.y, x, plot.y + plot.h);
  for (const { raw, color } of curves) {
    if (Number.isNaN(raw[record]!)) continue;
    ctx.beginPath();
    ctx.arc(x, plot.y + plot.h * (1 - along(axis, raw[record]!)), 3, 0, 2 * Math.PI);
    ctx.fillStyle = color;
    ctx.fill();
    ctx.strokeStyle = colors.bg;
    ctx.lineWidth = 1.5;
    ctx.stroke();
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
  ctx.font = `600 ${captionSize} ${colors.sans}`;
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
    const start = Math.max(x + 8, plot.x + plot.w + 6);
    // Where the reader's font is wide it is drawn narrower.
    ctx.fillText(name, start, names[i]!, plot.x + plot.w + gutter.right - start);
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
