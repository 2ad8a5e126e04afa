import { type Column, unitY } from './arrange.ts';
import type { Spot } from './edges.ts';
import type { Colors } from './palette.ts';

/** Small pictures of units, `size × size` pixels each: column by column, those of `units` one below the other. */
export interface Atlas {
  readonly image: CanvasImageSource;
  readonly size: number;
  readonly units: readonly (readonly number[])[];
}

/** Draws the pictures of all units in some other way than from an atlas. */
export type DrawPictures = (ctx: CanvasRenderingContext2D) => void;

/** A column with the numbers that its units have elsewhere. */
export interface UnitColumn extends Column {
  /** Its column in the atlas. */
  readonly atlas: number;
  /** The number of its first bias among the parameters; none for inputs. */
  readonly biases: number | undefined;
}

/** Corners of a unit of full size. */
const corner = 6;
const fullSize = 36;

const mark = { side: 4, out: 7, corner: 1 };

/** How near to a bias mark counts as on it. */
const markReach = 6;

const leastMarkOpacity = 0.3;

/** Draws every shown unit with its ring; without an atlas, an empty tile. */
export function drawUnits(
  ctx: CanvasRenderingContext2D,
  columns: readonly UnitColumn[],
  atlas: Atlas | DrawPictures | undefined,
  colors: Colors,
): void {
  outline(ctx, columns, 1);
  ctx.fillStyle = colors.bg;
  ctx.fill();
  outline(ctx, columns, 1.5);
  ctx.strokeStyle = colors.line3;
  ctx.lineWidth = 1;
  ctx.stroke();
  outline(ctx, columns, 0);
  if (!atlas) {
    ctx.fillStyle = colors.grid;
    ctx.fill();
    return;
  }
  ctx.save();
  ctx.clip();
  ctx.imageSmoothingEnabled = true;
  if (typeof atlas === 'function') atlas(ctx);
  else for (const column of columns) drawPictures(ctx, column, atlas);
  ctx.restore();
}

function drawPictures(ctx: CanvasRenderingContext2D, column: UnitColumn, { image, size, units }: Atlas): void {
  column.shown.forEach((unit, place) => {
    const row = units[column.atlas]?.indexOf(unit) ?? -1;
    if (row < 0) return;
    const x = column.x - column.size / 2;
    const y = unitY(column, place) - column.size / 2;
    ctx.drawImage(image, column.atlas * size, row * size, size, size, x, y, column.size, column.size);
  });
}

/** Begins a path round all units, `out` pixels outside of them. */
function outline(ctx: CanvasRenderingContext2D, columns: readonly Column[], out: number): void {
  ctx.beginPath();
  for (const column of columns) {
    const side = column.size + 2 * out;
    const r = (corner * column.size) / fullSize + out;
    for (let place = 0; place < column.shown.length; place++) {
      ctx.roundRect(column.x - side / 2, unitY(column, place) - side / 2, side, side, r);
    }
  }
}

/** Draws a mark at the lower left of every unit that has a bias: color by sign, opacity by size. */
export function drawBiases(
  ctx: CanvasRenderingContext2D,
  columns: readonly UnitColumn[],
  params: Float32Array,
  colors: Colors,
): void {
  for (const column of columns) {
    if (column.biases === undefined) continue;
    for (let place = 0; place < column.shown.length; place++) {
      const bias = params[column.biases + column.shown[place]!]!;
      ctx.globalAlpha = Math.min(1, leastMarkOpacity + Math.abs(bias)) || leastMarkOpacity;
      ctx.fillStyle = bias > 0 ? colors.pos : colors.neg;
      ctx.beginPath();
      ctx.roundRect(markX(column), markY(column, place), mark.side, mark.side, mark.corner);
      ctx.fill();
    }
  }
  ctx.globalAlpha = 1;
}

const markX = (column: Column): number => column.x - column.size / 2 - mark.out;
const markY = (column: Column, place: number): number => unitY(column, place) + column.size / 2 - mark.side;

/** The unit whose bias mark is at a point, if there is one. */
export function biasAt(columns: readonly UnitColumn[], x: number, y: number): Spot | undefined {
  for (const [index, column] of columns.entries()) {
    if (column.biases === undefined || Math.abs(x - markX(column) - mark.side / 2) > markReach) continue;
    const place = column.shown.findIndex((_, p) => Math.abs(y - markY(column, p) - mark.side / 2) <= markReach);
    if (place >= 0) return { column: index, place };
  }
  return undefined;
}

const handle = 0.46;

/** Draws a hairline from a picture of all inputs to each unit that reads them. */
export function drawReaders(ctx: CanvasRenderingContext2D, from: Column, to: Column, colors: Colors): void {
  const [x0, x1] = [from.x + from.size / 2 + 2, to.x - to.size / 2 - 2];
  const [y0, bend] = [unitY(from, 0), handle * (x1 - x0)];
  ctx.strokeStyle = colors.line3;
  ctx.lineWidth = 0.75;
  ctx.beginPath();
  for (let place = 0; place < to.shown.length; place++) {
    const y1 = unitY(to, place);
    ctx.moveTo(x0, y0);
    ctx.bezierCurveTo(x0 + bend, y0, x1 - bend, y1, x1, y1);
  }
  ctx.stroke();
}
