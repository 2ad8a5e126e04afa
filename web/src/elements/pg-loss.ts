import { bisector } from 'd3-array';
import { css, html, LitElement, nothing } from 'lit';
import type { Box } from '../draw/box.ts';
import { significant, whole } from '../draw/format.ts';
import { drawLoss, plotOf, rangeOf } from '../draw/loss.ts';
import type { Colors } from '../draw/palette.ts';
import { Series } from '../draw/series.ts';
import { Smoothed } from '../draw/smooth.ts';
import type { Frame } from '../engine/protocol.ts';
import { MOST_SMOOTH } from '../run/view.ts';
import { fire } from './events.ts';
import { FeedController } from './feed.ts';
import { lossFeed } from './feeds.ts';
import { styled } from './styled.ts';
import { base, checks, range, stand } from './styles.ts';
import { Surface } from './surface.ts';

/** A range of epochs that is zoomed to has at least so many. */
const FEWEST = 2;

/** How far a pointer moves before it marks a range, in pixels. */
const DRAG = 4;

/** Records that Page Up and Page Down go, and by how much `+` and `-` zoom. */
const PAGE = 10;
const ZOOM = 2;

type Epochs = readonly [number, number];

const nearest = bisector((epoch: number) => epoch).center;

/**
 * Training and validation loss over the epochs. The values at an epoch can be read off, and a range of epochs enlarged.
 *
 * @prop frame - The run as it is; every frame must be set once, because each brings a piece of the history.
 * @prop log - Whether the scale of the loss is logarithmic.
 * @prop smooth - How much of the past the curves hold on to, from 0 to below 1.
 * @prop bare - Whether it is the curves only, without switches.
 * @fires pg-log - `CustomEvent<boolean>`: the scale that the user chose.
 * @fires pg-smooth - `CustomEvent<number>`: how smooth the user wants the curves.
 */
export class PgLoss extends LitElement {
  static override properties = {
    frame: { noAccessor: true },
    log: { type: Boolean },
    smooth: { type: Number },
    bare: { type: Boolean, reflect: true },
    _read: { state: true },
    _range: { state: true },
    _marked: { state: true },
  };
  static override styles = [
    base,
    checks,
    range,
    css`
      :host { display: flex; flex-direction: column; }
      header { display: flex; align-items: center; gap: 12px; height: 20px; font-size: var(--t-2); color: var(--ink-2); }
      header .rng { width: 64px; margin: 0; }
      .chart { position: relative; display: grid; flex: 1 1 auto; min-height: 96px; margin-top: 8px; }
      canvas { font-size: var(--t-1); width: 100%; height: 100%; min-height: 0; position: absolute; inset: 0; }
      .at { position: absolute; inset: 0 72px 18px 32px; cursor: crosshair; touch-action: pan-y; }
      .reading { position: absolute; z-index: 2; top: 4px; display: grid; grid-template-columns: auto auto; gap: 0 10px; padding: 5px 8px; border-radius: var(--r-2); background: var(--raise); box-shadow: 0 0 0 1px var(--line), var(--shadow); font-size: var(--t-1); line-height: 15px; color: var(--ink-2); white-space: nowrap; pointer-events: none; }
      .reading b { text-align: right; color: var(--ink); }
      :host([alone]) { min-height: 200px; }
      :host([bare]) { min-height: 0; }
      :host([bare]) header { display: none; }
      :host([bare]) .chart { min-height: 0; margin: 0; }
      @media print { label[for='smooth'] { display: none; } }
    `,
    stand,
  ];

  declare log: boolean;
  declare smooth: number;
  declare bare: boolean;
  /** The record that is read off. */
  declare _read: number | undefined;
  /** The epochs that are enlarged, and those that are being marked for it. */
  declare _range: Epochs | undefined;
  declare _marked: Epochs | undefined;

