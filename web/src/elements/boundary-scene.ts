/** What `pg-boundary` draws, from back to front. */
import {
  type Axes,
  drawBatch,
  drawContour,
  drawCross,
  drawField,
  drawGhost,
  drawRing,
  type Look,
  type Points,
  TARGET,
  type Task,
} from '../draw/boundary.ts';
import type { Box } from '../draw/box.ts';
import { drawFit } from '../draw/fit.ts';
import type { Colors } from '../draw/palette.ts';
import { isOpen } from './held.ts';
import type { Place } from './pointing.ts';

/** Which points there are, where, and how they look. */
export interface Shown {
  readonly points: Points;
  readonly axes: Axes;
  readonly task: Task;
  readonly look: Look;
}

export interface Scene extends Shown {
  readonly image: ImageBitmap | undefined;
  readonly contour: Float32Array;
  readonly fit: Float32Array | undefined;
  /** The points. */
  readonly layer: HTMLCanvasElement;
  readonly batch: Uint32Array;
  /** Those that are ringed while the others step back; undefined where all are equal. */
  readonly marks: HTMLCanvasElement | undefined;
  /** The row that is looked at. */
  readonly chosen: number | undefined;
  readonly ghost: { readonly place: Place; readonly color: string } | undefined;
  readonly cross: Place | undefined;
}

/** How strong the field is where points are told apart by what they are for, and the points beside those that are ringed. */
const BEHIND = 0.4;
const ASIDE = 0.35;

export function drawScene(ctx: CanvasRenderingContext2D, box: Box, colors: Colors, scene: Scene): void {
  const { points, axes, task, look, image, contour, fit, layer, batch, marks, chosen, ghost, cross } = scene;
  ctx.globalAlpha = look.byRole ? BEHIND : 1;
  if (axes.y !== TARGET) {
    if (isOpen(image)) drawField(ctx, image, box);
    drawContour(ctx, contour, task, colors, box);
  }
  ctx.globalAlpha = 1;
  if (batch.length) drawBatch(ctx, points, batch, axes, colors, box);
  ctx.globalAlpha = marks ? ASIDE : 1;
  ctx.drawImage(layer, box.x, box.y, box.w, box.h);
  ctx.globalAlpha = 1;
  if (marks) ctx.drawImage(marks, box.x, box.y, box.w, box.h);
  if (axes.y === TARGET && fit) drawFit(ctx, fit, axes, colors, box);
  if (chosen !== undefined && chosen < points.role.length) drawRing(ctx, points, chosen, axes, colors, box);
  if (cross) drawCross(ctx, cross, colors, box);
  if (ghost) drawGhost(ctx, ghost.place, ghost.color, colors, box);
}
