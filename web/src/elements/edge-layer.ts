import type { Box } from '../draw/box.ts';
import { pixelRatio, prepare } from '../draw/canvas.ts';
import { drawEdge, drawEdges } from '../draw/edges.ts';
import type { Colors } from '../draw/palette.ts';
import type { Scene, Target } from './graph-scene.ts';

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

  /** Tells that the weights are others. */
  age(): void {
    this.#old = true;
  }

  /** Draws what changed, if it is time; true if it is not yet. Without `params` the layer stays empty. */
  paint(canvas: HTMLCanvasElement, drawing: Drawing, params: Float32Array | undefined): boolean {
    const { scene, target, box, colors } = drawing;
    const { count } = scene.edges;
    const of = [scene, target, box, colors, pixelRatio(), params !== undefined];
    const other = of.some((value, i) => value !== this.#of[i]);
    if (!other && !this.#old) return false;
    if (!other && ++this.#lag <= count / PROMPT_EDGES) return true;
    this.#of = of;
    this.#old = false;
    this.#lag = 0;
    const ctx = prepare(canvas, box.w, box.h, count > FINE_EDGES ? 1 : pixelRatio());
    if (!ctx || !params) return false;
    drawEdges(ctx, scene.edges, params, colors, target?.type === 'unit' ? target.spot : undefined);
    if (target?.type === 'weight') drawEdge(ctx, scene.edges, target.edge, params, colors);
    return false;
  }
}
