import { css, html, LitElement, type PropertyValues } from 'lit';
import type { Box } from '../draw/box.ts';
import { power, significant, whole } from '../draw/format.ts';
import type { Colors } from '../draw/palette.ts';
import { Series } from '../draw/series.ts';
import { type Decades, decadesOf, drawPresent, drawStrip, paintStrip } from '../draw/strip.ts';
import type { Frame, Opened } from '../engine/protocol.ts';
import { FeedController } from './feed.ts';
import { gradientsFeed } from './feeds.ts';
import { columnsOf } from './graph-model.ts';
import { hold } from './held.ts';
import { onPhone } from './layout.ts';
import { styled } from './styled.ts';
import { base, stand } from './styles.ts';
import { Surface } from './surface.ts';

/** A strip: whose gradients it shows, and where it stands. */
export interface Strip {
  readonly name: string;
  /** Number of the layer in `Opened.layers`. */
  readonly layer: number;
  /** Its left edge and width in CSS pixels. */
  readonly x: number;
  readonly width: number;
}

/** Strips narrower than these have no room for a caption beside their value, or for the value itself. */
const NARROW = 90;
const BARE = 36;

/** The color bar, and what is between it and the first strip. */
const KEY_WIDTH = 104;
const GAP = 10;

/** Strips in the canvas, which leaves room around them for the playhead. */
const STRIP = { x: 2, y: 4, h: 18 };

/**
 * How large the gradients of each layer were, epoch by epoch: one strip a layer, small is dark and large is bright.
 *
 * @prop strips - Which layers, and where; without it, all that have weights, side by side.
 * @prop opened - The run, whose layers those are.
 * @prop frame - The run as it is; every frame must be set once, because each brings a piece of the history.
 */
export class PgGradients extends LitElement {
  static override properties = {
    strips: { attribute: false },
    opened: { attribute: false },
    _width: { state: true },
    frame: { noAccessor: true },
    _decades: { state: true },
  };
  static override styles = [
    base,
    stand,
    css`
      :host { display: block; position: relative; height: 58px; border-top: 1px solid var(--line); font-size: var(--t-1); line-height: 14px; color: var(--ink-3); }
      canvas { position: absolute; inset: 4px -2px auto; width: calc(100% + 4px); height: 26px; }
      .key { position: absolute; left: 0; top: 3px; }
      .bar { height: 6px; margin: 4px 0 2px; border-radius: 2px; background: linear-gradient(to right, var(--seq-0), var(--seq-1), var(--seq-2), var(--seq-3), var(--seq-4), var(--seq-5), var(--seq-6)); forced-color-adjust: none; }
      .ends, .caption { display: flex; justify-content: space-between; }
      .caption { position: absolute; top: 30px; contain: layout; }
      .caption.narrow { justify-content: center; }
      .caption.narrow span { display: none; }
      .caption.bare { visibility: hidden; }
      .caption::before { content: ''; position: absolute; inset: -22px 0 auto; height: 18px; border-radius: 3px; background: var(--seq-none); visibility: visible; forced-color-adjust: none; }
      b { color: var(--ink); font-weight: 600; }
      @media print { canvas { filter: none; } } /* these colors mean the same on dark and light pages */
      @container ${onPhone} {
        :host { height: 50px; border: 0; }
        .key { display: none; }
      }
      :host([alone]) { padding: 0; border: 0; border-radius: 0; font-size: var(--t-1); line-height: 14px; color: var(--ink-3); }
    `,
  ];

  declare strips: readonly Strip[] | undefined;
  declare opened: Opened | undefined;
  declare _decades: Decades;
  declare _width: number;

