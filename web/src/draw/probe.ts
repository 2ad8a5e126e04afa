/** What every unit gives at the place that is pointed at, written on the units. */
import { type Column, unitY } from './arrange.ts';
import { fixed, significant } from './format.ts';
import type { Colors } from './palette.ts';

/** A column whose units have numbers of their own among the values. */
export interface ProbeColumn extends Column {
  readonly first: number;
}

const chip = { size: 11, height: 15, padding: 3, corner: 3, opacity: 0.9 };

/** From here up, two decimals say nothing more. */
const large = 10;

/** A value of a unit, in about five characters. */
export const probeNumber = (value: number): string => (Math.abs(value) < large ? fixed(value) : significant(value, 3));

/** Writes each value on its unit. */
export function drawProbe(
  ctx: CanvasRenderingContext2D,
  columns: readonly ProbeColumn[],
  values: Float32Array,
  colors: Colors,
): void {
  ctx.font = `600 ${chip.size}px ${colors.sans}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (const column of columns) {
    for (let place = 0; place < column.shown.length; place++) {
      const text = probeNumber(values[column.first + column.shown[place]!] ?? Number.NaN);
      writeChip(ctx, text, column.x, unitY(column, place), colors);
    }
  }
}

function writeChip(
  ctx: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  { bg, ink, line3 }: Colors,
): void {
  // Digits are about as wide as six tenths of their height: measuring each would cost more than it brings.
  const width = 0.6 * chip.size * text.length + 2 * chip.padding;
  ctx.globalAlpha = chip.opacity;
  ctx.fillStyle = bg;
  ctx.strokeStyle = line3;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.roundRect(x - width / 2, y - chip.height / 2, width, chip.height, chip.corner);
  ctx.fill();
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.fillStyle = ink;
  ctx.fillText(text, x, y + 0.5);
}
