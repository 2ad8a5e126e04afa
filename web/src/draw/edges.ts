import { type Column, unitY } from './arrange.ts';
import type { Colors } from './palette.ts';

/** Where the weights of a layer lie among the parameters: `[units, inputs]`, row by row from `first` on. */
export interface Weights {
  readonly first: number;
  readonly inputs: number;
}

/** The edges of a network, one per shown weight, ready to draw. Arrays are parallel. */
export interface Edges {
  readonly count: number;
  /** Number of the weight among the parameters. */
  readonly number: Uint32Array;
  /** The column it comes from; it goes to the next. */
  readonly column: Uint8Array;
  /** Places, in their columns, of the units it joins. */
  readonly from: Uint16Array;
  readonly to: Uint16Array;
  /** How wide edges may become: less where units are small. */
  readonly breadth: number;
  /** Ends of the curve. */
  readonly x0: Float32Array;
  readonly y0: Float32Array;
  readonly x1: Float32Array;
  readonly y1: Float32Array;
  /** Scratch: the edges by size, and how many there are of each. */
  readonly order: Uint32Array;
  readonly fill: Uint32Array;
}

/** A unit by column and by its place in it. */
export interface Spot {
  readonly column: number;
  readonly place: number;
}

/** Sizes are drawn in this many steps, small ones first. */
const levels = 24;

/** An edge of no weight, and what the largest is wider by where units have their full size. */
const width = { least: 0.5, more: 4.8 };
const fullUnit = 36;

const opacity = { least: 0.16, more: 0.66 };

/** Of edges that do not touch the unit in question. */
const dimmed = 0.08;

/** The largest weight, within these bounds, has the widest edge. */
const scaleBounds: readonly [number, number] = [1, 4];

/** From the side of a unit to the end of an edge. */
const gap = 2;

/** Where the handles of a curve are, as a share of its width. */
const handle = 0.46;

/** The edges between `columns`; `weights[i]` are those that lead into column `i + 1`. */
export function makeEdges(columns: readonly Column[], weights: readonly (Weights | undefined)[]): Edges {
  const count = weights.reduce(
    (n, into, c) => n + (into ? columns[c]!.shown.length * columns[c + 1]!.shown.length : 0),
    0,
  );
  const edges: Edges = {
    count,
    number: new Uint32Array(count),
    breadth: (width.more * columns.reduce((least, { size }) => Math.min(least, size), fullUnit)) / fullUnit,
    column: new Uint8Array(count),
    from: new Uint16Array(count),
    to: new Uint16Array(count),
    x0: new Float32Array(count),
    y0: new Float32Array(count),
    x1: new Float32Array(count),
    y1: new Float32Array(count),
    order: new Uint32Array(count),
    fill: new Uint32Array(2 * levels + 1),
  };
  let k = 0;
  weights.forEach((into, c) => {
    if (into) k = joinColumns(edges, k, c, columns[c]!, columns[c + 1]!, into);
  });
  return edges;
}

function joinColumns(edges: Edges, first: number, c: number, a: Column, b: Column, weights: Weights): number {
  let k = first;
  for (let to = 0; to < b.shown.length; to++) {
    for (let from = 0; from < a.shown.length; from++) {
      edges.number[k] = weights.first + b.shown[to]! * weights.inputs + a.shown[from]!;
      edges.column[k] = c;
      edges.from[k] = from;
      edges.to[k] = to;
      edges.x0[k] = a.x + a.size / 2 + gap;
      edges.y0[k] = unitY(a, from);
      edges.x1[k] = b.x - b.size / 2 - gap;
      edges.y1[k] = unitY(b, to);
      k++;
    }
  }
  return k;
}

/** The weight that has the widest edge. */
export function edgeScale(edges: Edges, params: Float32Array): number {
  let most = scaleBounds[0];
  for (let k = 0; k < edges.count; k++) {
    const size = Math.abs(params[edges.number[k]!]!);
    if (size > most) most = size;
  }
  return Math.min(most, scaleBounds[1]);
}

