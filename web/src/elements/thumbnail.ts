/** Small pictures for tiles. */
import { type Colors, css, entry } from '../draw/palette.ts';
import { redraw } from '../draw/schedule.ts';
import { colorsAt } from './theme.ts';

type Reach = readonly [number, number];

/** Pixels along a side of a picture of points, how large a point is on it, and how near it comes to the edge. */
const SIDE = 96;
const RADIUS = 3.2;
const MARGIN = 6;

/** Draws the picture of a tile, whose size it decides. */
export type Picture = (canvas: HTMLCanvasElement, colors: Colors) => void;

/** What draws on a square canvas; undefined where nothing can be drawn. */
function square(canvas: HTMLCanvasElement, side: number): CanvasRenderingContext2D | undefined {
  canvas.width = side;
  canvas.height = side;
  // Kept where the page itself is drawn: as a layer of its own each picture would cost time in every frame.
  return canvas.getContext('2d', { willReadFrequently: true }) ?? undefined;
}

/** The color of a label: of two classes those of − and +, of numbers that of their size from −1 to 1. */
function labelColor(points: readonly number[], numbers: boolean, colors: Colors): (label: number) => string {
  if (numbers) return label => css(entry(colors.diverging, (label + 1) / 2));
  const two = points.every((value, i) => i % 3 !== 2 || value < 2);
  return label => (two ? (label ? colors.pos : colors.neg) : (colors.classes[label] ?? colors.ink3));
}

/** Points `x, y, class, …` within the given ranges, in the colors of their classes, or `numbers` in place of classes. */
export function drawPointsTile(
  canvas: HTMLCanvasElement,
  points: readonly number[],
  numbers: boolean,
  [x0, x1]: Reach,
  [y0, y1]: Reach,
  colors: Colors,
): void {
  const ctx = square(canvas, SIDE);
  if (!ctx) return;
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
}

/** Values from −1 to 1 in a square grid, row by row from the top, as a field. */
export function drawGridTile(canvas: HTMLCanvasElement, values: readonly number[], colors: Colors): void {
  const side = Math.round(Math.sqrt(values.length));
  const ctx = square(canvas, side);
  if (!ctx || side === 0) return;
  const image = ctx.createImageData(side, side);
  const pixels = new Uint32Array(image.data.buffer);
  values.forEach((value, i) => {
    pixels[i] = entry(colors.field, (value + 1) / 2);
  });
  ctx.putImageData(image, 0, 0);
}

/** So many pictures are drawn in a frame: putting a canvas on the screen takes longer than drawing on it. */
const PROMPT_PICTURES = 4;

/** Pictures by name, each on a canvas for one place in a template, drawn once for each theme. */
export class Pictures {
  readonly #canvases = new Map<string, HTMLCanvasElement>();
  readonly #drawnWith = new WeakMap<HTMLCanvasElement, Colors>();
  readonly #waiting = new Map<HTMLCanvasElement, () => void>();

  /** The picture `name` for where `element` stands; empty until there is something to draw, and a frame has time for it. */
  get(element: Element, name: string, draw: Picture | undefined): HTMLCanvasElement {
    const canvas = this.#canvases.get(name) ?? emptyPicture();
    this.#canvases.set(name, canvas);
    const colors = colorsAt(element);
    if (draw && colors !== this.#drawnWith.get(canvas)) {
      this.#drawnWith.set(canvas, colors);
      this.#waiting.set(canvas, () => draw(canvas, colors));
      redraw(this.#draw);
    }
    return canvas;
  }

  readonly #draw = (): void => {
    for (const [canvas, draw] of [...this.#waiting].slice(0, PROMPT_PICTURES)) {
      this.#waiting.delete(canvas);
      draw();
    }
    if (this.#waiting.size) redraw(this.#draw);
  };
}

/** What a picture shows is said beside it. */
function emptyPicture(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  return canvas;
}
