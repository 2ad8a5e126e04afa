import type { Box } from '../draw/box.ts';
import { pixelRatio, prepare } from '../draw/canvas.ts';
import { drawEdge, drawEdges, every, strongOnes, type Wanted } from '../draw/edges.ts';
import { drawFlows, drawGradient, type Flows } from '../draw/flow.ts';
import type { Colors } from '../draw/palette.ts';
import type { Frame } from '../engine/protocol.ts';
import type { View } from '../run/view.ts';
import type { Scene, SceneColumn, Target } from './graph-scene.ts';
import { StepFlow } from './step-flow.ts';

/** So many edges are drawn in every frame; twice as many in every second one, and so on: without a graphics card that is dear. */
const PROMPT_EDGES = 500;

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
  /** What was drawn last, whether the numbers are others since, and for how many frames. */
  #of: readonly unknown[] = [];
  #old = false;
  #lag = 0;
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

  /** Draws what changed, if it is time; true if there is more to draw later. Without `params` the layer stays empty. */
  paint(canvas: HTMLCanvasElement, drawing: Drawing, params: Float32Array | undefined): boolean {
    const { scene, target, box, colors, edges, strong } = drawing;
    const { count } = scene.edges;
    const { phase, gradients } = this.#flow;
    const of = [scene, target, box, colors, pixelRatio(), params !== undefined, phase, gradients, edges, strong];
    const other = of.some((value, i) => value !== this.#of[i]);
    if (!other && !this.#old && !this.#moving) return false;
    if (!other && ++this.#lag <= count / PROMPT_EDGES) return true;
    this.#of = of;
    this.#old = false;
    this.#lag = 0;
    this.#moving = false;
    const ctx = prepare(canvas, box.w, box.h, count > FINE_EDGES ? 1 : pixelRatio());
    if (!ctx || !params) return false;
    const shown = this.#gradientsOf(drawing, params);
    this.#draw(ctx, drawing, params, shown);
    if (target?.type === 'weight' && shown) drawGradient(ctx, scene.edges, target.edge, shown, colors);
    else if (target?.type === 'weight') drawEdge(ctx, scene.edges, target.edge, params, colors);
    return this.#moving;
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
  ): void {
    const { columns, edges } = scene;
    const focus = target?.type === 'unit' ? target.spot : undefined;
    const flows = what === 'gradients' ? this.#backward(columns) : this.#flow.flows(columns);
    if (!flows || (what === 'gradients' && !shown)) {
      return drawEdges(ctx, edges, params, colors, focus, strong ? strongOnes(edges, params) : every);
    }
    this.#moving = flows.some(flow => flow && flow.progress < 1);
    const values = { params, gradients: shown ?? this.#flow.gradients, strong, bare: shown !== undefined };
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
