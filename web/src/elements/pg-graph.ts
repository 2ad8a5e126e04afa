import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { countRoles } from '../data/roles.ts';
import { type Measures, measures } from '../draw/arrange.ts';
import type { Box } from '../draw/box.ts';
import { prepare } from '../draw/canvas.ts';
import type { Spot } from '../draw/edges.ts';
import type { Colors } from '../draw/palette.ts';
import { drawProbe } from '../draw/probe.ts';
import { type Atlas, type DrawPictures, drawBiases, drawReaders, drawUnits } from '../draw/units.ts';
import type { Frame, Opened, Shown, UnitId } from '../engine/protocol.ts';
import { imagesOf } from '../run/picture.ts';
import { shownOf } from '../run/shown.ts';
import { EdgeLayer, type EdgeView } from './edge-layer.ts';
import { fire } from './events.ts';
import { cardTemplate } from './graph-cards.ts';
import { columnsOf, valuesOf } from './graph-model.ts';
import {
  cardOf,
  factsOf,
  makeScene,
  type Numbers,
  neighbor,
  type Scene,
  type SceneColumn,
  sameTarget,
  sheetOf,
  shortSheet,
  type Target,
  targetAt,
  unitId,
} from './graph-scene.ts';
import { GraphSheet } from './graph-sheet.ts';
import { graphStyles } from './graph-styles.ts';
import { columnTemplate } from './graph-units.ts';
import { describeGraph, unitLabel } from './graph-words.ts';
import { hold, isOpen } from './held.ts';
import { base, fields, popover } from './styles.ts';
import { Surface } from './surface.ts';
import { inputPhrase, type LayerMeans, type Sources, UnitPictures } from './unit-pictures.ts';

/** Least time between two choices of the strongest units of a large layer, in milliseconds. */
const CHOOSE_MS = 1000;

/** Side of the picture on a card, in CSS pixels, as the styles have it. */
const CARD_PICTURE = 140;

/** A field or a unit that events come from. */
const closest = (event: Event, selector: string): HTMLElement | undefined =>
  (event.target as HTMLElement).closest<HTMLElement>(selector) ?? undefined;

/**
 * A network as a graph: a picture for each unit, a curve for each weight, a mark for each bias.
 *
 * Arrows move from unit to unit; Enter lists a unit's weights and its bias as fields; Delete asks for one unit less.
 *
 * @prop opened - The layers, and the names of inputs and outputs.
 * @prop frame - The run as it is: its `params` and `maps` are shown.
 * @prop measures - How large units are, and how near to the edges they stand.
 * @prop edges - What edges show: weights, or gradients, which frames must bring then.
 * @prop strong - Whether only the edges of large numbers are drawn.
 * @prop probe - The value of every input and unit at the place of the output that is pointed at; undefined for none.
 * @prop means - Of images: what units make of each class on average, by layer.
 * @prop example - Of images: the row that the inputs show; undefined for the mean of the training rows.
 * @fires pg-example - `CustomEvent<null>`: the user wants to see another image of the inputs.
 * @fires pg-unit - `CustomEvent<UnitId | null>`: the unit that is looked at, if there is one (events know no undefined).
 * @fires pg-edit - `CustomEvent<Edit>`: a weight or a bias and the value that the user gave it.
 * @fires pg-remove - `CustomEvent<UnitId>`: the unit that is to be removed.
 * @fires pg-shown - `CustomEvent<Shown>`: the inputs and units that are shown now, which the next frames must bring pictures of.
 */
export class PgGraph extends LitElement {
  static override properties = {
    opened: { attribute: false },
    frame: { noAccessor: true },
    measures: { attribute: false },
    edges: { type: String },
    strong: { type: Boolean },
    probe: { noAccessor: true },
    means: { noAccessor: true },
    example: { attribute: false },
    _box: { state: true },
    _shown: { state: true },
    _target: { state: true },
    _current: { state: true },
  };
  static override styles = [base, fields, popover, graphStyles];

  declare opened: Opened | undefined;
  declare measures: Measures;
  declare edges: EdgeView['edges'];
  declare strong: boolean;
  declare example: number | undefined;
  declare _box: Box;
  /** The shown units of each column. */
  declare _shown: readonly (readonly number[])[];
  /** What the pointer is on, or the focus. */
  declare _target: Target | undefined;
  /** The unit that the tab key reaches. */
  declare _current: Spot;

