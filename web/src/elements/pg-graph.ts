import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { countRoles } from '../data/roles.ts';
import { type Measures, measures, unitY } from '../draw/arrange.ts';
import type { Box } from '../draw/box.ts';
import { prepare } from '../draw/canvas.ts';
import type { Spot } from '../draw/edges.ts';
import { counted, fixed, whole } from '../draw/format.ts';
import type { Colors } from '../draw/palette.ts';
import { type Atlas, type DrawPictures, drawBiases, drawReaders, drawUnits } from '../draw/units.ts';
import type { Edit, Frame, Opened, Shown, UnitId } from '../engine/protocol.ts';
import { sentenceCase } from '../registry.ts';
import { isSymbol, unitName } from '../run/names.ts';
import { imagesOf } from '../run/picture.ts';
import { shownOf } from '../run/shown.ts';
import { EdgeLayer } from './edge-layer.ts';
import { fire } from './events.ts';
import { type Card, cardTemplate, fieldValue, type Sheet, sheetTemplate } from './graph-cards.ts';
import { columnsOf, outgoing } from './graph-model.ts';
import {
  cardOf,
  factsOf,
  makeScene,
  neighbor,
  type Scene,
  type SceneColumn,
  sameTarget,
  sheetOf,
  shortSheet,
  type Target,
  targetAt,
  unitAt,
  unitId,
} from './graph-scene.ts';
import { graphStyles } from './graph-styles.ts';
import { hold, isOpen } from './held.ts';
import { base, fields, popover } from './styles.ts';
import { Surface } from './surface.ts';
import { inputPhrase, type LayerMeans, type Sources, UnitPictures } from './unit-pictures.ts';

/** Least time between two choices of the strongest units of a large layer, in milliseconds. */
const CHOOSE_MS = 1000;

/** Least time between two updates of open fields, in milliseconds. */
const FIELDS_MS = 250;

/** Side of the picture on a card, in CSS pixels, as the styles have it. */
const CARD_PICTURE = 140;

/** Room for an open sheet of fields. */
const SHEET = { width: 226, height: 320, gap: 12 };

/** Room between two units that a name needs. */
const BELOW = 11;

/** A field or a unit that events come from. */
const closest = (event: Event, selector: string): HTMLElement | undefined =>
  (event.target as HTMLElement).closest<HTMLElement>(selector) ?? undefined;

/**
 * A network as a graph: a picture for each unit, a curve for each weight, a mark for each bias.
 *
 * Arrows move from unit to unit; Enter lists a unit's weights and its bias as fields.
 *
 * @prop opened - The layers, and the names of inputs and outputs.
 * @prop frame - The run as it is: its `params` and `maps` are shown.
 * @prop measures - How large units are, and how near to the edges they stand.
 * @prop means - Of images: what units make of each class on average, by layer.
 * @prop example - Of images: the row that the inputs show; undefined for the mean of the training rows.
 * @fires pg-example - `CustomEvent<null>`: the user wants to see another image of the inputs.
 * @fires pg-unit - `CustomEvent<UnitId | null>`: the unit that is looked at, if there is one (events know no undefined).
 * @fires pg-edit - `CustomEvent<Edit>`: a weight or a bias and the value that the user gave it.
 * @fires pg-shown - `CustomEvent<Shown>`: the inputs and units that are shown now, which the next frames must bring pictures of.
 */
export class PgGraph extends LitElement {
  static override properties = {
    opened: { attribute: false },
    frame: { noAccessor: true },
    measures: { attribute: false },
    means: { noAccessor: true },
    example: { attribute: false },
    _box: { state: true },
    _shown: { state: true },
    _target: { state: true },
    _sheet: { state: true },
    _current: { state: true },
  };
  static override styles = [base, fields, popover, graphStyles];

  declare opened: Opened | undefined;
  declare measures: Measures;
  declare example: number | undefined;
  declare _box: Box;
  /** The shown units of each column. */
  declare _shown: readonly (readonly number[])[];
  /** What the pointer is on, or the focus. */
  declare _target: Target | undefined;
  /** Whose parameters are open as fields. */
  declare _sheet: Target | undefined;
  /** Its fields: those that were the strongest when it was opened. */
  #fields: Sheet | undefined;
  /** The unit that the tab key reaches. */
  declare _current: Spot;

