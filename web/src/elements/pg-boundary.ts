import { css, html, LitElement, nothing } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { countRoles } from '../data/roles.ts';
import { drawBatch, drawContour, drawField, drawPoints, type Points } from '../draw/boundary.ts';
import type { Box } from '../draw/box.ts';
import { pixelRatio, prepare } from '../draw/canvas.ts';
import { counted, percent, short, significant, whole } from '../draw/format.ts';
import type { Colors } from '../draw/palette.ts';
import type { Frame, Opened, Plane } from '../engine/protocol.ts';
import { isSymbol } from '../run/names.ts';
import { hold, isOpen } from './held.ts';
import { base } from './styles.ts';
import { Surface } from './surface.ts';

/** How many points are drawn in one frame: so many keep it short on a slow machine. */
const POINTS_PER_FRAME = 1000;

/**
 * What the network says about every point of the plane, with the data on it.
 *
 * @prop opened - The data: rows, classes, columns.
 * @prop frame - The run as it is; its `field` is shown, with the points of its batch marked.
 * @prop plane - The two columns along the axes, and their ranges.
 * @prop showValidation - Whether validation points are shown as rings.
 * @prop hard - Whether the field shows decisions only; said in the text alternative.
 */
export class PgBoundary extends LitElement {
  static override properties = {
    opened: { attribute: false },
    frame: { noAccessor: true },
    plane: { attribute: false, hasChanged: (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b) },
    showValidation: { type: Boolean, attribute: 'show-validation' },
    hard: { type: Boolean },
  };
  static override styles = [
    base,
    css`
      :host { display: block; font-size: var(--t-1); color: var(--ink-3); }
      figure { display: grid; grid-template: auto 16px / 18px minmax(0, 1fr); margin: 0; line-height: 11px; }
      canvas { width: 100%; aspect-ratio: 1; border-radius: 2px; background: var(--bg-2); }
      .x, .y { display: flex; justify-content: space-between; white-space: nowrap; }
      .x { grid-column: 2; padding-top: 5px; }
      .y { flex-direction: column; justify-self: end; padding-right: 5px; text-align: right; }
      .y .word { align-self: center; writing-mode: sideways-lr; }
      .legend { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; margin: 12px 0 0 18px; line-height: 16px; color: var(--ink-2); white-space: nowrap; }
      .legend span { display: inline-flex; align-items: center; gap: 6px; }
      .negative { color: var(--neg-text); }
      .positive { color: var(--pos-text); }
      .bar { width: 92px; height: 8px; border-radius: 2px; background: linear-gradient(to right, var(--div-0), var(--div-1), var(--div-2), var(--div-3), var(--div-4), var(--div-5), var(--div-6)); }
      .mark { flex: none; width: 8px; height: 8px; border-radius: 50%; background: var(--ink-3); }
      .mark.ring { border: 1.5px solid var(--ink-3); background: none; }
    `,
  ];

  declare opened: Opened | undefined;
  declare plane: Plane | undefined;
  declare showValidation: boolean;
  declare hard: boolean;

