import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { enlargement, type Ink, imageOf, inkOf, isEmpty } from '../data/drawn.ts';
import { formOf } from '../data/forms.ts';
import { rowOf } from '../data/rows.ts';
import type { Box } from '../draw/box.ts';
import { counted, fixed, percent } from '../draw/format.ts';
import { canvasOf, drawRect } from '../draw/image.ts';
import type { Colors } from '../draw/palette.ts';
import type { Opened } from '../engine/protocol.ts';
import type { Images } from '../run/picture.ts';
import { type Reading, wordsOf } from '../run/reading.ts';
import { configOf } from '../run/state.ts';
import { fire } from './events.ts';
import { onPhone } from './layout.ts';
import { Pen, type Spot } from './pen.ts';
import { paintImage, picture } from './picture.ts';
import { styled } from './styled.ts';
import { base, buttons } from './styles.ts';
import { Surface } from './surface.ts';

/** Least time between two readings aloud, in milliseconds. */
const ALOUD_MS = 1200;

const nothingYet = 'Nothing is drawn yet';

/**
 * A sheet to draw on, by mouse, touch or keys; what is drawn is brought into the form of the data's images and classified
 * as it is drawn.
 *
 * @prop opened - The run: its classes, and rows to begin with.
 * @prop images - The size of an image.
 * @prop reading - How outputs are to be read.
 * @prop outputs - What the network says of the image that was drawn.
 * @fires pg-drawn - `CustomEvent<Float32Array | null>`: the image that is drawn, as in the data; null for none.
 */
export class PgDigit extends LitElement {
  static override properties = {
    opened: { attribute: false },
    images: { attribute: false },
    reading: { attribute: false },
    outputs: { attribute: false },
    _aloud: { state: true },
  };
  static override styles = [
    base,
    buttons,
    css`
      :host { display: block; font-size: var(--t-1); line-height: 15px; color: var(--ink-2); }
      .sides { display: grid; grid-template-columns: 184px minmax(0, 1fr); gap: 16px; }
      .sheet { position: relative; }
      .sheet > canvas { width: 100%; aspect-ratio: 1; border-radius: var(--r-2); background: var(--bg); box-shadow: 0 0 0 1px var(--line-2); }
      .paper { position: absolute; inset: 0; border-radius: var(--r-2); cursor: crosshair; touch-action: none; }
      .hint { position: absolute; inset: auto 12px 12px; color: var(--ink-3); text-align: center; pointer-events: none; }
      .keys { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 10px; }
      .bars { display: grid; grid-template-columns: auto minmax(24px, 1fr) 46px; gap: 0 8px; align-content: space-between; align-items: center; }
      .bars > * { display: contents; }
      .bars dt { max-width: 66px; overflow: hidden; text-align: right; text-overflow: ellipsis; white-space: nowrap; }
      .bars dd { height: 8px; }
      .bars dd.share { height: auto; text-align: right; font-variant-numeric: tabular-nums; }
      .bars dd i { display: block; height: 8px; border-radius: 2px; min-width: 1px; }
      .bars .most :is(dt, .share) { color: var(--ink); font-weight: 600; }
      .seen { display: grid; grid-template-columns: 56px minmax(0, 1fr); gap: 10px; align-items: center; margin-top: 12px; color: var(--ink-3); }
      .seen .picture { width: 56px; height: 56px; border-radius: var(--r-1); background: var(--bg-2); box-shadow: 0 0 0 1px var(--line); }
      .none { align-self: center; }
      @container ${onPhone} { .sides { grid-template-columns: minmax(0, 1fr) minmax(0, 0.8fr); } }
    `,
  ];

  declare opened: Opened | undefined;
  declare images: Images | undefined;
  declare reading: Reading | undefined;
  declare outputs: Float32Array | undefined;
  /** What is said of the drawing to who cannot see it. */
  declare _aloud: string;