  #frame: Frame | undefined;
  #means: LayerMeans = new Map();
  #params: Float32Array = new Float32Array();
  #maps: Frame['maps'];
  #scene: Scene | undefined;
  #pointer = { x: 0, y: 0 };
  #looked: UnitId | undefined;
  #chosenAt = 0;
  #fieldsAt = 0;
  readonly #edges = new EdgeLayer();
  readonly #pictures = new UnitPictures();
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
        ${scene && this._target && !this._sheet ? this.#card(scene, this._target) : nothing}
      </div>
      <div id="sheet" class="pop" popover @toggle=${this.#toggled} @keydown=${this.#escape}>
        ${this._sheet && this.#fields ? sheetTemplate(this.#fields, this.#params, this.#change) : nothing}
      </div>`;
  }

  #column(scene: Scene, column: SceneColumn, index: number) {
    const hidden = column.units - column.shown.length;
    const end = unitY(column, column.shown.length - 1) + column.size / 2;
    return html`${column.shown.map((_, place) => this.#unit(scene, column, { column: index, place }))}
    ${hidden ? html`<span class="more" style="left:${column.x}px;top:${end + 6}px">+ ${whole(hidden)} more</span>` : nothing}`;
  }

  #unit(scene: Scene, column: SceneColumn, spot: Spot) {
    const { x, size } = column;
    const target: Target = { type: 'unit', spot };
    const unit = unitAt(scene, spot);
    const name = column.image ? undefined : column.names[unit];
    return html`<button
      class="unit ${sameTarget(target, this._sheet) ? 'open' : ''}"
      style="left:${x - size / 2}px;top:${unitY(column, spot.place) - size / 2}px;width:${size}px;height:${size}px"
      data-column=${spot.column}
      data-place=${spot.place}
      tabindex=${spot.column === this._current.column && spot.place === this._current.place ? 0 : -1}
      aria-label=${this.#labelOf(column, unit)}
    >
      ${name === undefined ? nothing : html`<span class=${nameClass(column)}>${withoutUnit(name)}</span>`}
    </button>`;
  }

  #card(scene: Scene, target: Target) {
    const card = cardOf(scene, target, this.#params, this.#pointer.x, this.#pointer.y, this._box);
    const sources = target.type === 'unit' ? this.#sources : undefined;
    if (!sources || target.type !== 'unit') return cardTemplate(card);
    const isImage = scene.columns[target.spot.column]?.image;
    const more = isImage
      ? {
          note: sentenceCase(this.#inputPhrase),
          hint: this.example === undefined ? 'Click or ↵ shows one of them' : 'Click or ↵ shows their mean',
        }
      : { hint: 'Click or ↵ shows its weights as numbers' };
    return cardTemplate({ ...card, facts: this.#facts(scene, target), pictured: true, ...more });
  }

  /** What pictures of units are made of, where they are of images. */
  get #sources(): Sources | undefined {
    const { opened, means, example } = this;
    const fits = opened && this.#params.length === opened.parameters;
    return fits ? this.#pictures.sources(opened, this.#params, means, example) : undefined;
  }

  get #inputPhrase(): string {
    return inputPhrase(this.example, countRoles(this.opened?.role ?? new Uint8Array()).training);
  }

  /** The values on a card, and what its picture shows. */
  #facts(scene: Scene, target: Target): Card['facts'] {
    const facts = factsOf(scene, target, this.#params);
    const sources = target.type === 'unit' ? this.#sources : undefined;
    const column = target.type === 'unit' ? scene.columns[target.spot.column] : undefined;
    if (!sources || !column || target.type !== 'unit') return facts;
    return [...facts, ...this.#pictures.facts(column, unitAt(scene, target.spot), sources)];
  }

  /** Another run: shows its units, and forgets what was pointed at if the layers are others. */
  #begin(before: Opened | undefined, opened: Opened): void {
    this._shown = this.#strongest(opened);
    this.#chosenAt = 0;
    if (before && sameShape(before, opened)) return;
    this.#means = new Map();
    this._current = { column: Math.min(1, opened.layers.length), place: 0 };
    this.renderRoot.querySelector<HTMLElement>('#sheet:popover-open')?.hidePopover();
    this._sheet = undefined;
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
    if (!opened || !large || this._target || this._sheet || now - this.#chosenAt < CHOOSE_MS) return;
    this.#chosenAt = now;
    const shown = this.#strongest(opened);
    if (JSON.stringify(shown) !== JSON.stringify(this._shown)) this._shown = shown;
  }

  #paint(ctx: CanvasRenderingContext2D, colors: Colors): void {
    const scene = this.#scene;
    if (!scene) return;
    const params = this.#params.length === this.opened?.parameters ? this.#params : undefined;
    const drawing = { scene, target: this._sheet ?? this._target, box: this._box, colors };
    const edges = this.renderRoot.querySelector<HTMLCanvasElement>('.edges');
    if (edges && this.#edges.paint(edges, drawing, params)) this.#surface.redraw();
    const [inputs, first] = scene.columns;
    if (inputs?.image && first?.readsImage) drawReaders(ctx, inputs, first, colors);
    drawUnits(ctx, scene.columns, this.#unitPictures(scene, colors), colors);
    if (params) drawBiases(ctx, scene.columns, params, colors);
    this.#refresh(scene);
    if (this._target?.type === 'unit' && !this._sheet) this.#paintCard(scene, this._target.spot, colors);
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

  /** Writes the values of this frame into an open card, or into open fields that are not being edited. */
  #refresh(scene: Scene): void {
    if (this._sheet) {
      const now = performance.now();
      if (now - this.#fieldsAt < FIELDS_MS) return;
      this.#fieldsAt = now;
      for (const input of this.renderRoot.querySelectorAll<HTMLInputElement>('#sheet input')) {
        if (input !== this.shadowRoot?.activeElement)
          input.value = fieldValue(this.#params[Number(input.dataset.number)]);
      }
    } else if (this._target) {
      const facts = this.#facts(scene, this._target);
      this.renderRoot.querySelectorAll('.value').forEach((b, i) => {
        const value = facts[i]?.[1] ?? '';
        if (b.textContent !== value) b.textContent = value;
      });
    }
  }

  /** A unit for readers of the screen, with its bias as it is. */
  #labelOf(column: SceneColumn, unit: number): string {
    if (column.image) return `Inputs, ${this.#inputPhrase}`;
    const bias = column.biases === undefined ? undefined : this.#params[column.biases + unit];
    const sources = this.#sources;
    const facts = sources ? this.#pictures.facts(column, unit, sources).map(fact => `, ${fact.join(' ')}`) : [];
    return `${unitName(column, unit)}${bias === undefined ? '' : `, bias ${fixed(bias)}`}${facts.join('')}`;
  }

  /** Says what is to be seen: of every unit on its button, of the whole in the text that is returned. */
  #say(): string {
    const scene = this.#scene;
    for (const button of scene ? this.renderRoot.querySelectorAll<HTMLElement>('.unit') : []) {
      const spot = { column: Number(button.dataset.column), place: Number(button.dataset.place) };
      const column = scene?.columns[spot.column];
      if (scene && column) button.setAttribute('aria-label', this.#labelOf(column, unitAt(scene, spot)));
    }
    return this.#describe();
  }

  #describe(): string {
    const columns = this.#scene?.columns;
    if (!columns) return 'Network: nothing is open yet.';
    const sizes = columns.map(({ title, units, image }) =>
      image
        ? `${title.toLowerCase()} with ${counted(this.opened?.inputs.length ?? 0, 'pixel')}, shown as the ${this.#inputPhrase}`
        : `${title.toLowerCase()} with ${counted(units, 'unit')}`,
    );
    const widest = columns.flatMap(({ title }, index) => {
      const weight = this.#widest(columns, index);
      return weight === undefined ? [] : [`${title.toLowerCase()} ${fixed(weight)}`];
    });
    return `Network: ${sizes.join(', ')}. Largest weight into ${widest.join(', ')}.`;
  }

  /** The largest weight that leads into column `index`. */
  #widest(columns: readonly SceneColumn[], index: number): number | undefined {
    const weights = index > 0 ? outgoing(columns, index - 1, this.#params) : new Float32Array();
    return weights.length ? weights.reduce((most, w) => (Math.abs(w) > Math.abs(most) ? w : most)) : undefined;
  }

  #spotOf({ dataset }: HTMLElement): Spot {
    return { column: Number(dataset.column), place: Number(dataset.place) };
  }

  /** What an event is at: a unit's button, or what is drawn under the pointer. */
  #targetOf(event: MouseEvent): Target | undefined {
    const button = closest(event, '.unit');
    if (button) return { type: 'unit', spot: this.#spotOf(button) };
    return this.#scene && targetAt(this.#scene, event.offsetX, event.offsetY);
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
    if (this._sheet || sameTarget(target, this._target)) return;
    this._target = target;
    if (at) this.#pointer = { x: at.offsetX, y: at.offsetY };
    const unit = this.#scene && target?.type === 'unit' ? unitId(this.#scene, target.spot) : undefined;
    if (unit?.layer === this.#looked?.layer && unit?.unit === this.#looked?.unit) return;
    this.#looked = unit;
    fire<UnitId | null>(this, 'pg-unit', unit ?? null);
  }

  #move(event: KeyboardEvent): void {
    const next = this.#scene && closest(event, '.unit') && neighbor(this.#scene, this._current, event.key);
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

  async #open(event: MouseEvent): Promise<void> {
    const target = this.#targetOf(event);
    if (!this.#scene || !target) return;
    if (target.type === 'unit' && this.#scene.columns[target.spot.column]?.image) {
      fire(this, 'pg-example', null);
      return;
    }
    const sheet = shortSheet(sheetOf(this.#scene, target), this.#params);
    if (sheet.parameters.length === 0) return;
    this.#aim(target, event);
    this.#fields = sheet;
    this._sheet = target;
    const unit = closest(event, '.unit')?.getBoundingClientRect();
    await this.updateComplete;
    const popover = this.renderRoot.querySelector<HTMLElement>('#sheet')!;
    place(popover, unit ?? new DOMRect(event.clientX, event.clientY));
    popover.showPopover();
    popover.querySelector('input')?.select();
  }

  #toggled(event: Event): void {
    if (!this._sheet || (event.target as HTMLElement).matches(':popover-open')) return;
    this._sheet = undefined;
    this.#aim(undefined);
  }

  /** Gives the focus back to the unit; the browser does not find it inside a shadow root. */
  #escape(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    const spot = this._sheet?.type === 'unit' ? this._sheet.spot : undefined;
    this._sheet = undefined;
    (event.currentTarget as HTMLElement).hidePopover();
    if (spot) this.#buttonAt(spot)?.focus();
  }

  #change(event: Event): void {
    const input = event.target as HTMLInputElement;
    const number = Number(input.dataset.number);
    const value = input.valueAsNumber;
    if (Number.isFinite(value)) fire<Edit>(this, 'pg-edit', { type: 'weight', number, value });
    else input.value = fieldValue(this.#params[number]);
  }
}

/** A symbol stands beside its unit like mathematics; a word below it, where there is room. */
function nameClass({ layer, names, pitch, size }: SceneColumn): string {
  if (layer < 0 && names.every(isSymbol)) return 'math name';
  if (pitch - size >= BELOW) return 'name below';
  return layer < 0 ? 'name' : 'name after';
}

/** A column of a table without the unit of its numbers. */
const withoutUnit = (name: string): string => name.replace(/,.*/, '');

const sameShape = (a: Opened, b: Opened): boolean =>
  JSON.stringify([a.inputs, a.outputs, a.layers]) === JSON.stringify([b.inputs, b.outputs, b.layers]);

/** Puts a sheet beside `anchor`, inside the window. */
function place(sheet: HTMLElement, anchor: DOMRect): void {
  const right = anchor.right + SHEET.gap;
  const left = right + SHEET.width < innerWidth ? right : anchor.left - SHEET.gap - SHEET.width;
  sheet.style.left = `${Math.max(SHEET.gap, left)}px`;
  sheet.style.top = `${Math.max(SHEET.gap, Math.min(anchor.top, innerHeight - SHEET.height))}px`;
}
