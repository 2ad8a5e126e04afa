/** What tests of views share: a run that never was, its frames, and a page with sizes and canvases. */
import { expect, vi } from 'vitest';
import { drawn } from '../../src/draw/schedule.ts';
import type { Frame, History, Layer, Opened } from '../../src/engine/protocol.ts';
import { defaults, settings } from '../../src/registry.ts';
import { type Recorder, recorder } from '../draw/recorder.ts';

/** Dense layers of these many units, the first with `inputs` inputs. */
export function denseLayers(
  inputs: number,
  sizes: readonly number[],
): { layers: readonly Layer[]; parameters: number } {
  let next = 0;
  let before = inputs;
  const layers = sizes.map(units => {
    const layer = { kind: 'dense', units, inputs: before, weights: next, biases: next + units * before };
    next = layer.biases + units;
    before = units;
    return layer;
  });
  return { layers, parameters: next };
}

/** The default configuration with hidden layers of these many units. */
const configOf = (hidden: readonly number[]): Opened['config'] => ({
  ...Object.fromEntries(settings.map(({ name, default: value }) => [name, value])),
  layers: hidden.map(units => ({ ...defaults('layer', 'dense'), units })),
});

/** A run on four points of two classes. */
export const openedOf = (hidden: readonly number[], more: Partial<Opened> = {}): Opened => ({
  config: configOf(hidden),
  address: '',
  task: 'binary',
  columns: ['x₁', 'x₂'],
  inputs: ['x₁', 'x₂'],
  outputs: ['A', 'B'],
  x: Float32Array.of(-1, -1, 1, 1, -2, 2, 3, -3),
  y: Float32Array.of(0, 1, 0, 1),
  role: Uint8Array.of(0, 0, 0, 1),
  ranges: Float32Array.of(-6, 6, -6, 6),
  spreads: new Float32Array(),
  ...denseLayers(2, [...hidden, 1]),
  ...more,
});

/** Records of `epochs`: loss 1 / (epoch + 1), validation twice that, norms 0.1 times the layer's number from 1. */
export const historyOf = (epochs: readonly number[], layers: number, reset = false): History => ({
  reset,
  stride: 1,
  epoch: Uint32Array.from(epochs),
  train: Float32Array.from(epochs, e => 1 / (e + 1)),
  validation: Float32Array.from(epochs, e => 2 / (e + 1)),
  lr: Float32Array.from(epochs, () => 0.03),
  fingerprint: BigUint64Array.from(epochs, e => BigInt(e)),
  gradients: Float32Array.from(epochs.flatMap(e => Array.from({ length: layers }, (_, l) => (e ? 0.1 * (l + 1) : 0)))),
});

/** A frame at the end of `epoch`, whose parameters are their own numbers over ten. */
export const frameOf = (opened: Opened, epoch: number, more: Partial<Frame> = {}): Frame => ({
  step: 10 * epoch,
  epoch,
  row: 0,
  rows: 3,
  batches: 0,
  batchesInEpoch: 10,
  phase: { type: 'batch' },
  status: { type: 'training' },
  batch: new Uint32Array(),
  lr: 0.03,
  fingerprint: '0123456789abcdef',
  evaluation: {
    epoch,
    trainLoss: 0.0847,
    validationLoss: 0.102,
    trainAccuracy: 0.99,
    validationAccuracy: 0.973,
    confusion: new Uint32Array(),
    fits: [],
  },
  history: historyOf([epoch], opened.layers.length),
  gradients: Float32Array.from(opened.layers, () => 0.5),
  params: Float32Array.from({ length: opened.parameters }, (_, i) => i / 10),
  ...more,
});

/** Gives every canvas a recording context, and everything that is observed this size. Returns the recorders, canvas by canvas. */
export function stubPage(width: number, height: number): Map<HTMLCanvasElement, Recorder> {
  const recorders = new Map<HTMLCanvasElement, Recorder>();
  class Sizes {
    readonly #tell: (entries: unknown[]) => void;
    constructor(tell: (entries: unknown[]) => void) {
      this.#tell = tell;
    }
    observe(): void {
      queueMicrotask(() => this.#tell([{ contentRect: { width, height } }]));
    }
    disconnect(): void {}
  }
  vi.stubGlobal('ResizeObserver', Sizes);
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(function (this: HTMLCanvasElement) {
    const made = recorders.get(this) ?? recorder();
    recorders.set(this, made);
    return Object.assign(made.ctx, { canvas: this }) as unknown as ImageBitmapRenderingContext;
  });
  return recorders;
}

/** The text alternative of a canvas as soon as it is `text`; it follows the frames once a second. */
export const described = (canvas: HTMLElement, text: string): Promise<void> =>
  vi.waitFor(() => expect(canvas.getAttribute('aria-label')).toBe(text), { timeout: 2000 });

/** Waits until sizes are known and everything is drawn. */
export async function painted(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 5));
  await drawn();
}