  #frame: Frame | undefined;
  #params: Float32Array = new Float32Array();
  #maps: Frame['maps'];
  #probe: Float32Array | undefined;
  #means: LayerMeans = new Map();
  #scene: Scene | undefined;
  #pointer = { x: 0, y: 0 };
  #looked: UnitId | undefined;
  #chosenAt = 0;
  readonly #edges = new EdgeLayer();
  readonly #pictures = new UnitPictures();
  readonly #sheet = new GraphSheet(
    this,
    () => this.#numbers,
    (target, byKey) => {
      this.#aim(undefined);
      // The browser does not find the unit inside a shadow root.
      if (byKey && target.type === 'unit') this.#buttonAt(target.spot)?.focus();
    },
  );
  readonly #surface = new Surface(
    this,
    (ctx, _box, colors) => this.#paint(ctx, colors),
    () => this.#say(),
    () => {
      this._box = this.#surface.box;
    },
  );

  constructor() {
    super();
    this.measures = measures.desktop;
    this.edges = 'weights';
    this.strong = false;
    this._box = this.#surface.box;
    this._shown = [];
    this._current = { column: 1, place: 0 };
  }

  get frame(): Frame | undefined {
    return this.#frame;
  }

  set frame(frame: Frame | undefined) {
    this.#frame = frame;
    if (frame) this.#edges.follow(frame);
    if (frame?.params) this.#params = hold(this.#params, frame.params);
    if (frame?.maps) this.#maps = frame.maps;
    this.#chooseAgain();
    this.#surface.redraw();
  }

  get probe(): Float32Array | undefined {
    return this.#probe;
  }

  set probe(probe: Float32Array | undefined) {
    this.#probe = probe;
    this.#surface.redraw();
  }

  get means(): LayerMeans {
    return this.#means;
  }

  set means(means: LayerMeans) {
    this.#means = means;
    this.#surface.redraw();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.opened) return;
    if (changed.has('opened')) this.#begin(changed.get('opened'), this.opened);
    if (changed.has('_shown')) this.#tellShown(this.opened);
    if (['opened', 'measures', '_shown', '_box'].some(name => changed.has(name))) {
      const areImages = imagesOf(this.opened) !== undefined;
      this.#scene = makeScene(this.opened, this._shown, this._box, this.measures, areImages);
    }
  }

  protected override render() {
    const scene = this.#scene;
    const pointing = this._target !== undefined && this._target.type !== 'unit';
    return html`<div
        class="graph ${pointing ? 'pointing' : ''}"
        role="group"
        aria-label="Units; arrow keys move between them"
        @pointermove=${this.#point}
        @pointerleave=${this.#leave}
        @focusin=${this.#focus}
        @focusout=${this.#blur}
        @keydown=${this.#move}
        @click=${this.#open}
      >
        <canvas class="edges"></canvas>
        <canvas role="img"></canvas>
        ${scene?.columns.map((column, index) => this.#column(scene, column, index))}
        ${scene && this._target && !this.#sheet.target ? this.#card(scene, this._target) : nothing}
      </div>
      ${this.#sheet.template()}`;
  }

  #column(scene: Scene, column: SceneColumn, index: number) {
    const numbers = this.#numbers;
    return columnTemplate(column, index, spot => ({
      label: unitLabel(scene, spot, numbers),
      current: sameSpot(spot, this._current),
      open: sameTarget({ type: 'unit', spot }, this.#sheet.target),
    }));
  }

  #card(scene: Scene, target: Target) {
    return cardTemplate(cardOf(scene, target, this.#numbers, this.#pointer.x, this.#pointer.y, this._box));
  }

  /** The numbers as they are, as far as they are those of the network that is shown. */
  get #numbers(): Numbers {
    const params = this.#params;
    const { gradients } = this.#edges;
    const isShown = this.edges === 'gradients' && gradients?.length === params.length;
    const fits = this.opened && this.#probe?.length === valuesOf(this.opened);
    const sources = this.#sources;
    return {
      params,
      gradients: isShown ? gradients : undefined,
      probe: fits ? this.#probe : undefined,
      ...(sources && {
        pictures: {
          facts: (column, unit) => this.#pictures.facts(column, unit, sources),
          input: inputPhrase(this.example, countRoles(sources.opened.role).training),
          hint: `Click or ↵ shows ${this.example === undefined ? 'one of them' : 'their mean'}`,
        },
      }),
    };
  }

  /** What pictures of units are made of, where they are of images. */
  get #sources(): Sources | undefined {
    const { opened, means, example } = this;
    const fits = opened && this.#params.length === opened.parameters;
    return fits ? this.#pictures.sources(opened, this.#params, means, example) : undefined;
  }

  /** Another run: shows its units, and forgets what was pointed at if the layers are others. */
  #begin(before: Opened | undefined, opened: Opened): void {
    this._shown = this.#strongest(opened);
    this.#chosenAt = 0;
    if (before && sameShape(before, opened)) return;
    this.#means = new Map();
    this._current = { column: Math.min(1, opened.layers.length), place: 0 };
    this.#sheet.close();
    this._target = undefined;
    this.#looked = undefined;
  }

  #strongest(opened: Opened): readonly (readonly number[])[] {
    const shown = shownOf(opened, this.#params);
    const images = imagesOf(opened);
    return columnsOf(opened).map(({ layer }) => (images && layer < 0 ? [0] : shown[layer + 1]!));
  }

  /** Tells whose pictures are shown: no others are painted. */
  #tellShown(opened: Opened): void {
    const columns = columnsOf(opened).map(({ layer }) => layer);
    const layers = [-1, ...opened.layers.keys()];
    fire<Shown>(
      this,
      'pg-shown',
      layers.map(layer => this._shown[columns.indexOf(layer)] ?? []),
    );
  }

  /** Follows the weights of large layers, but slowly, and not under the pointer. */
  #chooseAgain(): void {
    const { opened } = this;
    const now = performance.now();
    const large = this._shown.some((shown, i) => shown.length < (this.#scene?.columns[i]?.units ?? 0));
    if (!opened || !large || this._target || this.#sheet.target || now - this.#chosenAt < CHOOSE_MS) return;
    this.#chosenAt = now;
    const shown = this.#strongest(opened);
    if (JSON.stringify(shown) !== JSON.stringify(this._shown)) this._shown = shown;
  }

  #paint(ctx: CanvasRenderingContext2D, colors: Colors): void {
    const scene = this.#scene;
    if (!scene) return;
    const params = this.#params.length === this.opened?.parameters ? this.#params : undefined;
    const { edges: what, strong } = this;
    const drawing = { scene, target: this.#sheet.target ?? this._target, box: this._box, colors, edges: what, strong };
    const edges = this.renderRoot.querySelector<HTMLCanvasElement>('.edges');
    if (edges && this.#edges.paint(edges, drawing, params)) this.#surface.redraw();
    const [inputs, first] = scene.columns;
    if (inputs?.image && first?.readsImage) drawReaders(ctx, inputs, first, colors);
    drawUnits(ctx, scene.columns, this.#unitPictures(scene, colors), colors);
    if (params) drawBiases(ctx, scene.columns, params, colors);
    const { probe } = this.#numbers;
    if (probe) drawProbe(ctx, scene.columns, probe, colors);
    this.#refresh(scene);
    if (this._target?.type === 'unit' && !this.#sheet.target) this.#paintCard(scene, this._target.spot, colors);
  }

  #unitPictures(scene: Scene, colors: Colors): Atlas | DrawPictures | undefined {
    const sources = this.#sources;
    if (sources) return ctx => this.#pictures.draw(ctx, scene.columns, sources, colors);
    return !imagesOf(this.opened) && isOpen(this.#maps?.image) ? this.#maps : undefined;
  }

  /** Draws the picture of a unit into its card, larger. */
  #paintCard({ columns }: Scene, { column: index, place }: Spot, colors: Colors): void {
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>('.card .picture');
    const ctx = canvas && prepare(canvas, CARD_PICTURE, CARD_PICTURE);
    const [column, sources] = [columns[index], this.#sources];
    if (!ctx || !column || !sources) return;
    ctx.imageSmoothingEnabled = false;
    const box = { x: 0, y: 0, w: CARD_PICTURE, h: CARD_PICTURE };
    this.#pictures.drawUnit(ctx, column, column.shown[place] ?? 0, box, sources, colors);
  }

  /** Writes the values of this frame into open fields, or into an open card. */
  #refresh(scene: Scene): void {
    if (this.#sheet.target) return this.#sheet.refresh();
    if (!this._target) return;
    const facts = factsOf(scene, this._target, this.#numbers);
    this.renderRoot.querySelectorAll('.value').forEach((b, i) => {
      const value = facts[i]?.[1] ?? '';
      if (b.textContent !== value) b.textContent = value;
    });
  }

  /** Says what is to be seen: of every unit on its button, of the whole in the text that is returned. */
  #say(): string {
    const scene = this.#scene;
    const numbers = this.#numbers;
    for (const button of scene ? this.renderRoot.querySelectorAll<HTMLElement>('.unit') : []) {
      const spot = this.#spotOf(button);
      if (scene?.columns[spot.column]) button.setAttribute('aria-label', unitLabel(scene, spot, numbers));
    }
    return describeGraph(scene, numbers);
  }

  #spotOf({ dataset }: HTMLElement): Spot {
    return { column: Number(dataset.column), place: Number(dataset.place) };
  }

  /** What an event is at: a unit's button, or what is drawn under the pointer. */
  #targetOf(event: MouseEvent): Target | undefined {
    const button = closest(event, '.unit');
    if (button) return { type: 'unit', spot: this.#spotOf(button) };
    const scene = this.#scene;
    if (!scene) return undefined;
    const wanted = this.#edges.wanted({ scene, edges: this.edges, strong: this.strong }, this.#params);
    return targetAt(scene, event.offsetX, event.offsetY, wanted);
  }

  #point(event: PointerEvent): void {
    this.#aim(this.#targetOf(event), event);
  }

  #leave(): void {
    this.#aim(undefined);
  }

  #blur(event: FocusEvent): void {
    // From one unit to the next there is always one that is looked at.
    if (!(event.relatedTarget as HTMLElement | null)?.matches('.unit')) this.#aim(undefined);
  }

  #focus(event: FocusEvent): void {
    const button = closest(event, '.unit');
    if (!button) return;
    this._current = this.#spotOf(button);
    if (button.matches(':focus-visible')) this.#aim({ type: 'unit', spot: this._current });
    this.requestUpdate(); // the names of units hold their biases, which no frame renders
  }

  #aim(target: Target | undefined, at?: MouseEvent): void {
    if (this.#sheet.target || sameTarget(target, this._target)) return;
    this._target = target;
    if (at) this.#pointer = { x: at.offsetX, y: at.offsetY };
    const unit = this.#scene && target?.type === 'unit' ? unitId(this.#scene, target.spot) : undefined;
    if (unit?.layer === this.#looked?.layer && unit?.unit === this.#looked?.unit) return;
    this.#looked = unit;
    fire<UnitId | null>(this, 'pg-unit', unit ?? null);
  }

  #move(event: KeyboardEvent): void {
    const unit = this.#scene && closest(event, '.unit');
    if (!this.#scene || !unit) return;
    if (event.key === 'Delete') fire<UnitId>(this, 'pg-remove', unitId(this.#scene, this.#spotOf(unit)));
    const next = neighbor(this.#scene, this._current, event.key);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    this._current = next;
    this.#buttonAt(next)?.focus();
  }

  #buttonAt({ column, place }: Spot): HTMLElement | undefined {
    const button = `[data-column='${column}'][data-place='${place}']`;
    return this.renderRoot.querySelector<HTMLElement>(button) ?? undefined;
  }

  #open(event: MouseEvent): void {
    const target = this.#targetOf(event);
    if (!this.#scene || !target) return;
    if (target.type === 'unit' && this.#scene.columns[target.spot.column]?.image) {
      fire(this, 'pg-example', null);
      return;
    }
    const sheet = shortSheet(sheetOf(this.#scene, target), this.#params);
    if (sheet.parameters.length === 0) return;
    this.#aim(target, event);
    const unit = closest(event, '.unit')?.getBoundingClientRect();
    void this.#sheet.open(target, sheet, unit ?? new DOMRect(event.clientX, event.clientY));
  }
}

const sameSpot = (a: Spot, b: Spot): boolean => a.column === b.column && a.place === b.place;

const sameShape = (a: Opened, b: Opened): boolean =>
  JSON.stringify([a.inputs, a.outputs, a.layers]) === JSON.stringify([b.inputs, b.outputs, b.layers]);
