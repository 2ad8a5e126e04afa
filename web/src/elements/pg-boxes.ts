import { css, html, LitElement, nothing } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { rowOf } from '../data/rows.ts';
import { prepare } from '../draw/canvas.ts';
import { fixed, short, whole } from '../draw/format.ts';
import { canvasOf, drawRect, overlapOf, type Rect } from '../draw/image.ts';
import type { Opened } from '../engine/protocol.ts';
import type { Images } from '../run/picture.ts';
import { fire } from './events.ts';
import type { SeenBox } from './image-answers.ts';
import { paintImage } from './picture.ts';
import { base } from './styles.ts';
import { colorsAt, watchColors } from './theme.ts';

/** Side of an image, in CSS pixels; the styles may show it smaller. */
const SIDE = 112;

/** How many images there is room for where it is brief. */
const BRIEF = 4;

const rectOf = ([x = 0, y = 0, w = 0, h = 0]: ArrayLike<number> & Iterable<number>): Rect => ({ x, y, w, h });

/** The box of a row, as the data has it. */
const trueBox = ({ targets, outputs }: Opened, row: number): Rect =>
  rectOf(targets?.subarray(row * outputs.length, (row + 1) * outputs.length) ?? new Float32Array());

const words = ({ x, y, w, h }: Rect): string => `${short(x)}, ${short(y)}, ${short(w)} × ${short(h)}`;

/** A box as few digits say it. */
const rounded = ({ x, y, w, h }: Rect): Rect => {
  const tenth = (value: number) => Math.round(10 * value) / 10;
  return { x: tenth(x), y: tenth(y), w: tenth(w), h: tenth(h) };
};

/**
 * Images with the box that is in them, solid, and the one that the network sees, dashed.
 *
 * @prop opened - The run: its rows and boxes.
 * @prop images - The size of an image.
 * @prop boxes - What the network sees in some rows.
 * @prop chosen - The row that is looked at closely.
 * @prop brief - Whether there is room for four only, without words.
 * @fires pg-point - `CustomEvent<number>`: the row that the user wants to look at.
 */
export class PgBoxes extends LitElement {
  static override properties = {
    opened: { attribute: false },
    images: { attribute: false },
    boxes: { attribute: false },
    chosen: { attribute: false },
    brief: { type: Boolean, reflect: true },
  };
  static override styles = [
    base,
    css`
      :host { display: block; font-size: var(--t-1); line-height: 15px; color: var(--ink-2); }
      ul { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 8px; }
      button { display: block; width: 100%; padding: 0; border: 0; border-radius: var(--r-2); background: none; text-align: left; font-size: var(--t-1); line-height: 15px; color: var(--ink-2); cursor: pointer; }
      button:hover canvas { box-shadow: 0 0 0 1px var(--line-3); }
      button[aria-pressed='true'] canvas { box-shadow: 0 0 0 2px var(--accent); }
      canvas { width: 100%; aspect-ratio: 1; border-radius: var(--r-1); background: var(--bg-2); box-shadow: 0 0 0 1px var(--line); }
      b { color: var(--ink); font-weight: 600; }
      .key { display: flex; flex-wrap: wrap; gap: 2px 14px; margin-top: 8px; }
      .key span { display: inline-flex; align-items: center; gap: 6px; }
      .key i { width: 18px; border-top: 2px solid var(--pos); }
      .key .seen { border-top: 2px dashed var(--neg); }
      :host([brief]) ul { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 6px; }
      :host([brief]) :is(.key, .mean, button span) { display: none; }
    `,
  ];

  declare opened: Opened | undefined;
  declare images: Images | undefined;
  declare boxes: readonly SeenBox[];
  declare chosen: number | undefined;
  declare brief: boolean;

  readonly #image = canvasOf(1, 1);
  #unwatch: () => void = () => {};

  constructor() {
    super();
    this.boxes = [];
    this.brief = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unwatch = watchColors(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwatch();
  }

  protected override render() {
    const { opened, images, boxes, brief } = this;
    if (!opened || !images) return nothing;
    const shared = boxes.map(({ row, box }) => overlapOf(trueBox(opened, row), rectOf(box)));
    const mean = shared.reduce((sum, each) => sum + each, 0) / Math.max(1, shared.length);
    const where = opened.role.includes(1) ? 'validation' : 'training';
    const few = brief ? boxes.slice(0, BRIEF) : boxes;
    return html`<ul aria-label="Boxes in ${where} images">${few.map((seen, i) => this.#tile(seen, shared[i]!, opened, images))}</ul>
      <p class="key"><span><i></i>true box</span><span><i class="seen"></i>what the network sees</span></p>
      <p class="mean">Shared area of both (IoU), on average over these ${where} images: <b>${boxes.length ? fixed(mean) : '–'}</b>. 1 is the same box, 0 is apart.</p>`;
  }

  #tile({ row, box }: SeenBox, shared: number, opened: Opened, images: Images) {
    const [is, seen] = [trueBox(opened, row), rectOf(box)];
    const label = `Image ${whole(row + 1)}: box at ${words(is)}, seen at ${words(rounded(seen))}, IoU ${fixed(shared)}`;
    return html`<li><button aria-label=${label} aria-pressed=${row === this.chosen} @click=${() => fire(this, 'pg-point', row)}>
      <canvas aria-hidden="true" ${ref(canvas => canvas && this.#paint(canvas as HTMLCanvasElement, opened, images, row, [is, seen]))}></canvas>
      <span>IoU <b>${fixed(shared)}</b></span>
    </button></li>`;
  }

  #paint(
    canvas: HTMLCanvasElement,
    opened: Opened,
    images: Images,
    row: number,
    [is, seen]: readonly [Rect, Rect],
  ): void {
    const ctx = prepare(canvas, SIDE, SIDE);
    if (!ctx) return;
    const colors = colorsAt(this);
    paintImage(this, this.#image, images, rowOf(opened, row));
    ctx.drawImage(this.#image, 0, 0, SIDE, SIDE);
    const scale = SIDE / images.width;
    drawRect(ctx, is, scale, colors.pos, false);
    drawRect(ctx, seen, scale, colors.neg, true);
  }
}
