/** The points of `pg-boundary`, on canvases that stay from frame to frame. */
import { drawMarks, drawPoints } from '../draw/boundary.ts';
import type { Box } from '../draw/box.ts';
import { pixelRatio, prepare } from '../draw/canvas.ts';
import type { Colors } from '../draw/palette.ts';
import type { Shown } from './boundary-scene.ts';

/** How many points are drawn in one frame: so many keep it short on a slow machine. */
const POINTS_PER_FRAME = 1000;

/** Points on a canvas of their own: they stay as they are from frame to frame. */
class PointsLayer {
  readonly canvas = document.createElement('canvas');
  #before: readonly unknown[] = [];
  #drawn = 0;

  /**
   * Has `count` points drawn anew if anything in `of` is another than before, very many of them over several calls: `paint`
   * draws those from `first` up to `last`. Returns whether all are drawn.
   */
  draw(
    of: readonly unknown[],
    count: number,
    box: Box,
    paint: (ctx: CanvasRenderingContext2D, first: number, last: number) => void,
  ): boolean {
    if (of.length !== this.#before.length || !of.every((value, i) => value === this.#before[i])) {
      this.#before = of;
      this.#drawn = 0;
      prepare(this.canvas, box.w, box.h);
    }
    const first = this.#drawn;
    this.#drawn = Math.min(first + POINTS_PER_FRAME, count);
    const ctx = this.canvas.getContext('2d');
    if (ctx && first < this.#drawn) paint(ctx, first, this.#drawn);
    return this.#drawn === count;
  }
}

/** All points, and by themselves those that are ringed while the others step back. */
export class PointsLayers {
  readonly #all = new PointsLayer();
  readonly #ringed = new PointsLayer();

  get all(): HTMLCanvasElement {
    return this.#all.canvas;
  }

  get ringed(): HTMLCanvasElement {
    return this.#ringed.canvas;
  }

  /** Draws the points that are others than before, with the rings of `marks` if there are any; returns whether all are there. */
  draw({ points, axes, task, look }: Shown, marks: Uint32Array | undefined, box: Box, colors: Colors): boolean {
    const of = [points.x, points.role, JSON.stringify([axes, look]), box, colors, pixelRatio()];
    const isWhole = this.#all.draw(of, points.role.length, box, (ctx, first, last) =>
      drawPoints(ctx, points, axes, task, look, colors, box, [first, last]),
    );
    if (!marks) return isWhole;
    const areRinged = this.#ringed.draw([...of, marks], marks.length, box, (ctx, first, last) =>
      drawMarks(ctx, points, marks.subarray(first, last), axes, task, look, colors, box),
    );
    return isWhole && areRinged;
  }
}
