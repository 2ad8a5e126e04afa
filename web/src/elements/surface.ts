import type { LitElement, ReactiveController } from 'lit';
import type { Box } from '../draw/box.ts';
import { prepare } from '../draw/canvas.ts';
import type { Colors } from '../draw/palette.ts';
import { cancel, redraw } from '../draw/schedule.ts';
import { colorsAt, watchColors } from './theme.ts';

/** Draws on the canvas of a view: `box` is all of it. */
export type Paint = (ctx: CanvasRenderingContext2D, box: Box, colors: Colors) => void;

/** Least time between two texts for readers of the screen, in milliseconds. */
const DESCRIBE_MS = 1000;

/**
 * The canvas of a view: keeps its size and colors, and draws it with all others in one animation frame.
 *
 * The canvas is the one with the role of an image. Nothing is measured while drawing.
 */
export class Surface implements ReactiveController {
  #canvas: HTMLCanvasElement | undefined;
  #box: Box = { x: 0, y: 0, w: 0, h: 0 };
  #unwatch: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #host: LitElement;
  readonly #paint: Paint;
  readonly #describe: () => string;
  readonly #resized: () => void;
  readonly #observer = new ResizeObserver(entries => this.#measure(entries));

  /** `describe` says in words and numbers what is to be seen; `resized` is called when the box is another. */
  constructor(host: LitElement, paint: Paint, describe: () => string, resized: () => void = () => {}) {
    this.#host = host;
    this.#paint = paint;
    this.#describe = describe;
    this.#resized = resized;
    host.addController(this);
  }

  get box(): Box {
    return this.#box;
  }

  hostConnected(): void {
    this.#unwatch = watchColors(() => this.#host.requestUpdate());
    if (this.#canvas) this.#observer.observe(this.#canvas);
  }

  hostDisconnected(): void {
    this.#unwatch?.();
    this.#observer.disconnect();
    cancel(this.#draw);
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  hostUpdated(): void {
    const canvas = this.#host.renderRoot.querySelector<HTMLCanvasElement>('canvas[role=img]') ?? undefined;
    if (canvas !== this.#canvas) {
      this.#observer.disconnect();
      this.#canvas = canvas;
      if (canvas) this.#observer.observe(canvas);
      this.#label();
    }
    this.redraw();
  }

  /** Draws in the next animation frame, and soon says in words what is there. */
  redraw(): void {
    redraw(this.#draw);
    this.#timer ??= setTimeout(this.#label, DESCRIBE_MS);
  }

  readonly #draw = (): void => {
    const { w, h } = this.#box;
    if (!this.#canvas || w <= 0 || h <= 0) return;
    const ctx = prepare(this.#canvas, w, h);
    if (ctx) this.#paint(ctx, this.#box, colorsAt(this.#host));
  };

  readonly #label = (): void => {
    this.#timer = undefined;
    this.#canvas?.setAttribute('aria-label', this.#describe());
  };

  #measure(entries: readonly ResizeObserverEntry[]): void {
    const size = entries.at(-1)?.contentRect;
    if (!size || (size.width === this.#box.w && size.height === this.#box.h)) return;
    this.#box = { x: 0, y: 0, w: size.width, h: size.height };
    this.#resized();
    this.redraw();
  }
}