  #frame: Frame | undefined;
  #last: Float32Array = new Float32Array();
  #pixels = new ImageData(1, 1);
  #values: Text[] = [];
  readonly #row = document.createElement('canvas');
  readonly #series = new Series();
  readonly #surface = new Surface(
    this,
    (ctx, box, colors) => this.#paint(ctx, box, colors),
    () => this.#describe(),
    () => {
      this._width = this.#surface.box.w - 2 * STRIP.x;
    },
  );

  constructor() {
    super();
    this._width = 0;
    new FeedController(this, () => gradientsFeed(this));
    this._decades = decadesOf(this.#series.norms);
  }

  get frame(): Frame | undefined {
    return this.#frame;
  }

  set frame(frame: Frame | undefined) {
    if (frame === this.#frame) return;
    this.#frame = frame;
    if (frame) this.#append(frame);
  }

  protected override render() {
    const [from, to] = this._decades;
    const keyWidth = this.#keyWidth();
    return html`<div class="key" ${styled({ width: `${keyWidth}px` })}>
        <h3 class="label" title="Gradient flow">${keyWidth < KEY_WIDTH ? 'Gradients' : 'Gradient flow'}</h3>
        <div class="bar"></div>
        <div class="ends"><span>${power(from)}</span><span>${power(to)}</span></div>
      </div>
      ${this.#strips.map(
        ({
          name,
          x,
          width,
        }) => html`<div class="caption ${width < BARE ? 'bare' : width < NARROW ? 'narrow' : ''}" ${styled({ left: `${x}px`, width: `${width}px` })} title="Gradient norm of ${name}">
          <span>‖∇W‖</span><b>–</b>
        </div>`,
      )}
      <canvas role="img"></canvas>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (!['strips', 'opened', '_width'].some(name => changed.has(name))) return;
    this.#values = [...this.renderRoot.querySelectorAll('b')].map(b => b.firstChild as Text);
  }

  /** The color bar ends before the first strip. */
  #keyWidth(): number {
    const [first] = this.#strips;
    return first ? Math.max(0, Math.min(KEY_WIDTH, first.x - GAP)) : KEY_WIDTH;
  }

  get #strips(): readonly Strip[] {
    return this.strips ?? (this.opened ? sideBySide(this.opened, this._width) : []);
  }

  #append(frame: Frame): void {
    this.#series.append(frame.history);
    this.#last = hold(this.#last, frame.gradients);
    const decades = decadesOf(this.#series.norms);
    // A domain that is the same in value must not render again: frames arrive 60 times a second.
    if (decades.some((decade, i) => decade !== this._decades[i])) this._decades = decades;
    this.#surface.redraw();
  }

  #paint(ctx: CanvasRenderingContext2D, box: Box, colors: Colors): void {
    const ratio = ctx.canvas.width / box.w;
    const lengths = this.#strips.map(({ width }) => Math.round(width * ratio));
    this.#paintRow(lengths, colors);
    let from = 0;
    this.#strips.forEach(({ x, width, layer }, i) => {
      const place = { x: STRIP.x + x, y: STRIP.y, w: width, h: STRIP.h };
      drawStrip(ctx, this.#row, from, lengths[i]!, place);
      drawPresent(ctx, this.#series.lastEpoch, colors, place);
      from += lengths[i]!;
      this.#write(i, this.#norm(layer));
    });
  }

  /** Paints all strips side by side into a row one pixel high. */
  #paintRow(lengths: readonly number[], colors: Colors): void {
    const length = lengths.reduce((sum, n) => sum + n, 0);
    if (length === 0) return;
    if (this.#pixels.width !== length) {
      this.#pixels = new ImageData(length, 1);
      this.#row.width = length;
      this.#row.height = 1;
    }
    const pixels = new Uint32Array(this.#pixels.data.buffer);
    let from = 0;
    this.#strips.forEach(({ layer }, i) => {
      const own = pixels.subarray(from, from + lengths[i]!);
      paintStrip(own, this.#series, layer, this._decades, colors);
      from += lengths[i]!;
    });
    this.#row.getContext('2d')?.putImageData(this.#pixels, 0, 0);
  }

  #write(i: number, norm: number): void {
    const text = this.#values[i];
    const value = norm > 0 ? significant(norm, 2) : '–';
    if (text && text.data !== value) text.data = value;
  }

  /** The norm at the playhead: of the last epoch, or before there is one, of the last step. */
  #norm(layer: number): number {
    const { length, layers, gradients, lastEpoch } = this.#series;
    return lastEpoch > 0 ? gradients[(length - 1) * layers + layer]! : (this.#last[layer] ?? 0);
  }

  #describe(): string {
    const norms = this.#strips.map(({ name, layer }) => `${name} ${significant(this.#norm(layer), 2)}`);
    return `Gradient norms at epoch ${whole(this.#series.lastEpoch)}: ${norms.join(', ')}.`;
  }
}

/** A strip for each layer with weights, right of the color bar where there is room for it. */
function sideBySide(opened: Opened, width: number): readonly Strip[] {
  const columns = columnsOf(opened).slice(1);
  const left = width > 4 * KEY_WIDTH ? KEY_WIDTH + GAP : 0;
  const each = Math.max(0, (width - left + GAP) / columns.length - GAP);
  return columns.map(({ title, layer }, i) => ({ name: title, layer, x: left + i * (each + GAP), width: each }));
}
