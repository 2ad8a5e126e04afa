import { html, nothing, type PropertyValues } from 'lit';
import { type Measures, measures } from '../draw/arrange.ts';
import type { Box } from '../draw/box.ts';
import type { Colors } from '../draw/palette.ts';
import type { Atlas, DrawPictures } from '../draw/units.ts';
import type { Frame, Opened, Shown } from '../engine/protocol.ts';
import { imagesOf } from '../run/picture.ts';
import { EdgeLayer, type EdgeView } from './edge-layer.ts';
import { fire } from './events.ts';
import type { GraphDetails } from './graph-details.ts';
import { byLayer, sameShape, unitsToShow, valuesOf } from './graph-model.ts';
import { paintUnits } from './graph-paint.ts';
import { GraphPointing, unitOf } from './graph-pointing.ts';
import {
  makeScene,
  type Numbers,
  type Scene,
  type SceneColumn,
  sameSpot,
  sameTarget,
  type Target,
  targetAt,
} from './graph-scene.ts';
import { graphStyles } from './graph-styles.ts';
import { columnTemplate } from './graph-units.ts';
import { describeGraph, labelUnits, unitLabel } from './graph-words.ts';
import { hold, isOpen } from './held.ts';
import { Panel } from './panel.ts';
import { withParts } from './parts.ts';
import { base, fields, popover } from './styles.ts';
import { Surface } from './surface.ts';
import type { LayerMeans, Sources } from './unit-pictures.ts';

/** Least time between two choices of the strongest units of a large layer, in milliseconds. */
const CHOOSE_MS = 1000;

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
export class PgGraph extends Panel {
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

