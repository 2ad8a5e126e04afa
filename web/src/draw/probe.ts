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
  // All chips at once, then all numbers: a shape by itself costs more than its part of a large one.
  ctx.beginPath();
  eachValue(columns, values, (_, x, y, width) => {
    ctx.roundRect(x - width / 2, y - chip.height / 2, width, chip.height, chip.corner);
  });
  ctx.globalAlpha = chip.opacity;
  ctx.fillStyle = colors.bg;
  ctx.fill();
  ctx.strokeStyle = colors.line3;
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.fillStyle = colors.ink;
  eachValue(columns, values, (text, x, y) => ctx.fillText(text, x, y + 0.5));
}

function eachValue(
  columns: readonly ProbeColumn[],
  values: Float32Array,
  write: (text: string, x: number, y: number, width: number) => void,
): void {
  for (const column of columns) {
    const side = column === columns[0] ? 1 : column === columns.at(-1) ? -1 : 0;
    column.shown.forEach((unit, place) => {
      const text = probeNumber(values[column.first + unit] ?? Number.NaN);
      // Digits are about as wide as six tenths of their height: measuring each would cost more than it brings.
      const width = 0.6 * chip.size * text.length + 2 * chip.padding;
      const aside = side * Math.max(0, (width - column.size) / 2);
      write(text, column.x + aside, unitY(column, place), width);
    });
  }
}