  #pen = new Pen(1, 1, () => {});
  #image: Float32Array | undefined;
  /** Which of the rows comes next to begin with. */
  #row = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #ink = canvasOf(1, 1);
  /** What was brought into the form of an image last, and of which rows. */
  #read: Ink | undefined;
  #of: Float32Array | undefined;
  readonly #surface = new Surface(
    this,
    (ctx, box, colors) => this.#paint(ctx, box, colors),
    () => this.#describe(),
  );

  constructor() {
    super();
    this._aloud = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { images, opened } = this;
    if (!images || !changed.has('opened') || opened?.x === this.#of) return;
    this.#of = opened?.x;
    const { width, height } = this.#pen.ink;
    const times = enlargement(images.width);
    // What is drawn stays where other images have its size: their form may be another.
    if (width !== times * images.width || height !== times * images.height) this.#begin(images);
    else this.#drawn(true);
  }

  protected override render() {
    const { images, opened } = this;
    if (!images || !opened) return nothing;
    const { what, source } = this.#form;
    const empty = isEmpty(this.#pen.ink);
    const { isCleared } = this.#pen;
    const clear = () => (isCleared ? this.#pen.restore() : this.#pen.clear());
    return html`<div class="sides">
        <div class="sheet">
          <canvas role="img"></canvas>
          <div class="paper" role="application" tabindex="0" aria-label="Sheet to draw ${what} on" aria-describedby="how"
            @pointerdown=${this.#down} @pointermove=${this.#over} @pointerup=${this.#up} @pointercancel=${this.#up}
            @keydown=${this.#key} @blur=${() => this.#pen.leave()}></div>
          ${empty && !this.#pen.cursor ? html`<p class="hint" aria-hidden="true">Draw ${what} here</p>` : nothing}
          <p id="how" class="sr">Arrows move the pen, Space puts it down or lifts it, Delete clears the sheet.</p>
        </div>
        ${empty ? this.#nothing(what) : images.boxes ? this.#box() : this.#bars(opened)}
      </div>
      <div class="keys">
        <button class="btn small" ?disabled=${empty && !isCleared} @click=${clear}>${isCleared ? 'Undo clear' : 'Clear'}</button>
        <button class="btn small" title="Puts an image of the data on the sheet, to be changed" @click=${this.#start}>Start from a row</button>
      </div>
      <div class="seen">${picture(this, images, this.#image ?? new Float32Array(images.width * images.height))}<p>What the network sees. ${source}</p></div>
      <p class="sr" role="status">${this._aloud}</p>`;
  }

  get #form() {
    const data = this.opened && configOf(this.opened).data;
    return formOf(data?.kind === 'table' ? data.name : '');
  }

  get #reach(): number {
    return this.#form.brush * (this.#pen.ink.width / 28);
  }

  #nothing(what: string) {
    return html`<p class="none">${nothingYet}. Draw ${what} with the mouse, a finger, or the arrow keys and Space: it is classified as you draw.</p>`;
  }

  #bars({ outputs: names }: Opened) {
    const values = this.outputs?.length === names.length ? this.outputs : new Float32Array(names.length);
    const most = values.reduce((best, value, i) => (value > values[best]! ? i : best), 0);
    const share = (value: number) => (value >= 0 && value <= 1 ? percent(value) : fixed(value));
    return html`<dl class="bars">${names.map((name, i) => {
      const value = values[i]!;
      const width = 100 * Math.min(1, Math.max(0, value));
      return html`<div class=${i === most && value > 0 ? 'most' : ''}><dt title=${name}>${name}</dt>
        <dd><i ${styled({ width: `${width.toFixed(1)}%`, background: `var(--cat-${i})` })}></i></dd><dd class="share">${share(value)}</dd></div>`;
    })}</dl>`;
  }

  #box() {
    const words = this.reading && this.outputs ? wordsOf(this.outputs, this.reading) : '';
    return html`<p class="none">The network sees a box, dashed: ${words}.</p>`;
  }

  #begin({ width, height }: Images): void {
    const times = enlargement(width);
    this.#pen = new Pen(times * width, times * height, () => this.#drawn());
    this.#image = undefined;
    this.#row = 0;
  }

  /** What is drawn is other than before, or the pen is elsewhere. */
  #drawn(isOther = false): void {
    const { images } = this;
    const { ink } = this.#pen;
    if (images && (isOther || ink !== this.#read)) {
      this.#read = ink;
      this.#image = imageOf(ink, this.#form, images.width, images.height);
      fire(this, 'pg-drawn', this.#image ?? null);
      this.#timer ??= setTimeout(() => this.#speak(), ALOUD_MS);
    }
    this.requestUpdate();
  }

  #speak(): void {
    this.#timer = undefined;
    this._aloud = this.#describe();
  }

  #describe(): string {
    const { ink, isDown, cursor } = this.#pen;
    const pen = cursor ? ` The pen is ${isDown ? 'down' : 'up'}.` : '';
    if (isEmpty(ink)) return `${nothingYet}.${pen}`;
    const pixels = ink.values.reduce((n, value) => n + Number(value > 0), 0);
    const said = this.reading && this.outputs ? ` The network says: ${wordsOf(this.outputs, this.reading)}.` : '';
    return `A drawing of ${counted(pixels, 'pixel')}.${said}${pen}`;
  }

  #paint(ctx: CanvasRenderingContext2D, box: Box, colors: Colors): void {
    const { ink, cursor, isDown } = this.#pen;
    paintImage(this, this.#ink, ink, ink.values);
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(this.#ink, 0, 0, box.w, box.h);
    const [scale, outputs] = [box.w / ink.width, this.outputs];
    if (this.images?.boxes && outputs && !isEmpty(ink)) {
      const [x = 0, y = 0, w = 0, h = 0] = outputs;
      drawRect(ctx, { x, y, w, h }, box.w / this.images.width, colors.neg, true);
    }
    if (!cursor) return;
    ctx.strokeStyle = ctx.fillStyle = colors.accent;
    ctx.lineWidth = 1.5;
    ctx.beginPath();
    ctx.arc(cursor[0] * scale, cursor[1] * scale, this.#reach * scale + 1, 0, 2 * Math.PI);
    if (isDown) ctx.fill();
    else ctx.stroke();
  }

  #spotOf({ offsetX, offsetY }: PointerEvent): Spot {
    const scale = this.#pen.ink.width / (this.#surface.box.w || 1);
    return [offsetX * scale, offsetY * scale];
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#pen.press(this.#spotOf(event), this.#reach);
  }

  #over(event: PointerEvent): void {
    // A fast hand is at several places between two events.
    const all = event.getCoalescedEvents?.() ?? [];
    for (const each of all.length ? all : [event]) this.#pen.lead(this.#spotOf(each), this.#reach);
  }

  #up(): void {
    this.#pen.lift();
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#pen.key(event.key, this.#reach)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Puts one of the data's images on the sheet; the next time another. */
  #start(): void {
    const { opened, images } = this;
    if (!opened || !images) return;
    const rows = [...opened.role.keys()].filter(row => opened.role[row] === (opened.role.includes(1) ? 1 : 0));
    const row = rows[this.#row++ % rows.length];
    if (row !== undefined) this.#pen.put(inkOf(rowOf(opened, row), images.width, images.height));
  }
}
