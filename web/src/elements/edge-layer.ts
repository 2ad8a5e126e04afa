import type { Box } from '../draw/box.ts';
import { pixelRatio, prepare } from '../draw/canvas.ts';
import { drawEdge, drawEdges } from '../draw/edges.ts';
import { drawFlows } from '../draw/flow.ts';
import type { Colors } from '../draw/palette.ts';
import type { Frame } from '../engine/protocol.ts';
import type { Scene, Target } from './graph-scene.ts';
import { StepFlow } from './step-flow.ts';

/** So many edges are drawn in every frame; twice as many in every second one, and so on: without a graphics card that is dear. */
const PROMPT_EDGES = 500;

/** More edges than these are drawn without regard to fine screens. */
const FINE_EDGES = 600;

/** What is drawn on the layer, besides the weights. */
export interface Drawing {
  readonly scene: Scene;
  readonly target: Target | undefined;
  readonly box: Box;
  readonly colors: Colors;
}

/** The canvas of the edges, below that of the units: the edges of large networks lag a few frames behind. */
export class EdgeLayer {
  /** What was drawn last, whether the weights are others since, and for how many frames. */
  #of: readonly unknown[] = [];
  #old = false;
  #lag = 0;
  /** What the step does along the edges, and whether it did when they were drawn last. */
  readonly #flow = new StepFlow();
  #moving = false;

  /** Takes the next frame. */
  follow(frame: Frame): void {
    if (frame.params) this.#old = true;
    this.#flow.follow(frame);
  }

  /** Draws what changed, if it is time; true if there is more to draw later. Without `params` the layer stays empty. */
  paint(canvas: HTMLCanvasElement, drawing: Drawing, params: Float32Array | undefined): boolean {
    const { scene, target, box, colors } = drawing;
    const { count } = scene.edges;
    const { phase, gradients } = this.#flow;
    const of = [scene, target, box, colors, pixelRatio(), params !== undefined, phase, gradients];
    const other = of.some((value, i) => value !== this.#of[i]);
    if (!other && !this.#old && !this.#moving) return false;
    if (!other && ++this.#lag <= count / PROMPT_EDGES) return true;
    this.#of = of;
    this.#old = false;
    this.#lag = 0;
    this.#moving = false;
    const ctx = prepare(canvas, box.w, box.h, count > FINE_EDGES ? 1 : pixelRatio());
    if (!ctx || !params) return false;
    this.#draw(ctx, drawing, params);
    if (target?.type === 'weight') drawEdge(ctx, scene.edges, target.edge, params, colors);
    return this.#moving;
  }

  #draw(ctx: CanvasRenderingContext2D, { scene, target, box, colors }: Drawing, params: Float32Array): void {
    const { columns, edges } = scene;
    const focus = target?.type === 'unit' ? target.spot : undefined;
    const flows = this.#flow.flows(columns);
    if (!flows) return drawEdges(ctx, edges, params, colors, focus);
    this.#moving = flows.some(flow => flow && flow.progress < 1);
    drawFlows(ctx, edges, { params, gradients: this.#flow.gradients }, flows, colors, box, focus);
  }
}
