import type { Target } from './load.ts';

/** Makes pictures of what is painted. */
export interface Easel {
  /** Has `paint` fill `width × height` pixels; `kind` names the picture, for the next one of its kind is as large. */
  picture(kind: string, width: number, height: number, paint: (target: Target) => void): Promise<ImageBitmap>;
}

/** Paints on canvases of the worker, or into bytes where a worker has none. */
export class CanvasEasel implements Easel {
  readonly #contexts = new Map<string, OffscreenCanvasRenderingContext2D>();

  async picture(kind: string, width: number, height: number, paint: (target: Target) => void): Promise<ImageBitmap> {
    const context = this.#context(kind, width, height);
    if (context) {
      paint(context);
      return context.canvas.transferToImageBitmap();
    }
    const pixels = new Uint8ClampedArray(4 * width * height);
    paint(pixels);
    return createImageBitmap(new ImageData(pixels, width, height));
  }

  #context(kind: string, width: number, height: number): OffscreenCanvasRenderingContext2D | undefined {
    if (typeof OffscreenCanvas !== 'function') return undefined;
    // Pixels come from the processor: on the graphics card the canvas would only be in the way.
    const context =
      this.#contexts.get(kind) ?? new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!context) return undefined;
    this.#contexts.set(kind, context);
    const { canvas } = context;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    return context;
  }
}