  #frame: Frame | undefined;
  #params: Float32Array = new Float32Array();
  #maps: Frame['maps'];
  #probe: Float32Array | undefined;
  #means: LayerMeans = new Map();
  #scene: Scene | undefined;
  #chosenAt = 0;
  readonly #edges = new EdgeLayer();
  #details: GraphDetails | undefined;
  readonly #pointing = new GraphPointing(this, () => ({
    scene: this.#scene,
    isHeld: this.#opened !== undefined,
    drawnAt: (x, y) => this.#scene && this.#drawnAt(this.#scene, x, y),
  }));
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
    withParts(({ GraphDetails }) => {
      this.#details = new GraphDetails(this, () => this.#numbers, this.#closed);
      this.requestUpdate();
    });
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
    if (changed.has('_shown')) fire<Shown>(this, 'pg-shown', byLayer(this.opened, this._shown));
    if (['opened', 'measures', '_shown', '_box'].some(name => changed.has(name))) {
      this.#scene = makeScene(this.opened, this._shown, this._box, this.measures, imagesOf(this.opened) !== undefined);
    }
  }

  protected override render() {
    const scene = this.#scene;
    const { target } = this.#pointing;
    const pointing = target !== undefined && target.type !== 'unit';
    return html`<div
        class="graph ${pointing ? 'pointing' : ''}"
        role="group"
        aria-label="Units; arrow keys move between them"
        @pointermove=${this.#pointing.pointed}
        @pointerleave=${this.#pointing.left}
        @focusin=${this.#pointing.focused}
        @focusout=${this.#pointing.blurred}
        @keydown=${this.#pointing.pressed}
        @click=${this.#open}
      >
        <canvas class="edges"></canvas>
        <canvas role="img"></canvas>
        ${scene?.columns.map((column, index) => this.#column(scene, column, index))}
        ${scene && target && !this.#opened ? this.#details?.card(scene, target, this.#pointing.at, this._box) : nothing}
      </div>
      ${this.#details?.sheet.template()}`;
  }

  #column(scene: Scene, column: SceneColumn, index: number) {
    const numbers = this.#numbers;
    return columnTemplate(column, index, spot => ({
      label: unitLabel(scene, spot, numbers),
      current: sameSpot(spot, this.#pointing.current),
      open: sameTarget({ type: 'unit', spot }, this.#opened),
    }));
  }

  /** Whose fields are open. */
  get #opened(): Target | undefined {
    return this.#details?.sheet.target;
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
      pictures: sources && this.#details?.pictures.words(sources, this.example),
    };
  }

  /** What pictures of units are made of, where they are of images. */
  get #sources(): Sources | undefined {
    const { opened, means, example } = this;
    const fits = opened && this.#params.length === opened.parameters;
    return fits ? this.#details?.pictures.sources(opened, this.#params, means, example) : undefined;
  }

  /** Another run: shows its units, and forgets what was pointed at if the layers are others. */
  #begin(before: Opened | undefined, opened: Opened): void {
    this._shown = unitsToShow(opened, this.#params);
    this.#chosenAt = 0;
    if (before && sameShape(before, opened)) return;
    this.#means = new Map();
    this.#details?.sheet.close();
    this.#pointing.begin({ column: Math.min(1, opened.layers.length), place: 0 });
  }

  /** Follows the weights of large layers, but slowly, and not under the pointer. */
  #chooseAgain(): void {
    const { opened } = this;
    const now = performance.now();
    const large = this._shown.some((shown, i) => shown.length < (this.#scene?.columns[i]?.units ?? 0));
    if (!opened || !large || this.#pointing.target || this.#opened || now - this.#chosenAt < CHOOSE_MS) return;
    this.#chosenAt = now;
    const shown = unitsToShow(opened, this.#params);
    if (JSON.stringify(shown) !== JSON.stringify(this._shown)) this._shown = shown;
  }

  #paint(ctx: CanvasRenderingContext2D, colors: Colors): void {
    const scene = this.#scene;
    if (!scene) return;
    const params = this.#params.length === this.opened?.parameters ? this.#params : undefined;
    const { edges, strong, _box: box } = this;
    const { target } = this.#pointing;
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>('.edges');
    const drawing = { scene, target: this.#opened ?? target, box, colors, edges, strong };
    if (canvas && this.#edges.paint(canvas, drawing, params)) this.#surface.redraw();
    paintUnits(ctx, scene.columns, this.#unitPictures(scene, colors), params, this.#numbers.probe, colors);
    this.#details?.refresh(scene, target);
    this.#details?.paintCard(scene, target, this.#sources, colors);
  }

  #unitPictures(scene: Scene, colors: Colors): Atlas | DrawPictures | undefined {
    const sources = this.#sources;
    if (sources) return ctx => this.#details?.pictures.draw(ctx, scene.columns, sources, colors);
    return !imagesOf(this.opened) && isOpen(this.#maps?.image) ? this.#maps : undefined;
  }

  /** Says what is to be seen: of every unit on its button, of the whole in the text that is returned. */
  #say(): string {
    const [scene, numbers] = [this.#scene, this.#numbers];
    if (scene) labelUnits(this.renderRoot.querySelectorAll<HTMLElement>('.unit'), scene, numbers);
    return describeGraph(scene, numbers);
  }

  #drawnAt(scene: Scene, x: number, y: number): Target | undefined {
    return targetAt(scene, x, y, this.#edges.wanted({ scene, edges: this.edges, strong: this.strong }, this.#params));
  }

  #open(event: MouseEvent): void {
    const target = this.#pointing.targetOf(event);
    if (!this.#scene || !target) return;
    const isImage = target.type === 'unit' && this.#scene.columns[target.spot.column]?.image;
    if (isImage) return void fire(this, 'pg-example', null);
    const unit = unitOf(event)?.getBoundingClientRect();
    const anchor = unit ?? new DOMRect(event.clientX, event.clientY);
    this.#details?.open(this.#scene, target, anchor, () => this.#pointing.aim(target, event));
  }

  readonly #closed = (target: Target, byKey: boolean): void => {
    this.#pointing.aim(undefined);
    // The browser does not find the unit inside a shadow root.
    if (byKey && target.type === 'unit') this.#pointing.focus(target.spot);
  };
}
