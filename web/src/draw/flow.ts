/** The edges while a step is made part by part, and by their gradients: what training does runs along them. */
import type { Box } from './box.ts';
import {
  type Edges,
  every,
  type Pen,
  type Spot,
  sortBySize,
  sortByWeight,
  strokeOver,
  strokeSorted,
  strongOnes,
  type Wanted,
  weightPen,
} from './edges.ts';
import { type Colors, css, entry } from './palette.ts';

/** What runs along the edges of one gap between two columns. */
export interface Flow {
  /** Forward, edges are lit from left to right; backward, they show their gradients, dashed, from right to left. */
  readonly type: 'forward' | 'backward';
  /** How far it has come, from 0 to 1. */
  readonly progress: number;
}

/** For each gap, from left to right, what runs along its edges. */
export type Flows = readonly (Flow | undefined)[];

/**
 * The numbers of the parameters, whether only the edges of large ones are drawn, and whether none of the weights are; of all
 * these, those that are drawn now.
 */
export interface Values {
  readonly params: Float32Array;
  readonly gradients: Float32Array | undefined;
  readonly strong?: boolean;
  readonly bare?: boolean;
  readonly isDrawn?: Wanted;
}

/** How much of the rest of its color an edge has when it is lit. */
const lit = 0.55;

/** Gradients of this size, and of so many decades more, have the least edge and the widest. */
export const gradients = { least: 1e-4, decades: 3.6 } as const;

/** Shares of the breadth of weights. */
const dashedWidth = { least: 0.5, more: 0.71 };
const dashedOpacity = { least: 0.12, more: 0.83 };

/** A dash and what is between two, in CSS pixels. */
const dash = [7, 4];
const period = 11;

/** Among more edges than these dashes are but a texture, and a task of the main thread takes a fifth longer for them. */
export const MOST_DASHED = 1000;

/** A weight that is in use: the same line in fuller color. */
function litPen(edges: Edges, colors: Colors): Pen {
  const pen = weightPen(edges, colors);
  return {
    take(ctx, size, positive) {
      pen.take(ctx, size, positive);
      ctx.globalAlpha += lit * (1 - ctx.globalAlpha);
    },
  };
}

/** Gradients by size; dashes are still `behind` pixels away from where they stop. */
const gradientPen = ({ from, to, breadth }: Edges, colors: Colors, behind: number): Pen => ({
  take(ctx, size) {
    ctx.strokeStyle = css(entry(colors.sequentialLine, size));
    ctx.lineWidth = dashedWidth.least + dashedWidth.more * breadth * size * size;
    ctx.globalAlpha = dashedOpacity.least + dashedOpacity.more * size;
  },
  // Dashes side by side would make a pattern of their own.
  aim(ctx, k) {
    ctx.lineDashOffset = ((from[k]! * 3 + to[k]! * 5) % period) - behind;
  },
});

const gradientSize = (gradient: number): number =>
  Math.max(0, Math.min(1, Math.log10(Math.abs(gradient) / gradients.least) / gradients.decades)) || 0;

/** Draws all edges in `box`, each gap with what runs along it; with `focus`, edges that do not touch it are dimmed. */
export function drawFlows(
  ctx: CanvasRenderingContext2D,
  edges: Edges,
  values: Values,
  flows: Flows,
  colors: Colors,
  box: Box,
  focus?: Spot,
): void {
  const { isDrawn = every } = values;
  const wantedOf = (numbers: Float32Array) => (values.strong ? strongOnes(edges, numbers) : every);
  let wanted = wantedOf(values.params);
  const draw = (gap: number, from: number, to: number, pen: Pen) => {
    const isHere = (k: number) => edges.column[k] === gap && isDrawn(k) && wanted(k);
    within(ctx, edges, gap, from, to, box, () => strokeSorted(ctx, edges, pen, focus, isHere));
  };
  sortByWeight(edges, values.params);
  flows.forEach((flow, gap) => {
    const lit = flow?.type === 'forward' ? flow.progress : 0;
    if (!values.bare) draw(gap, lit, flow?.type === 'backward' ? 1 - flow.progress : 1, weightPen(edges, colors));
    if (lit > 0) draw(gap, 0, lit, litPen(edges, colors));
  });
  if (!values.gradients) return;
  wanted = wantedOf(values.gradients);
  sortBySize(edges, values.gradients, gradientSize);
  if (edges.count <= MOST_DASHED) ctx.setLineDash(dash);
  flows.forEach((flow, gap) => {
    if (flow?.type !== 'backward') return;
    const behind = (1 - flow.progress) * widthOf(edges, gap);
    draw(gap, 1 - flow.progress, 1, gradientPen(edges, colors, behind));
  });
  ctx.setLineDash([]);
}

/** Draws one edge over the others, by its gradient. */
export function drawGradient(
  ctx: CanvasRenderingContext2D,
  edges: Edges,
  edge: number,
  values: Float32Array,
  colors: Colors,
): void {
  const size = gradientSize(values[edges.number[edge]!]!);
  const breadth = dashedWidth.least + dashedWidth.more * edges.breadth * size * size;
  strokeOver(ctx, edges, edge, breadth, css(entry(colors.sequentialLine, size)), colors);
}

/** How wide a gap is: all its edges begin and end at the same height. */
function widthOf({ column, x0, x1 }: Edges, gap: number): number {
  const k = column.indexOf(gap);
  return k < 0 ? 0 : x1[k]! - x0[k]!;
}

/** Draws in a part of a gap, from `from` to `to` of its width. */
function within(
  ctx: CanvasRenderingContext2D,
  edges: Edges,
  gap: number,
  from: number,
  to: number,
  box: Box,
  draw: () => void,
): void {
  const width = widthOf(edges, gap);
  if (from >= to || width === 0) return;
  if (from <= 0 && to >= 1) return draw();
  const left = edges.x0[edges.column.indexOf(gap)]!;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left + from * width, box.y, (to - from) * width, box.h);
  ctx.clip();
  draw();
  ctx.restore();
}
