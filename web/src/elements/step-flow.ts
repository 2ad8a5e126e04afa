import type { Flow, Flows } from '../draw/flow.ts';
import type { Frame, Phase } from '../engine/protocol.ts';
import { never } from '../never.ts';

/** How long a step takes along the edges of one layer, and at most along all that it does at once, in milliseconds. */
const LAYER_MS = 600;
const PRESS_MS = 1500;

const between: Phase = { type: 'batch' };

const samePhase = (a: Phase, b: Phase): boolean =>
  a.type === b.type && ('layer' in a ? a.layer : -1) === ('layer' in b ? b.layer : -1);

/** What the edges into `layer` show while `phase` is what comes next. */
function shownIn(phase: Phase, layer: number): Flow['type'] | undefined {
  switch (phase.type) {
    case 'batch':
      return undefined;
    case 'forward':
      return layer < phase.layer ? 'forward' : undefined;
    case 'loss':
      return 'forward';
    case 'backward':
      return layer > phase.layer ? 'backward' : undefined;
    case 'clip':
    case 'update':
      return 'backward';
    default:
      return never(phase);
  }
}

const prefersStill = (): boolean => globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;

/**
 * What the edges show of a step that is made part by part. What a frame has done more than the one before runs along
 * them, layer after layer; a frame that has done more yet ends this.
 */
export class StepFlow {
  #phase = between;
  #before = between;
  #since = 0;
  #gradients: Float32Array | undefined;

  /** What comes next; the same object until it is something else. */
  get phase(): Phase {
    return this.#phase;
  }

  get gradients(): Float32Array | undefined {
    return this.#gradients;
  }

  follow({ phase, paramGradients }: Frame): void {
    if (paramGradients) this.#gradients = paramGradients;
    if (samePhase(phase, this.#phase)) return;
    if (phase.type === 'batch') this.#gradients = undefined;
    this.#before = this.#phase;
    this.#phase = phase;
    this.#since = prefersStill() ? Number.NEGATIVE_INFINITY : performance.now();
  }

  /** What runs along the edges into each of `columns` but the first; undefined if nothing is to be seen of a step. */
  flows(columns: readonly { readonly layer: number }[]): Flows | undefined {
    if (this.#phase.type === 'batch') return undefined;
    const [, ...into] = columns;
    const shown = into.map(({ layer }) => shownIn(this.#phase, layer));
    const isBackward = shown.includes('backward');
    if (isBackward && !this.#gradients) return undefined;
    const news = [...shown.keys()].filter(i => shown[i] && shown[i] !== shownIn(this.#before, into[i]!.layer));
    if (isBackward) news.reverse();
    const done = (performance.now() - this.#since) / Math.min(LAYER_MS, PRESS_MS / news.length);
    return shown.map((type, i) => {
      const turn = news.indexOf(i);
      return type && { type, progress: turn < 0 ? 1 : Math.max(0, Math.min(1, done - turn)) };
    });
  }
}