/** How large a weight is beside `scale`, from 0 to 1. */
const sizeOf = (weight: number, scale: number): number => Math.min(1, Math.abs(weight) / scale) || 0;

/**
 * Sorts the edges by the size of their `values` (step by step, negative before positive) into `order`;
 * `fill[b]..fill[b + 1]` are those of bucket `b`. `size` gives a number from 0 to 1.
 */
export function sortBySize(
  { count, number, order, fill }: Edges,
  values: Float32Array,
  size: (value: number) => number,
): void {
  const bucketOf = (k: number): number => {
    const value = values[number[k]!]!;
    return 2 * Math.round(size(value) * (levels - 1)) + (value > 0 ? 1 : 0);
  };
  fill.fill(0);
  for (let k = 0; k < count; k++) fill[bucketOf(k)]!++;
  for (let b = 1; b < fill.length; b++) fill[b]! += fill[b - 1]!;
  for (let k = count - 1; k >= 0; k--) order[--fill[bucketOf(k)]!] = k;
}

/** Sorts the edges by their weights, for `weightPen`. */
export function sortByWeight(edges: Edges, params: Float32Array): void {
  const scale = edgeScale(edges, params);
  sortBySize(edges, params, weight => sizeOf(weight, scale));
}

/** How edges are stroked. */
export interface Pen {
  /** Prepares for edges of a size from 0 to 1, and of a sign. */
  take(ctx: CanvasRenderingContext2D, size: number, positive: boolean): void;
  /** Prepares for one of them. */
  aim?(ctx: CanvasRenderingContext2D, edge: number): void;
}

/** Weights: wider and stronger where they are larger, in the color of their sign. */
export const weightPen = (edges: Edges, colors: Colors): Pen => ({
  take(ctx, size, positive) {
    ctx.strokeStyle = positive ? colors.pos : colors.neg;
    ctx.lineWidth = width.least + edges.breadth * size;
    ctx.globalAlpha = opacity.least + opacity.more * size;
  },
});

/** Which edges are drawn. */
export type Wanted = (edge: number) => boolean;

/** All of them. */
export const every: Wanted = () => true;

/** A strong edge has at least this share of the largest that leads from the same column to the next. */
export const STRONG = 0.25;

/** The edges whose `values` are strong; of values that are all zero, none. */
export function strongOnes({ count, number, column }: Edges, values: Float32Array): Wanted {
  const most = new Float32Array(column.length ? column[column.length - 1]! + 1 : 0);
  const size = (k: number): number => Math.abs(values[number[k]!]!);
  for (let k = 0; k < count; k++) if (size(k) > most[column[k]!]!) most[column[k]!] = size(k);
  return k => size(k) > 0 && size(k) >= STRONG * most[column[k]!]!;
}

/** Draws the edges that are `wanted`, small ones first; with `focus`, those that do not touch it are dimmed. */
export function drawEdges(
  ctx: CanvasRenderingContext2D,
  edges: Edges,
  params: Float32Array,
  colors: Colors,
  focus?: Spot,
  wanted: Wanted = every,
): void {
  sortByWeight(edges, params);
  strokeSorted(ctx, edges, weightPen(edges, colors), focus, wanted);
}

/** Strokes the edges that are `wanted` in the order they were sorted into; with `focus`, those that do not touch it are dimmed. */
export function strokeSorted(
  ctx: CanvasRenderingContext2D,
  edges: Edges,
  pen: Pen,
  focus: Spot | undefined,
  wanted: Wanted = every,
): void {
  ctx.lineCap = 'butt';
  if (!focus) return strokeBuckets(ctx, edges, pen, wanted);
  const touches = touching(edges, focus);
  strokeBuckets(ctx, edges, pen, k => wanted(k) && !touches(k), dimmed);
  strokeBuckets(ctx, edges, pen, k => wanted(k) && touches(k));
}

