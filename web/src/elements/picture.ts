/** Small images as canvases in templates. */
import { html } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { inkPixels, paintPixels } from '../draw/image.ts';
import { packed } from '../draw/palette.ts';
import type { Sized } from '../run/picture.ts';
import { colorsAt } from './theme.ts';

/** Paints an image into a canvas of its size, in the ink of the place where `host` stands, on whatever is behind it. */
export function paintImage(
  host: Element,
  canvas: HTMLCanvasElement,
  { width, height }: Sized,
  pixels: ArrayLike<number>,
): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  paintPixels(canvas, all => inkPixels(all, pixels, packed(colorsAt(host).ink)));
}

/** An image in a template; what it shows is said beside it. */
export const picture = (host: Element, size: Sized, pixels: ArrayLike<number>, className = 'picture') =>
  html`<canvas class=${className} aria-hidden="true" width=${size.width} height=${size.height}
    ${ref(element => element && paintImage(host, element as HTMLCanvasElement, size, pixels))}></canvas>`;
