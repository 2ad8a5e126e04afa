import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { meansOf } from '../data/rows.ts';
import { type Axes, classColors, type Look, nearestRow, TARGET } from '../draw/boundary.ts';
import type { Box } from '../draw/box.ts';
import type { Colors } from '../draw/palette.ts';
import type { Edit, Frame, Opened, Plane } from '../engine/protocol.ts';
import type { Tool } from '../run/state.ts';
import type { Show } from '../run/view.ts';
import { axis, besidePlace, besidePoint } from './boundary-labels.ts';
import { legend } from './boundary-legend.ts';
import { axesOf, describe, nextRow, placeOf, placeText, pointsOf, rowAt } from './boundary-model.ts';
import { PointsLayers } from './boundary-points.ts';
import { drawScene } from './boundary-scene.ts';
import { boundaryStyles } from './boundary-styles.ts';
import { fire } from './events.ts';
import { FeedController } from './feed.ts';
import { boundaryFeed } from './feeds.ts';
import { hold } from './held.ts';
import { withParts } from './parts.ts';
import { type PointCard, pointCardTemplate } from './point-card.ts';
import type { Place, Pointed, Pointing } from './pointing.ts';
import { styled } from './styled.ts';
import { base, buttons, popover, stand } from './styles.ts';
import { Surface } from './surface.ts';

/** What Enter does, with each tool or without. */
const enters: Readonly<Record<Pointed['mode'], string>> = {
  look: 'Enter opens the point',
  draw: 'Enter adds a point or grabs one, Delete erases',
  move: 'Enter grabs a point and puts it down, Delete erases',
  erase: 'Enter erases a point',
};

/**
 * What the network says about every point of the plane, with the data on it; of one input, the curve that it follows.
 *
 * @prop opened - The data: rows, classes, columns.
 * @prop frame - The run as it is; its `field` is shown, with the points of its batch marked.
 * @prop plane - The two columns along the axes, and their ranges.
 * @prop showValidation - Whether validation points are shown as rings.
 * @prop hard - Whether the field shows decisions only; said in the text alternative.
 * @prop show - What is shown beside the field.
 * @prop marks - The rows that are ringed.
 * @prop fit - Of one input: what the network gives along it, evenly spaced.
 * @prop answer - What the network says of the place that is pointed at, in words.
 * @prop card - The point that is looked at.
 * @prop bare - Whether it has neither axes nor a legend.
 * @prop tool - What a press does to points; undefined while it looks at them.
 * @fires pg-probe - `CustomEvent<Float32Array | null>`: the row, as in the data, that is pointed at; null for none.
 * @fires pg-point - `CustomEvent<number | null>`: the row that the user wants to look at; null for none.
 * @fires pg-edit - `CustomEvent<Edit>`: a point that the user drew, moved or erased.
 * @fires pg-leave - `CustomEvent<null>`: the user is done with drawing.
 */
export class PgBoundary extends LitElement {
  static override properties = {
    opened: { attribute: false },
    frame: { noAccessor: true },
    plane: { attribute: false, hasChanged: (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b) },
    showValidation: { type: Boolean, attribute: 'show-validation' },
    hard: { type: Boolean },
    show: { type: String },
    marks: { attribute: false },
    fit: { attribute: false },
    answer: { type: String },
    card: { attribute: false },
    tool: { attribute: false },
    bare: { type: Boolean, reflect: true },
  };
  static override styles = [base, buttons, popover, boundaryStyles, stand];

  declare opened: Opened | undefined;
  declare plane: Plane | undefined;
  declare showValidation: boolean;
  declare hard: boolean;
  declare show: Show;
  declare marks: Uint32Array;
  declare fit: Float32Array | undefined;
  declare answer: string;
  declare card: PointCard | undefined;
  declare tool: Tool | undefined;
  declare bare: boolean;

  #frame: Frame | undefined;
  #image: ImageBitmap | undefined;
  #contour: Float32Array = new Float32Array();
  #batch: Uint32Array = new Uint32Array();
  #axes: Axes | undefined;
  #means: Float32Array = new Float32Array();
  readonly #points = new PointsLayers();
  #pointing: Pointing | undefined;
  readonly #surface = new Surface(
    this,
    (ctx, box, colors) => this.#paint(ctx, box, colors),
    () => describe(this.opened, this.#axes, this.hard, this.#frame?.evaluation),
  );