const touching =
  ({ column, from, to }: Edges, focus: Spot) =>
  (k: number): boolean =>
    (column[k] === focus.column && from[k] === focus.place) ||
    (column[k]! + 1 === focus.column && to[k] === focus.place);

function strokeBuckets(ctx: CanvasRenderingContext2D, edges: Edges, pen: Pen, wanted: Wanted, alpha?: number): void {
  for (let b = 0; b < 2 * levels; b++) {
    const end = edges.fill[b + 1]!;
    if (edges.fill[b] === end) continue;
    pen.take(ctx, (b >> 1) / (levels - 1), (b & 1) === 1);
    if (alpha !== undefined) ctx.globalAlpha = alpha;
    for (let i = edges.fill[b]!; i < end; i++) {
      const k = edges.order[i]!;
      if (!wanted(k)) continue;
      pen.aim?.(ctx, k);
      stroke(ctx, edges, k);
    }
  }
  ctx.globalAlpha = 1;
}

/** Strokes one edge. One path for many would be slower: where curves cross, a path is costly to fill. */
function stroke(ctx: CanvasRenderingContext2D, { x0, y0, x1, y1 }: Edges, k: number): void {
  const reach = handle * (x1[k]! - x0[k]!);
  ctx.beginPath();
  ctx.moveTo(x0[k]!, y0[k]!);
  ctx.bezierCurveTo(x0[k]! + reach, y0[k]!, x1[k]! - reach, y1[k]!, x1[k]!, y1[k]!);
  ctx.stroke();
}

/** Draws one edge over the others, in full color. */
export function drawEdge(
  ctx: CanvasRenderingContext2D,
  edges: Edges,
  edge: number,
  params: Float32Array,
  colors: Colors,
): void {
  const weight = params[edges.number[edge]!]!;
  const size = sizeOf(weight, edgeScale(edges, params));
  const breadth = width.least + edges.breadth * size;
  strokeOver(ctx, edges, edge, breadth, weight > 0 ? colors.pos : colors.neg, colors);
}

/** Strokes one edge over the others, with a rim of paper. */
export function strokeOver(
  ctx: CanvasRenderingContext2D,
  edges: Edges,
  edge: number,
  breadth: number,
  color: string,
  { bg }: Colors,
): void {
  ctx.strokeStyle = bg;
  ctx.lineWidth = breadth + 4;
  stroke(ctx, edges, edge);
  ctx.strokeStyle = color;
  ctx.lineWidth = breadth + 1;
  stroke(ctx, edges, edge);
}

/** Halvings that find a curve's parameter to a thousandth. */
const halvings = 10;

/** The share of the way `t` at which a curve has come `s` of its width. */
function progress(s: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < halvings; i++) {
    const t = (low + high) / 2;
    const x = 3 * (1 - t) * t * ((1 - t) * handle + t * (1 - handle)) + t ** 3;
    if (x < s) low = t;
    else high = t;
  }
  return (low + high) / 2;
}

/**
 * The edge at a point, if one that is `wanted` is within `reach` of it.
 * All curves of a gap have the same x at the same t, and there their heights differ by a smoothstep from end to end.
 */
export function edgeAt(edges: Edges, x: number, y: number, reach: number, wanted: Wanted = every): number | undefined {
  let best: number | undefined;
  let nearest = reach;
  for (let k = 0; k < edges.count; k++) {
    const x0 = edges.x0[k]!;
    const x1 = edges.x1[k]!;
    if (x < x0 || x > x1 || !wanted(k)) continue;
    const t = progress((x - x0) / (x1 - x0));
    const rise = edges.y1[k]! - edges.y0[k]!;
    const height = edges.y0[k]! + rise * t * t * (3 - 2 * t);
    const run = 3 * (x1 - x0) * (handle * (1 - 2 * t + 2 * t * t) + (1 - 2 * handle) * 2 * t * (1 - t));
    const distance = Math.abs(y - height) / Math.hypot(1, (6 * t * (1 - t) * rise) / run);
    if (distance > nearest) continue;
    best = k;
    nearest = distance;
  }
  return best;
}
