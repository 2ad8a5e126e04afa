import type { Box } from '../draw/box.ts';
import { pixelRatio, sized } from '../draw/canvas.ts';
import { drawEdge, drawEdges, type Edges, every, strongOnes, type Wanted } from '../draw/edges.ts';
import { drawFlows, drawGradient, type Flows } from '../draw/flow.ts';
import type { Colors } from '../draw/palette.ts';
import type { Frame } from '../engine/protocol.ts';
import type { View } from '../run/view.ts';
import type { Scene, SceneColumn, Target } from './graph-scene.ts';
import { StepFlow } from './step-flow.ts';

/** So many edges are drawn in a frame, the others in the next ones: without a graphics card that is dear. */
const PROMPT_EDGES = 600;

/** More edges than these are drawn without regard to fine screens. */
const FINE_EDGES = 600;

/** What edges show: weights or gradients, all of them or strong ones only. */
export type EdgeView = Pick<View, 'edges' | 'strong'>;

/** What is drawn on the layer, besides the weights. */
export interface Drawing extends EdgeView {
  readonly scene: Scene;
  readonly target: Target | undefined;
  readonly box: Box;
  readonly colors: Colors;
}

/** The canvas of the edges, below that of the units: the edges of large networks lag a few frames behind. */
export class EdgeLayer {
  /** What was drawn last, and whether the numbers are others since. */
  #of: readonly unknown[] = [];
  #old = false;
  /** The gap that is drawn next: each frame draws some, from left to right. */
  #gap = 0;
  /** What the step does along the edges, and whether it did when they were drawn last. */
  readonly #flow = new StepFlow();
  #moving = false;
  /** The gradients of the last step. */
  #gradients: Float32Array | undefined;

  /** The gradient of every parameter in the last step, as far as frames bring them. */
  get gradients(): Float32Array | undefined {
    return this.#gradients;
  }

  /** Takes the next frame. */
  follow(frame: Frame): void {
    if (frame.params) this.#old = true;
    if (frame.paramGradients) this.#gradients = frame.paramGradients;
    this.#flow.follow(frame);
  }

  /** Draws what changed, as much of it as a frame has time for; true if there is more to draw. Without `params` the layer stays empty. */
  paint(canvas: HTMLCanvasElement, drawing: Drawing, params: Float32Array | undefined): boolean {
    const { scene, target, box, colors, edges, strong } = drawing;
    const { phase, gradients } = this.#flow;
    const place = [scene, box, colors, pixelRatio(), params !== undefined];
    const of = [...place, target, phase, gradients, edges, strong];
    const isOther = (_: unknown, i: number) => of[i] !== this.#of[i];
    const isElsewhere = place.some(isOther);
    if (of.some(isOther)) this.#gap = 0;
    else if (this.#gap === 0 && !this.#old && !this.#moving) return false;
    if (this.#gap === 0) {
      this.#of = of;
      this.#old = false;
      this.#moving = false;
    }
    const ctx = sized(canvas, box.w, box.h, scene.edges.count > FINE_EDGES ? 1 : pixelRatio());
    if (!ctx) return false;
    if (isElsewhere) ctx.clearRect(0, 0, box.w, box.h);
    if (!params) return false;
    // What was drawn for another scene is gone: there the edges would come one gap after the other.
    const gaps = scene.columns.length - 1;
    const end = isElsewhere ? gaps : Math.min(gaps, endOf(scene.edges, this.#gap));
    for (let gap = this.#gap; gap < end; gap++) clear(ctx, scene.columns, gap, box.h);
    const isDrawn = (edge: number) => scene.edges.column[edge]! >= this.#gap && scene.edges.column[edge]! < end;
    const shown = this.#gradientsOf(drawing, params);
    this.#draw(ctx, drawing, params, shown, isDrawn);
    if (target?.type === 'weight' && isDrawn(target.edge)) {
      if (shown) drawGradient(ctx, scene.edges, target.edge, shown, colors);
      else drawEdge(ctx, scene.edges, target.edge, params, colors);
    }
    this.#gap = end < gaps ? end : 0;
    return this.#gap > 0 || this.#moving;
  }

  /** Which edges can be seen, and so be pointed at. */
  wanted(drawing: Pick<Drawing, 'scene' | 'edges' | 'strong'>, params: Float32Array): Wanted {
    const { scene, strong } = drawing;
    return strong ? strongOnes(scene.edges, this.#gradientsOf(drawing, params) ?? params) : every;
  }

  /** The gradients, where edges show them; of another network they are of no use. */
  #gradientsOf({ edges }: Pick<Drawing, 'edges'>, params: Float32Array): Float32Array | undefined {
    return edges === 'gradients' && this.#gradients?.length === params.length ? this.#gradients : undefined;
  }

  #draw(
    ctx: CanvasRenderingContext2D,
    { scene, target, box, colors, edges: what, strong }: Drawing,
    params: Float32Array,
    shown: Float32Array | undefined,
    isDrawn: Wanted,
  ): void {
    const { columns, edges } = scene;
    const focus = target?.type === 'unit' ? target.spot : undefined;
    const flows = what === 'gradients' ? this.#backward(columns) : this.#flow.flows(columns);
    if (!flows || (what === 'gradients' && !shown)) {
      const wanted = strong ? strongOnes(edges, params) : every;
      return drawEdges(ctx, edges, params, colors, focus, edge => isDrawn(edge) && wanted(edge));
    }
    // In the frames of one round it may end: then another shows the end of all of it.
    this.#moving ||= flows.some(flow => flow && flow.progress < 1);
    const values = { params, gradients: shown ?? this.#flow.gradients, strong, bare: shown !== undefined, isDrawn };
    drawFlows(ctx, edges, values, flows, colors, box, focus);
  }

  /** Gradients along all edges: those of the step run along them, where it is made part by part; the others rest. */
  #backward(columns: readonly SceneColumn[]): Flows {
    const flows = this.#flow.flows(columns);
    return columns.slice(1).map((_, gap) => {
      const flow = flows?.[gap];
      return flow?.type === 'backward' ? flow : { type: 'backward', progress: 1 };
    });
  }
}

/** The first gap that a frame which begins with gap `first` has no time for. */
function endOf({ column, count }: Edges, first: number): number {
  const most = column.findIndex(gap => gap >= first) + PROMPT_EDGES;
  return most < count ? Math.max(first + 1, column[most]!) : Number.POSITIVE_INFINITY;
}

/** Clears what is between a column and the next. */
function clear(ctx: CanvasRenderingContext2D, columns: readonly SceneColumn[], gap: number, height: number): void {
  const [a, b] = [columns[gap], columns[gap + 1]];
  if (a && b) ctx.clearRect(a.x, 0, b.x - a.x, height);
}
