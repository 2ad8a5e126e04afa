import type { Box } from './box.ts';
import { type Colors, css, entry } from './palette.ts';

/** In place of a column: what is to be predicted. */
export const TARGET = -1;

/** The two axes of a picture: columns of the data by number, each over a range; upward it may be the target. */
export interface Axes {
  readonly x: number;
  readonly y: number | typeof TARGET;
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
}

/** Rows of the data. */
export interface Points {
  /** `[rows, columns]`. */
  readonly x: Float32Array;
  readonly columns: number;
  /** Class or target of each row. */
  readonly y: Float32Array;
  /** 0: training, 1: validation; others are not shown. */
  readonly role: Uint8Array;
  /** Mean and standard deviation of targets that are numbers: the colors reach two deviations either side. */
  readonly spread?: readonly [mean: number, deviation: number];
}

/** How points look. */
export interface Look {
  /** Whether those of validation are shown. */
  readonly validation: boolean;
  /** Whether their color is what they are for, in place of their label. */
  readonly byRole?: boolean;
}

export type Task = 'regression' | 'binary' | 'classes';

const radius = 3;
const ringRadius = 2.6;
const haloRadius = 5.5;
const markRadius = 6.5;

/** How many standard deviations of a target the colors reach over on either side of its mean, as the worker's do. */
export const DEVIATIONS = 2;

/** How strong a contour is: the one of a decision, and one of the many of a regression. */
const decisionOpacity = 0.75;
const levelOpacity = 0.28;

/** Draws the picture of a field, whose first row is the top, over all of `box`. */
export function drawField(ctx: CanvasRenderingContext2D, image: CanvasImageSource, box: Box): void {
  ctx.imageSmoothingEnabled = true;
  ctx.imageSmoothingQuality = 'high';
  ctx.drawImage(image, box.x, box.y, box.w, box.h);
}

