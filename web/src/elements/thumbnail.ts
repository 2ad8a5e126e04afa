/** Small pictures for tiles, as addresses of images: an image costs nothing while the views are redrawn, a canvas does. */
import { type Colors, css, entry } from '../draw/palette.ts';
import { colorsAt } from './theme.ts';

type Reach = readonly [number, number];

/** Pixels along a side of a picture of points, how large a point is on it, and how near it comes to the edge. */
const SIDE = 96;
const RADIUS = 3.2;
const MARGIN = 6;

/** A square picture that `draw` draws; empty where nothing can be drawn. */
function picture(side: number, draw: (ctx: CanvasRenderingContext2D) => void): string {
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const ctx = side > 0 ? canvas.getContext('2d') : undefined;
  if (!ctx) return '';
  draw(ctx);
  return canvas.toDataURL();
}

/** The color of a label: of two classes those of − and +, of numbers that of their size from −1 to 1. */
function labelColor(points: readonly number[], numbers: boolean, colors: Colors): (label: number) => string {
  if (numbers) return label => css(entry(colors.diverging, (label + 1) / 2));
  const two = points.every((value, i) => i % 3 !== 2 || value < 2);
  return label => (two ? (label ? colors.pos : colors.neg) : (colors.classes[label] ?? colors.ink3));
}

/** Points `x, y, class, …` within the given ranges, in the colors of their classes, or `numbers` in place of classes. */
export const pointsThumbnail = (
  points: readonly number[],
  numbers: boolean,
  [x0, x1]: Reach,
  [y0, y1]: Reach,
  colors: Colors,
): string =>
  picture(SIDE, ctx => {
    const span = SIDE - 2 * MARGIN;
    const colorOf = labelColor(points, numbers, colors);
    for (let i = 0; i + 2 < points.length; i += 3) {
      const x = MARGIN + (span * (points[i]! - x0)) / (x1 - x0);
      const y = SIDE - MARGIN - (span * (points[i + 1]! - y0)) / (y1 - y0);
      ctx.fillStyle = colorOf(points[i + 2]!);
      ctx.beginPath();
      ctx.arc(x, y, RADIUS, 0, 2 * Math.PI);
      ctx.fill();
    }
  });

/** Values from −1 to 1 in a square grid, row by row from the top, as a field. */
export function gridThumbnail(values: readonly number[], colors: Colors): string {
  const side = Math.round(Math.sqrt(values.length));
  return picture(side, ctx => {
    const image = ctx.createImageData(side, side);
    const pixels = new Uint32Array(image.data.buffer);
    values.forEach((value, i) => {
      pixels[i] = entry(colors.field, (value + 1) / 2);
    });
    ctx.putImageData(image, 0, 0);
  });
}

/** Pictures by name, each drawn once for each theme. */
export class Pictures {
  readonly #pictures = new Map<string, string>();
  #drawnWith: Colors | undefined;

  /** The picture `name` for where `element` stands. */
  get(element: Element, name: string, draw: (colors: Colors) => string): string {
    const colors = colorsAt(element);
    if (colors !== this.#drawnWith) this.#pictures.clear();
    this.#drawnWith = colors;
    const picture = this.#pictures.get(name) ?? draw(colors);
    this.#pictures.set(name, picture);
    return picture;
  }
}