  #frame: Frame | undefined;
  #image: ImageBitmap | undefined;
  #contour: Float32Array = new Float32Array();
  #batch: Uint32Array = new Uint32Array();
  /** The points, which stay as they are from frame to frame, and what they were drawn from. */
  readonly #layer = document.createElement('canvas');
  #layerOf: readonly unknown[] = [];
  /** How many of the rows are drawn. */
  #layerRows = 0;
  readonly #surface = new Surface(
    this,
    (ctx, box, colors) => this.#paint(ctx, box, colors),
    () => this.#describe(),
  );

  constructor() {
    super();
    this.showValidation = false;
    this.hard = false;
  }

  get frame(): Frame | undefined {
    return this.#frame;
  }

  set frame(frame: Frame | undefined) {
    this.#frame = frame;
    this.#batch = hold(this.#batch, frame?.batch ?? new Uint32Array());
    if (frame?.field) {
      this.#image = frame.field.image;
      this.#contour = hold(this.#contour, frame.field.contour);
    }
    this.#surface.redraw();
  }

  protected override render() {
    return html`<figure>
        ${this.plane ? this.#axis('y', [...this.plane.yRange].reverse(), this.plane.y) : html`<div></div>`}
        <canvas role="img"></canvas>
        ${this.plane ? this.#axis('x', this.plane.xRange, this.plane.x) : nothing}
      </figure>
      <div class="legend">${this.opened ? this.#legend(this.opened) : nothing}</div>`;
  }

  #axis(side: 'x' | 'y', [first = 0, last = 0]: readonly number[], column: number) {
    const name = this.opened?.columns[column] ?? '';
    return html`<div class=${side}>
      <span>${short(first)}</span>
      <span class=${isSymbol(name) ? 'math' : 'word'}>${name}</span>
      <span>${short(last)}</span>
    </div>`;
  }

  #legend({ task, outputs, role }: Opened) {
    const [low, high] = task === 'binary' ? outputs : ['−', '+'];
    const answers =
      task === 'classes'
        ? outputs.map(
            (name, i) =>
              html`<span><i class="mark" style=${styleMap({ background: `var(--cat-${i})` })}></i>${name}</span>`,
          )
        : html`<span><b class="negative">${low}</b><i class="bar"></i><b class="positive">${high}</b></span>`;
    return html`${answers}<span><i class="mark"></i>training</span>
      ${this.showValidation && role.includes(1) ? html`<span><i class="mark ring"></i>validation</span>` : nothing}`;
  }

  #paint(ctx: CanvasRenderingContext2D, box: Box, colors: Colors): void {
    const { opened, plane } = this;
    if (isOpen(this.#image)) drawField(ctx, this.#image, box);
    if (!opened || !plane) return;
    drawContour(ctx, this.#contour, opened.task, colors, box);
    const points: Points = { x: opened.x, columns: opened.columns.length, y: opened.y, role: opened.role };
    if (this.#batch.length) drawBatch(ctx, points, this.#batch, plane, colors, box);
    this.#paintPoints(points, box, colors);
    ctx.drawImage(this.#layer, box.x, box.y, box.w, box.h);
  }

  /** Draws the points anew if anything about them is another than before; very many of them over several frames. */
  #paintPoints(points: Points, box: Box, colors: Colors): void {
    const { opened, plane, showValidation } = this;
    if (!opened || !plane) return;
    const of = [opened, JSON.stringify(plane), showValidation, box, colors, pixelRatio()];
    if (!of.every((value, i) => value === this.#layerOf[i])) {
      this.#layerOf = of;
      this.#layerRows = 0;
      prepare(this.#layer, box.w, box.h);
    }
    const first = this.#layerRows;
    const last = Math.min(first + POINTS_PER_FRAME, opened.role.length);
    const ctx = this.#layer.getContext('2d');
    if (!ctx || first === last) return;
    drawPoints(ctx, points, plane, opened.task, showValidation, colors, box, [first, last]);
    this.#layerRows = last;
    if (last < opened.role.length) this.#surface.redraw();
  }

  #describe(): string {
    const { opened, plane } = this;
    if (!opened || !plane) return 'Output of the network: nothing is open yet.';
    const axis = (column: number, [from, to]: readonly [number, number]): string =>
      `${opened.columns[column]} from ${short(from)} to ${short(to)}`;
    const { training, validation } = countRoles(opened.role);
    const points = `${counted(training, 'training point')}, ${counted(validation, 'validation point')}`;
    const names = opened.task === 'regression' ? 'Target' : 'Classes';
    return `${this.hard ? 'Decision' : 'Output'} of the network over ${axis(plane.x, plane.xRange)} and ${axis(plane.y, plane.yRange)}. ${names}: ${opened.outputs.join(', ')}. ${points}.${this.#score()}`;
  }

  #score(): string {
    const evaluation = this.#frame?.evaluation;
    if (!evaluation) return '';
    const { epoch, trainLoss, trainAccuracy, validationLoss, validationAccuracy } = evaluation;
    const part = (name: string, loss: number | undefined, accuracy: number | undefined): string =>
      loss === undefined
        ? ''
        : `, ${name} loss ${significant(loss)}${accuracy === undefined ? '' : ` with ${percent(accuracy)} right`}`;
    const parts = part('training', trainLoss, trainAccuracy) + part('validation', validationLoss, validationAccuracy);
    return ` Epoch ${whole(epoch)}${parts}.`;
  }
}
