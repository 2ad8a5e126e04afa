/** What the units of a network on images look like: weights as an image, and the mean of each class as bars. */
import { countRoles } from '../data/roles.ts';
import { meansOf, rowOf } from '../data/rows.ts';
import { type Column, unitY } from '../draw/arrange.ts';
import type { Box } from '../draw/box.ts';
import { prepare } from '../draw/canvas.ts';
import { fixed, whole } from '../draw/format.ts';
import { canvasOf, drawBars, inkPixels, paintPixels, signedPixels } from '../draw/image.ts';
import { type Colors, packed } from '../draw/palette.ts';
import type { Opened } from '../engine/protocol.ts';
import { type Images, imagesOf } from '../run/picture.ts';
import type { Numbers, SceneColumn } from './graph-scene.ts';
import { BOXES, lookedAt } from './image-answers.ts';

/**
 * The mean of each unit over the training rows of each class, `[classes, units]`, of layers by number; where there are no
 * classes, what each unit makes of each of the images that the output shows, `[images, units]`.
 */
export type LayerMeans = ReadonlyMap<number, Float32Array>;

/** Side of the picture on a card, in CSS pixels, as the styles have it. */
const CARD_PICTURE = 140;

/** What the pictures are made of. */
export interface Sources {
  readonly opened: Opened;
  readonly images: Images;
  readonly params: Float32Array;
  readonly means: LayerMeans;
  /** The image of the inputs: one of the rows, or the mean of those for training. */
  readonly input: Float32Array;
}

type Facts = readonly (readonly [string, string])[];

/** The weights of a unit that reads pixels. */
const weightsOf = ({ weights }: SceneColumn, unit: number, params: Float32Array): Float32Array =>
  weights
    ? params.subarray(weights.first + unit * weights.inputs, weights.first + (unit + 1) * weights.inputs)
    : params;

/** The least and the largest of some numbers. */
function limitsOf(values: Float32Array): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** The classes that a unit answers most and least, in words. */
function classFacts(means: Float32Array, unit: number, units: number, names: readonly string[]): Facts {
  const of = names.map((name, i) => [name, means[i * units + unit]!] as const);
  const sorted = of.toSorted(([, a], [, b]) => b - a);
  const said = (at: number) =>
    sorted
      .at(at)
      ?.map(part => (typeof part === 'number' ? fixed(part) : part))
      .join(': ') ?? '';
  return [
    ['most', said(0)],
    ['least', said(-1)],
  ];
}

/** What the bars of a unit stand for. */
const groupsOf = (opened: Opened): readonly string[] =>
  opened.task === 'regression' ? Array.from(lookedAt(opened, BOXES), row => `image ${whole(row + 1)}`) : opened.outputs;

/** Draws the pictures of units, and says in words what is in them. */
export class UnitPictures {
  readonly #canvas = canvasOf(1, 1);
  readonly #input = canvasOf(1, 1);
  #inputOf: readonly unknown[] = [];
  /** The image of the inputs, and which it is. */
  #shown: Float32Array = new Float32Array();
  #shownOf: readonly unknown[] = [];

  /** What the pictures of a run are made of; undefined where its rows are no images. */
  sources(opened: Opened, params: Float32Array, means: LayerMeans, example: number | undefined): Sources | undefined {
    const images = imagesOf(opened);
    if (!images) return undefined;
    if (this.#shownOf[0] !== opened.x || this.#shownOf[1] !== example) {
      this.#shownOf = [opened.x, example];
      this.#shown = example === undefined ? meansOf(opened) : rowOf(opened, example);
    }
    return { opened, images, params, means, input: this.#shown };
  }

  /** Draws a picture into the square of each shown unit. */
  draw(ctx: CanvasRenderingContext2D, columns: readonly SceneColumn[], sources: Sources, colors: Colors): void {
    for (const column of columns) {
      column.shown.forEach((unit, place) => {
        this.drawUnit(ctx, column, unit, boxOf(column, place), sources, colors);
      });
    }
  }

  /** Draws the picture of one unit. */
  drawUnit(
    ctx: CanvasRenderingContext2D,
    column: SceneColumn,
    unit: number,
    box: Box,
    sources: Sources,
    colors: Colors,
  ): void {
    if (column.image) return this.#drawInput(ctx, box, sources, colors);
    if (column.readsImage) return this.#drawWeights(ctx, weightsOf(column, unit, sources.params), box, sources, colors);
    const means = sources.means.get(column.layer);
    if (!means?.length) {
      ctx.fillStyle = colors.grid;
      return ctx.fillRect(box.x, box.y, box.w, box.h);
    }
    const inks = sources.opened.task === 'regression' ? [colors.ink3] : colors.classes;
    drawBars(ctx, means, [unit, column.units, means.length / column.units], box, inks, colors.line3);
  }

  /** What a picture shows, as names and values. */
  facts(column: SceneColumn, unit: number, { opened, params, means }: Sources): Facts {
    if (column.image) return [];
    if (column.readsImage) {
      const [low, high] = limitsOf(weightsOf(column, unit, params));
      return [['weights', `${fixed(low)} to ${fixed(high)}`]];
    }
    const known = means.get(column.layer);
    return known?.length ? classFacts(known, unit, column.units, groupsOf(opened)) : [];
  }

  /** Draws the picture of one unit on its card, larger. */
  drawCard(canvas: HTMLCanvasElement, column: SceneColumn, unit: number, sources: Sources, colors: Colors): void {
    const ctx = prepare(canvas, CARD_PICTURE, CARD_PICTURE);
    if (!ctx) return;
    ctx.imageSmoothingEnabled = false;
    this.drawUnit(ctx, column, unit, { x: 0, y: 0, w: CARD_PICTURE, h: CARD_PICTURE }, sources, colors);
  }

  /** What the graph says of pictures; `example` is the image of the inputs. */
  words(sources: Sources, example: number | undefined): NonNullable<Numbers['pictures']> {
    return {
      facts: (column, unit) => this.facts(column, unit, sources),
      input: inputPhrase(example, countRoles(sources.opened.role).training),
      hint: `Click or ↵ shows ${example === undefined ? 'one of them' : 'their mean'}`,
    };
  }

  #drawWeights(
    ctx: CanvasRenderingContext2D,
    weights: Float32Array,
    { x, y, w, h }: Box,
    { images: { width, height } }: Sources,
    colors: Colors,
  ): void {
    resize(this.#canvas, width, height);
    paintPixels(this.#canvas, pixels => signedPixels(pixels, weights, colors.diverging));
    ctx.drawImage(this.#canvas, x, y, w, h);
  }

  #drawInput(ctx: CanvasRenderingContext2D, { x, y, w, h }: Box, { images, input }: Sources, colors: Colors): void {
    const of = [input, colors];
    if (of.some((value, i) => value !== this.#inputOf[i])) {
      this.#inputOf = of;
      resize(this.#input, images.width, images.height);
      paintPixels(this.#input, pixels => inkPixels(pixels, input, packed(colors.ink)));
    }
    ctx.drawImage(this.#input, x, y, w, h);
  }
}

/** What the image of the inputs is, in words. */
const inputPhrase = (example: number | undefined, training: number): string =>
  example === undefined ? `mean of ${whole(training)} training images` : `image ${whole(example + 1)}`;

function resize(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width === width && canvas.height === height) return;
  canvas.width = width;
  canvas.height = height;
}

function boxOf(column: Column, place: number): Box {
  const { size } = column;
  return { x: column.x - size / 2, y: unitY(column, place) - size / 2, w: size, h: size };
}
