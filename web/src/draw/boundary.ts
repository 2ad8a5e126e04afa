import type { Box } from './box.ts';
import { type Colors, css, entry } from './palette.ts';

/** The two axes of a picture: columns of the data by number, each over a range. */
export interface Axes {
  readonly x: number;
  readonly y: number;
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
}

export type Task = 'regression' | 'binary' | 'classes';

const radius = 3;
const ringRadius = 2.6;
const haloRadius = 5.5;

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

/** What colors a point by its class, or by the sign and size of its target. */
function colorer({ y }: Points, task: Task, colors: Colors): (row: number) => string {
  if (task !== 'regression') {
    const classes = classColors(task, colors);
    return row => classes[y[row]!] ?? colors.ink;
  }
  const largest = y.reduce((most, value) => Math.max(most, Math.abs(value)), Number.MIN_VALUE);
  return row => css(entry(colors.diverging, (y[row]! / largest + 1) / 2));
}

/** Some of the rows: from the first on, up to the last, which is not among them. */
export type Rows = readonly [first: number, last: number];

/** Calls `visit` with the place of every point of `role` among `rows` that lies inside the axes. */
function eachPoint(
  points: Points,
  { x, y, xRange, yRange }: Axes,
  box: Box,
  role: number,
  [first, last]: Rows,
  visit: (px: number, py: number, row: number) => void,
): void {
  for (let row = first; row < last; row++) {
    if (points.role[row] !== role) continue;
    const u = (points.x[row * points.columns + x]! - xRange[0]) / (xRange[1] - xRange[0]);
    const v = (points.x[row * points.columns + y]! - yRange[0]) / (yRange[1] - yRange[0]);
    if (u >= 0 && u <= 1 && v >= 0 && v <= 1) visit(box.x + box.w * u, box.y + box.h * (1 - v), row);
  }
}

/** Draws the training points among `rows` as disks and, if wanted, the validation points as rings. */
export function drawPoints(
  ctx: CanvasRenderingContext2D,
  points: Points,
  axes: Axes,
  task: Task,
  validation: boolean,
  colors: Colors,
  box: Box,
  rows: Rows = [0, points.role.length],
): void {
  const colorOf = colorer(points, task, colors);
  ctx.lineWidth = 1;
  ctx.strokeStyle = colors.pointLine;
  eachPoint(points, axes, box, 0, rows, (x, y, row) => {
    ctx.fillStyle = colorOf(row);
    circle(ctx, x, y, radius);
    ctx.fill();
    ctx.stroke();
  });
  if (!validation) return;
  ctx.lineWidth = 1.5;
  ctx.fillStyle = colors.pointLine;
  eachPoint(points, axes, box, 1, rows, (x, y, row) => {
    ctx.strokeStyle = colorOf(row);
    circle(ctx, x, y, ringRadius);
    ctx.globalAlpha = 0.55;
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.stroke();
  });
}

/** Puts a halo round the points `rows`: those of the batch at hand. */
export function drawBatch(
  ctx: CanvasRenderingContext2D,
  points: Points,
  rows: Uint32Array,
  { x, y, xRange, yRange }: Axes,
  colors: Colors,
  box: Box,
): void {
  ctx.beginPath();
  for (const row of rows) {
    const px = box.x + (box.w * (points.x[row * points.columns + x]! - xRange[0])) / (xRange[1] - xRange[0]);
    const py = box.y + box.h * (1 - (points.x[row * points.columns + y]! - yRange[0]) / (yRange[1] - yRange[0]));
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
