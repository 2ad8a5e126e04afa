/** Pictures that are made of one number for each pixel, and small bars. */
import type { Box } from './box.ts';
import { entry } from './palette.ts';

/** A picture of `width × height` pixels in a canvas of its own, to be drawn at any size. */
export function canvasOf(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

/** Has `paint` set all pixels of a canvas, each 0xAABBGGRR. */
export function paintPixels(canvas: HTMLCanvasElement, paint: (pixels: Uint32Array) => void): void {
  const { width, height } = canvas;
  const ctx = width > 0 && height > 0 ? canvas.getContext('2d') : undefined;
  if (!ctx) return;
  const image = ctx.createImageData(width, height);
  paint(new Uint32Array(image.data.buffer));
  ctx.putImageData(image, 0, 0);
}

/** Sets pixels to `ink` (0xAABBGGRR), as strong as `values`, from 0 to 1, say; where they are 0, what is below shows. */
export function inkPixels(pixels: Uint32Array, values: ArrayLike<number>, ink: number): void {
  const color = ink & 0xffffff;
  for (let i = 0; i < pixels.length; i++) {
    const strength = Math.round(255 * Math.min(1, Math.max(0, values[i]!))) || 0;
    pixels[i] = (color | (strength << 24)) >>> 0;
  }
}

/** The largest size among `values`. */
export function largestSize(values: Float32Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (size > most) most = size;
  }
  return most;
}

/** Sets pixels to the colors of signed numbers: 0 has the neutral one, the largest size the strongest of its sign. */
export function signedPixels(pixels: Uint32Array, values: Float32Array, table: Uint32Array): void {
  const scale = 0.5 / (largestSize(values) || 1);
  for (let i = 0; i < pixels.length; i++) pixels[i] = entry(table, 0.5 + scale * values[i]!);
}

/** Room round bars, and between two, as shares of the box. */
const MARGIN = 0.08;
const GAP = 0.2;

/**
 * Draws a bar for each of `count` numbers, `values[first + i · stride]`, in the colors `inks`, one after the other. They
 * reach over the box; those below 0 hang from the line of 0.
 */
export function drawBars(
  ctx: CanvasRenderingContext2D,
  values: Float32Array,
  [first, stride, count]: readonly [number, number, number],
  box: Box,
  inks: readonly string[],
  line: string,
): void {
  let [low, high] = [0, 0];
  for (let i = 0; i < count; i++) {
    const value = values[first + i * stride]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const inner = { x: box.x + MARGIN * box.w, y: box.y + MARGIN * box.h, w: (1 - 2 * MARGIN) * box.w };
  const scale = ((1 - 2 * MARGIN) * box.h) / (high - low || 1);
  const zero = inner.y + high * scale;
  const pitch = inner.w / count;
  for (let i = 0; i < count; i++) {
    const height = values[first + i * stride]! * scale || 0;
    ctx.fillStyle = inks[i % inks.length]!;
    ctx.fillRect(inner.x + (i + GAP / 2) * pitch, Math.min(zero, zero - height), (1 - GAP) * pitch, Math.abs(height));
  }
  ctx.fillStyle = line;
  ctx.fillRect(inner.x, zero - 0.5, inner.w, 1);
}

/** A rectangle in an image, in its pixels. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const DASH = [4, 3];

/** Outlines a part of an image that fills a box with `scale` for each of its pixels; dashed where it is only supposed. */
export function drawRect(
  ctx: CanvasRenderingContext2D,
  { x, y, w, h }: Rect,
  scale: number,
  color: string,
  isDashed: boolean,
): void {
  if (![x, y, w, h].every(Number.isFinite)) return;
  ctx.strokeStyle = color;
  ctx.lineWidth = 2;
  ctx.setLineDash(isDashed ? DASH : []);
  ctx.strokeRect(x * scale, y * scale, w * scale, h * scale);
  ctx.setLineDash([]);
}

/** Area that two rectangles share, by the area that they cover together: 1 where they are the same. */
export function overlapOf(a: Rect, b: Rect): number {
  const across = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  const areas = Math.max(0, a.w) * Math.max(0, a.h) + Math.max(0, b.w) * Math.max(0, b.h);
  const shared = Math.max(0, across) * Math.max(0, down);
  return shared > 0 ? shared / (areas - shared) : 0;
}