/** Draws the pieces of a contour, `x0, y0, x1, y1` each in 0..1 from the lower left corner. */
export function drawContour(
  ctx: CanvasRenderingContext2D,
  pieces: Float32Array,
  task: Task,
  colors: Colors,
  { x, y, w, h }: Box,
): void {
  ctx.strokeStyle = colors.ink;
  ctx.globalAlpha = task === 'regression' ? levelOpacity : decisionOpacity;
  ctx.lineWidth = 1.3;
  ctx.lineCap = 'round';
  ctx.beginPath();
  for (let i = 0; i + 3 < pieces.length; i += 4) {
    ctx.moveTo(x + w * pieces[i]!, y + h * (1 - pieces[i + 1]!));
    ctx.lineTo(x + w * pieces[i + 2]!, y + h * (1 - pieces[i + 3]!));
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/** The color of each class: the two of a binary task are the two signs. */
export const classColors = (task: Task, colors: Colors): readonly string[] =>
  task === 'binary' ? [colors.neg, colors.pos] : colors.classes;

/** What colors a point by its class, or by where its target lies within the spread of all. */
function colorer(
  { y, spread: [mean, deviation] = [0, 1] }: Points,
  task: Task,
  colors: Colors,
): (row: number) => string {
  if (task !== 'regression') {
    const classes = classColors(task, colors);
    return row => classes[y[row]!] ?? colors.ink;
  }
  const reach = 2 * DEVIATIONS * deviation;
  return row => css(entry(colors.diverging, (y[row]! - mean) / reach + 0.5));
}

/** Some of the rows: from the first on, up to the last, which is not among them. */
export type Rows = readonly [first: number, last: number];

/** Where a row lies, each from 0 to 1 from the lower left corner; outside of that it is out of view. */
export const alongX = ({ x, columns }: Points, axes: Axes, row: number): number =>
  (x[row * columns + axes.x]! - axes.xRange[0]) / (axes.xRange[1] - axes.xRange[0]);

export const alongY = ({ x, y, columns }: Points, axes: Axes, row: number): number => {
  const value = axes.y === TARGET ? y[row]! : x[row * columns + axes.y]!;
  return (value - axes.yRange[0]) / (axes.yRange[1] - axes.yRange[0]);
};

/** Calls `visit` with the place of every point of `role` among `rows` that lies inside the axes. */
function eachPoint(
  points: Points,
  axes: Axes,
  box: Box,
  role: number,
  [first, last]: Rows,
  visit: (px: number, py: number, row: number) => void,
): void {
  for (let row = first; row < last; row++) {
    if (points.role[row] !== role) continue;
    const u = alongX(points, axes, row);
    const v = alongY(points, axes, row);
    if (u >= 0 && u <= 1 && v >= 0 && v <= 1) visit(box.x + box.w * u, box.y + box.h * (1 - v), row);
  }
}

/** The row whose point is nearest to a place, if one that is shown is within `reach` pixels. */
export function nearestRow(
  points: Points,
  axes: Axes,
  validation: boolean,
  box: Box,
  px: number,
  py: number,
  reach: number,
): number | undefined {
  let nearest: number | undefined;
  let least = reach * reach;
  for (const role of validation ? [0, 1] : [0]) {
    eachPoint(points, axes, box, role, [0, points.role.length], (x, y, row) => {
      const distance = (x - px) ** 2 + (y - py) ** 2;
      if (distance > least) return;
      least = distance;
      nearest = row;
    });
  }
  return nearest;
}

/** Draws the training points among `rows` as disks and, if wanted, the validation points as rings. */
export function drawPoints(
  ctx: CanvasRenderingContext2D,
  points: Points,
  axes: Axes,
  task: Task,
  { validation, byRole = false }: Look,
  colors: Colors,
  box: Box,
  rows: Rows = [0, points.role.length],
): void {
  const colorOf = colorer(points, task, colors);
  ctx.lineWidth = 1;
  ctx.strokeStyle = colors.pointLine;
  eachPoint(points, axes, box, 0, rows, (x, y, row) => {
    ctx.fillStyle = byRole ? colors.chart2 : colorOf(row);
    circle(ctx, x, y, radius);
    ctx.fill();
    ctx.stroke();
  });
  if (!validation) return;
  ctx.lineWidth = 1.5;
  ctx.fillStyle = colors.pointLine;
  eachPoint(points, axes, box, 1, rows, (x, y, row) => {
    ctx.strokeStyle = byRole ? colors.chart1 : colorOf(row);
    circle(ctx, x, y, ringRadius);
    ctx.globalAlpha = 0.55;
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.stroke();
  });
}

/** Draws the points `rows` again, each in a ring of its own. */
export function drawMarks(
  ctx: CanvasRenderingContext2D,
  points: Points,
  rows: Uint32Array,
  axes: Axes,
  task: Task,
  look: Look,
  colors: Colors,
  box: Box,
): void {
  for (const row of rows) {
    drawPoints(ctx, points, axes, task, look, colors, box, [row, row + 1]);
    if (points.role[row] === 0 || look.validation) ring(ctx, points, row, axes, markRadius, colors.ink, colors, box);
  }
}

/** Puts a ring round one point: the one that is looked at. */
export const drawRing = (
  ctx: CanvasRenderingContext2D,
  points: Points,
  row: number,
  axes: Axes,
  colors: Colors,
  box: Box,
): void => ring(ctx, points, row, axes, markRadius + 1.5, colors.accent, colors, box);

function ring(
  ctx: CanvasRenderingContext2D,
  points: Points,
  row: number,
  axes: Axes,
  r: number,
  color: string,
  colors: Colors,
  box: Box,
): void {
  const x = box.x + box.w * alongX(points, axes, row);
  const y = box.y + box.h * (1 - alongY(points, axes, row));
  circle(ctx, x, y, r);
  ctx.strokeStyle = colors.bg;
  ctx.lineWidth = 3;
  ctx.stroke();
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.5;
  ctx.stroke();
}

/** Draws a point that is not there yet, at a place from 0 to 1 from the lower left corner. */
export function drawGhost(
  ctx: CanvasRenderingContext2D,
  [u, v]: readonly [number, number],
  color: string,
  colors: Colors,
  { x, y, w, h }: Box,
): void {
  circle(ctx, x + w * u, y + h * (1 - v), radius + 1.5);
  ctx.fillStyle = color;
  ctx.fill();
  ctx.strokeStyle = colors.accent;
  ctx.lineWidth = 2;
  ctx.stroke();
}

/** Draws a cross through a place from 0 to 1 from the lower left corner. */
export function drawCross(
  ctx: CanvasRenderingContext2D,
  [u, v]: readonly [number, number],
  colors: Colors,
  { x, y, w, h }: Box,
): void {
  const px = Math.round(x + w * u) + 0.5;
  const py = Math.round(y + h * (1 - v)) + 0.5;
  ctx.beginPath();
  ctx.moveTo(px, y);
  ctx.lineTo(px, y + h);
  ctx.moveTo(x, py);
  ctx.lineTo(x + w, py);
  ctx.strokeStyle = colors.bg;
  ctx.lineWidth = 2.5;
  ctx.stroke();
  ctx.strokeStyle = colors.accent;
  ctx.lineWidth = 1;
  ctx.stroke();
}

/** Puts a halo round the points `rows`: those of the batch at hand. */
export function drawBatch(
  ctx: CanvasRenderingContext2D,
  points: Points,
  rows: Uint32Array,
  axes: Axes,
  colors: Colors,
  box: Box,
): void {
  ctx.beginPath();
  for (const row of rows) {
    const px = box.x + box.w * alongX(points, axes, row);
    const py = box.y + box.h * (1 - alongY(points, axes, row));
    ctx.moveTo(px + haloRadius, py);
    ctx.arc(px, py, haloRadius, 0, 2 * Math.PI);
  }
  ctx.strokeStyle = colors.bg;
  ctx.lineWidth = 3.5;
  ctx.stroke();
  ctx.strokeStyle = colors.accent;
  ctx.lineWidth = 1.5;
  ctx.stroke();
}

function circle(ctx: CanvasRenderingContext2D, x: number, y: number, r: number): void {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
}