  constructor() {
    super();
    const feed: FeedController = new FeedController(this, () => boundaryFeed(this, () => feed.run));
    this.bare = false;
    this.showValidation = false;
    this.hard = false;
    this.show = 'output';
    this.marks = new Uint32Array();
    this.answer = '';
    withParts(({ Pointing }) => {
      this.#pointing = new Pointing(this.#pointed());
      this.requestUpdate();
    });
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

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('opened') && this.opened?.x !== changed.get('opened')?.x) {
      this.#means = this.opened ? meansOf(this.opened) : new Float32Array();
      this.#pointing?.settle();
    }
    if (changed.has('opened') || changed.has('plane')) this.#axes = axesOf(this.opened, this.plane);
  }

  protected override render() {
    const { opened } = this;
    const axes = this.#axes;
    return html`<figure>
        ${axes ? axis('y', [...axes.yRange].reverse(), this.#named(axes.y)) : html`<div></div>`}
        <div class="plane ${this.tool ? 'draws' : ''}">
          <canvas role="img"></canvas>
          ${axes ? this.#places() : nothing}
          ${axes ? this.#readout(axes) : nothing}
          ${this.card && axes ? pointCardTemplate(this.card, besidePoint(this.#placeOf(this.card.row), this.card.facts.length, this.#surface.box.h), () => this.#pick(undefined)) : nothing}
        </div>
        ${axes ? axis('x', axes.xRange, this.#named(axes.x)) : nothing}
      </figure>
      <div class="legend">${opened ? legend(opened, this.show, this.showValidation, this.marks) : nothing}</div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('card');
    const { card } = this;
    if (!card || !changed.has('card')) return;
    // What the network says comes a little later than the rest.
    const isAnother = card.row !== before?.row || card.facts.length !== before.facts.length;
    if (isAnother) this.renderRoot.querySelector('.card')?.scrollIntoView({ block: 'nearest' });
  }

  /** The places are what keys lead through. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('.places')?.focus(options);
  }

  /** What was let go is in the data now, or was refused. */
  settle(): void {
    this.#pointing?.settle();
    this.#surface.redraw();
  }

  #places() {
    const { down, over, up, out, menu, key, blur } = this.#pointing ?? {};
    return html`<div class="places" role="application" tabindex="0" aria-label="Places of the output" aria-describedby="how"
        @pointerdown=${down} @pointermove=${over} @pointerup=${up} @pointerleave=${out} @pointercancel=${out}
        @contextmenu=${menu} @keydown=${key} @blur=${blur}></div>
      <p id="how" class="sr">Arrows move a cross, Page Down and Page Up go from point to point, ${enters[this.tool?.type ?? 'look']}, Escape leaves.</p>`;
  }

  /** Where it is pointed at, and what the network says there; read out when keys lead there. */
  #readout(axes: Axes) {
    const { place, byKeys } = this.#pointing ?? {};
    const row = place && this.#rowAt(place);
    const where = row ? placeText(this.opened, axes, row) : '';
    return html`${place && !this.card ? html`<p class="readout" aria-hidden="true" ${styled(besidePlace(place))}>${where}${this.answer ? html`<b>${this.answer}</b>` : nothing}</p>` : nothing}
      <p class="sr" role="status">${byKeys ? `${where}: ${this.answer}` : nothing}</p>`;
  }

  #named(column: number): string {
    return (column === TARGET ? this.opened?.outputs[0] : this.opened?.columns[column]) ?? '';
  }

  #paint(ctx: CanvasRenderingContext2D, box: Box, colors: Colors): void {
    const { opened, show, tool } = this;
    const axes = this.#axes;
    const points = pointsOf(opened);
    if (!opened || !axes || !points) return;
    const { ghost, place, byKeys } = this.#pointing ?? {};
    const look: Look = { validation: this.showValidation, byRole: show === 'split' };
    const shown = { points, axes, task: opened.task, look };
    const marks = show === 'errors' || show === 'uncertain' ? this.marks : undefined;
    const isWhole = this.#points.draw(shown, marks, box, colors);
    const own = tool?.type === 'draw' ? classColors(opened.task, colors)[tool.y] : undefined;
    const isNew = ghost?.row === undefined && opened.task !== 'regression';
    drawScene(ctx, box, colors, {
      ...shown,
      image: this.#image,
      contour: this.#contour,
      fit: this.fit,
      layer: this.#points.all,
      batch: this.#batch,
      marks: marks && this.#points.ringed,
      chosen: this.card?.row,
      ghost: ghost && { place: ghost.place, color: (isNew && own) || colors.accent },
      cross: byKeys ? place : undefined,
    });
    if (!isWhole) this.#surface.redraw();
  }

  #pointed(): Pointed {
    const box = () => this.#surface.box;
    const mode = () => this.tool?.type ?? 'look';
    return {
      get box() {
        return box();
      },
      get mode() {
        return mode();
      },
      nearest: (place, reach) => this.#nearest(place, reach),
      placeOf: row => this.#placeOf(row),
      next: (row, step) => nextRow(this.opened, this.marks, this.showValidation, row, step),
      moved: () => this.#moved(),
      pick: row => this.#pick(row),
      add: place => this.#add(place),
      move: (row, place) => this.#edit({ type: 'move', row, x: Array.from(this.#rowAt(place)) }),
      erase: row => this.#edit({ type: 'erase', row }),
      leave: () => this.#leave(),
    };
  }

  #moved(): void {
    const { place } = this.#pointing ?? {};
    fire(this, 'pg-probe', place ? this.#rowAt(place) : null);
    this.requestUpdate();
  }

  #pick(row: number | undefined): void {
    if (row === this.card?.row) return;
    fire(this, 'pg-point', row ?? null);
    if (row === undefined) this.focus({ preventScroll: true });
  }

  #add([u, v]: Place): void {
    const axes = this.#axes;
    const { tool } = this;
    if (!axes || tool?.type !== 'draw') return;
    const [low, high] = axes.yRange;
    const y = axes.y === TARGET ? low + (high - low) * v : tool.y;
    this.#edit({ type: 'add', x: Array.from(this.#rowAt([u, v])), y });
  }

  #edit(edit: Edit): void {
    fire(this, 'pg-edit', edit);
  }

  #leave(): boolean {
    if (this.card) this.#pick(undefined);
    else if (this.tool) fire(this, 'pg-leave', null);
    else return false;
    return true;
  }

  #nearest([u, v]: Place, reach: number): number | undefined {
    const points = pointsOf(this.opened);
    const { box } = this.#surface;
    const place = [box.x + u * box.w, box.y + (1 - v) * box.h] as const;
    return points && this.#axes && nearestRow(points, this.#axes, this.showValidation, box, ...place, reach);
  }

  #placeOf(row: number): Place {
    return placeOf(this.opened, this.#axes, row);
  }

  #rowAt(place: Place): Float32Array {
    return rowAt(this.#means, this.#axes, place);
  }
}