  #frame: Frame | undefined;
  readonly #series = new Series();
  readonly #smoothed = new Smoothed();
  /** The first record that the smoothed curves do not know yet. */
  #news = 0;
  /** The epoch, and the pixel, where a pointer went down. */
  #down: { readonly epoch: number; readonly x: number } | undefined;
  readonly #surface = new Surface(
    this,
    (ctx, box, colors) => this.#paint(ctx, box, colors),
    () => this.#describe(),
  );

  constructor() {
    super();
    this.log = false;
    this.smooth = 0;
    this.bare = false;
    new FeedController(this, () => lossFeed(this));
  }

  get frame(): Frame | undefined {
    return this.#frame;
  }

  set frame(frame: Frame | undefined) {
    if (frame === this.#frame) return;
    this.#frame = frame;
    if (frame) {
      this.#series.append(frame.history);
      this.#news = Math.min(this.#news, this.#series.length - frame.history.epoch.length);
      this.#forget(frame);
    }
    this.#surface.redraw();
  }

  protected override render() {
    return html`<header>
        <h3 class="label grow">Loss</h3>
        <label class="chk switch"><input type="checkbox" .checked=${this.log} @change=${this.#choose} />Log</label>
        <label for="smooth">Smooth</label>
        <input id="smooth" class="rng" type="range" min="0" max=${MOST_SMOOTH} step="0.01" .value=${String(this.smooth)}
          ${styled({ '--p': `${(100 * this.smooth) / MOST_SMOOTH}%` })} @input=${this.#even} />
      </header>
      <div class="chart">
        <canvas role="img"></canvas>
        ${this.#slider()} ${this.#reading()}
      </div>`;
  }

  /** What is pointed at with a pointer or with keys: an epoch, along all of them. */
  #slider() {
    const { _read: read } = this;
    const [from, to] = this.#epochs;
    const epoch = read === undefined ? to : this.#series.epoch[read]!;
    return html`<div class="at" role="slider" tabindex="0" aria-label="Epoch to read off" aria-orientation="horizontal"
      aria-valuemin=${from} aria-valuemax=${to} aria-valuenow=${epoch} aria-valuetext=${read === undefined ? 'none' : this.#textAt(read)}
      @pointerdown=${this.#press} @pointermove=${this.#move} @pointerup=${this.#release} @pointercancel=${this.#leave}
      @pointerleave=${this.#leave} @focus=${() => this.requestUpdate()} @dblclick=${() => this.#zoom(undefined)} @keydown=${this.#key} @blur=${this.#leave}></div>`;
  }

  #reading() {
    const { _read: read } = this;
    if (read === undefined || read >= this.#series.length) return nothing;
    const { epoch, train, validation } = this.#series;
    const [from, to] = this.#epochs;
    const t = (epoch[read]! - from) / (to - from);
    const across = `calc(32px + (100% - 104px) * ${t})`;
    const style: Readonly<Record<string, string>> =
      t > 0.5 ? { right: `calc(100% - ${across} + 10px)` } : { left: `calc(${across} + 10px)` };
    const row = (name: string, value: number) =>
      Number.isNaN(value) ? nothing : html`<span>${name}</span><b>${significant(value)}</b>`;
    return html`<div class="reading" ${styled(style)} aria-hidden="true">
      <span>epoch</span><b>${whole(epoch[read]!)}</b>${row('training', train[read]!)}${row('validation', validation[read]!)}
    </div>`;
  }

  get #epochs(): Epochs {
    return rangeOf(this.#series, this._range);
  }

  #paint(ctx: CanvasRenderingContext2D, box: Box, colors: Colors): void {
    const series = this.#series;
    if (this.smooth > 0) {
      this.#smoothed.update(series, this.#news, this.smooth);
      this.#news = series.length;
    }
    const { length, epoch, train, validation } = series;
    const curves = { length, epoch, train, validation, ...(this.smooth > 0 && { smooth: this.#smoothed }) };
    const scale = this.log ? 'log' : 'linear';
    drawLoss(ctx, curves, { scale, range: this._range, read: this._read, marked: this._marked }, colors, box);
  }

  /** Another run, or one that went back: what was read off or enlarged may be gone. */
  #forget({ history }: Frame): void {
    if (this._read !== undefined && this._read >= this.#series.length) this._read = undefined;
    if (history.reset && this._range && this._range[0] >= this.#series.lastEpoch) this._range = undefined;
  }

  readonly #press = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.#down = { epoch: this.#epochAt(event), x: event.offsetX };
  };

  readonly #move = (event: PointerEvent): void => {
    const epoch = this.#epochAt(event);
    this.#readAt(epoch);
    const down = this.#down;
    if (down) this._marked = Math.abs(event.offsetX - down.x) > DRAG ? [down.epoch, epoch] : undefined;
  };

  readonly #release = (event: PointerEvent): void => {
    this.#readAt(this.#epochAt(event));
    const marked = this._marked;
    this.#down = undefined;
    this._marked = undefined;
    if (marked) this.#zoom([Math.min(...marked), Math.max(...marked)]);
  };

  readonly #leave = (): void => {
    this.#down = undefined;
    this._marked = undefined;
    this._read = undefined;
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || !this.#act(event.key)) return;
    event.preventDefault();
  };

  /** Does what a key asks for; returns whether it asks for something. */
  #act(key: string): boolean {
    const { length, epoch } = this.#series;
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      PageDown: -PAGE,
      PageUp: PAGE,
      Home: -length,
      End: length,
    };
    const step = steps[key];
    if (step !== undefined && length > 0) {
      const from = this._read ?? (step < 0 ? length : -1);
      this._read = Math.min(length - 1, Math.max(0, from + step));
      return true;
    }
    if (key === '+' || key === '-')
      return this.#zoomAt(epoch[this._read ?? length - 1] ?? 0, key === '+' ? 1 / ZOOM : ZOOM);
    if (key !== 'Escape' || (this._read === undefined && !this._range)) return false;
    this._read = undefined;
    this.#zoom(undefined);
    return true;
  }

  #zoomAt(epoch: number, factor: number): boolean {
    const [from, to] = this.#epochs;
    const [, end] = rangeOf(this.#series, undefined);
    const half = ((to - from) * factor) / 2;
    const wanted = [Math.max(0, Math.round(epoch - half)), Math.min(end, Math.round(epoch + half))] as const;
    this.#zoom(wanted[0] === 0 && wanted[1] === end ? undefined : wanted);
    return true;
  }

  #zoom(range: Epochs | undefined): void {
    if (range && range[1] - range[0] < FEWEST) return;
    this._range = range;
  }

  #readAt(epoch: number): void {
    const { length, epoch: epochs } = this.#series;
    this._read = length ? nearest(epochs, epoch, 0, length) : undefined;
  }

  #epochAt({ offsetX }: MouseEvent): number {
    const { w } = plotOf(this.#surface.box);
    const [from, to] = this.#epochs;
    return Math.round(from + (to - from) * Math.min(1, Math.max(0, offsetX / w)));
  }

  #textAt(record: number): string {
    const { epoch, train, validation } = this.#series;
    const part = (name: string, value: number) => (Number.isNaN(value) ? '' : `, ${name} ${significant(value)}`);
    return `epoch ${whole(epoch[record]!)}${part('training', train[record]!)}${part('validation', validation[record]!)}`;
  }

  #describe(): string {
    const { length, train, validation, lastEpoch } = this.#series;
    if (length === 0) return 'Loss by epoch: nothing is trained yet.';
    const curves = { training: train, validation };
    const texts = Object.entries(curves).map(([name, values]) =>
      Number.isNaN(values[0]) ? '' : `, ${name} from ${significant(values[0]!)} to ${significant(values[length - 1]!)}`,
    );
    const scale = this.log ? 'logarithmic' : 'linear';
    return `Loss by epoch, up to epoch ${whole(lastEpoch)}, ${scale} scale${texts.join('')}.`;
  }

  #choose(event: Event): void {
    this.log = (event.target as HTMLInputElement).checked;
    fire(this, 'pg-log', this.log);
  }

  #even(event: Event): void {
    this.smooth = (event.target as HTMLInputElement).valueAsNumber;
    fire(this, 'pg-smooth', this.smooth);
  }
}
