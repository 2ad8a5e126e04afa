import { bisectLeft, bisectRight } from 'd3-array';
import { type Axis, along } from './axis.ts';
import type { Box } from './box.ts';

/** Pixel columns of a CSS pixel: enough for every screen in use. */
const columnsPerPixel = 2;

/** Values that fall on one column of pixels: a line through these four looks like a line through all. */
class Column {
  #at = Number.NaN;
  #x = 0;
  #first = 0;
  #low = 0;
  #high = 0;
  #last = 0;
  #open = false;
  readonly #ctx: CanvasRenderingContext2D;

  constructor(ctx: CanvasRenderingContext2D) {
    this.#ctx = ctx;
  }

  add(x: number, y: number): void {
    const at = Math.floor(x * columnsPerPixel);
    if (at !== this.#at) {
      this.#flush();
      this.#at = at;
      this.#x = x;
      this.#first = this.#low = this.#high = y;
    }
    if (y < this.#low) this.#low = y;
    if (y > this.#high) this.#high = y;
    this.#last = y;
  }

  /** Ends the line: what follows begins another one. */
  end(): void {
    this.#flush();
    this.#at = Number.NaN;
    this.#open = false;
  }

  #flush(): void {
    if (Number.isNaN(this.#at)) return;
    if (this.#open) this.#ctx.lineTo(this.#x, this.#first);
    else this.#ctx.moveTo(this.#x, this.#first);
    this.#open = true;
    if (this.#low === this.#high) return;
    this.#ctx.lineTo(this.#x, this.#low);
    this.#ctx.lineTo(this.#x, this.#high);
    this.#ctx.lineTo(this.#x, this.#last);
  }
}

/** Strokes `y[0..n]` over `x[0..n]`, where `box` spans `range` and `axis`; NaN leaves a gap. Never draws more than four points for a column of pixels. */
export function drawLine(
  ctx: CanvasRenderingContext2D,
  x: Uint32Array,
  y: Float32Array,
  n: number,
  [left, right]: readonly [number, number],
  axis: Axis,
  box: Box,
): void {
  const column = new Column(ctx);
  ctx.beginPath();
  // One point beyond either end, so that the line goes on to the edge.
  const first = Math.max(0, bisectLeft(x, left, 0, n) - 1);
  const last = Math.min(n, bisectRight(x, right, 0, n) + 1);
  for (let i = first; i < last; i++) {
    const t = along(axis, y[i]!);
    if (Number.isNaN(t)) column.end();
    else column.add(box.x + (box.w * (x[i]! - left)) / (right - left), box.y + box.h * (1 - t));
  }
  column.end();
  ctx.stroke();
}
