import { html, nothing, type PropertyValues } from 'lit';
import { measures } from '../draw/arrange.ts';
import { counted } from '../draw/format.ts';
import type { Frame, Opened, UnitId } from '../engine/protocol.ts';
import { type Configuration, detailed, type Member } from '../registry.ts';
import { type Capacity, capacityOf } from '../run/capacity.ts';
import { configOf, type Refusal } from '../run/state.ts';
import { defaultView } from '../run/view.ts';
import { capacityNote } from './capacity-note.ts';
import type { EdgeView } from './edge-layer.ts';
import { edgeKey, edgeKeyStyles, edgeMenu } from './edge-menu.ts';
import { fire } from './events.ts';
import { FeedController } from './feed.ts';
import { Foldout } from './foldout.ts';
import { columnOfLayer, columnsOf } from './graph-model.ts';
import { inputsText } from './graph-words.ts';
import { type Actions, endHeader, headerStyles, layerHeader, type Place } from './layer-header.ts';
import {
  caption,
  groupsOf,
  type LayerConfig,
  MOST_LAYERS,
  withLayer,
  withMember,
  withoutLayer,
  withoutUnit,
  withUnits,
} from './layers.ts';
import { type Layout, layoutAlone } from './layout.ts';
import { networkFeed } from './network-feed.ts';
import { graphHeight, placeOf, type Room, stripsOf } from './network-layout.ts';
import { networkStyles } from './network-styles.ts';
import { outputHeader, outputHeaderStyles } from './output-header.ts';
import { Panel } from './panel.ts';
import type { PgGradients } from './pg-gradients.ts';
import type { PgGraph } from './pg-graph.ts';
import { stepButton } from './step-button.ts';
import { styled } from './styled.ts';
import { base, buttons, disclosure, fields, popover, stand, stepper } from './styles.ts';
import { tips } from './tip.ts';
import type { LayerMeans } from './unit-pictures.ts';

/**
 * The network: how many layers of how many units, each with its activation, above the graph of them and the gradients of each.
 *
 * @prop opened - The run: its layers as they are.
 * @prop config - The configuration: its layers as they are wanted.
 * @prop layout - How much room there is: on a phone the controls of a layer are folded away.
 * @prop view - What the edges show.
 * @prop refusal - The setting whose last change was refused, and why.
 * @prop means - Of images: what units make of each class on average, by layer.
 * @prop example - Of images: the row that the inputs show; undefined for the mean of the training rows.
 * @prop frame - The run as it is; every frame must be set once.
 * @prop probe - The value of every input and unit at the place of the output that is pointed at; undefined for none.
 * @fires pg-layers - `CustomEvent<LayerConfig[]>`: the hidden layers as the user wants them.
 * @fires pg-head - `CustomEvent<Member>`: the activation of the output as the user wants it.
 * @fires pg-edges - `CustomEvent<EdgeView>`: what the edges are to show.
 * @fires pg-preset - `CustomEvent<Preset>`: the configuration to open.
 * @fires pg-unit - `CustomEvent<UnitId | null>`: the unit that is looked at, if there is one (events know no undefined).
 * @fires pg-edit - `CustomEvent<Edit>`: a weight or a bias and the value that the user gave it.
 */
export class PgNetwork extends Panel {
  static override properties = {
    opened: { attribute: false },
    config: { attribute: false },
    layout: { type: String },
    view: { attribute: false },
    refusal: { attribute: false },
    frame: { noAccessor: true },
    probe: { noAccessor: true },
    means: { noAccessor: true },
    example: { attribute: false },
    _width: { state: true },
  };
  static override styles = [
    base,
    buttons,
    fields,
    stepper,
    disclosure,
    popover,
    tips,
    headerStyles,
    outputHeaderStyles,
    edgeKeyStyles,
    networkStyles,
    stand,
  ];

  declare opened: Opened | undefined;
  declare config: Configuration | undefined;
  declare layout: Layout;
  declare view: EdgeView;
  declare refusal: Refusal | undefined;
  declare example: number | undefined;
  declare _width: number;

  #frame: Frame | undefined;
  #probe: Float32Array | undefined;
  #means: LayerMeans = new Map();
  #capacity: Capacity | undefined;
  #now = -1;
  #graph: PgGraph | undefined;
  #gradients: PgGradients | undefined;
  readonly #observer = new ResizeObserver(entries => {
    this._width = entries.at(-1)?.contentRect.width ?? 0;
  });
  readonly #actions: Actions = {
    units: ({ index }, units) => this.#change(layers => withUnits(layers, index, units)),
    member: ({ index }, setting, member) => this.#change(layers => withMember(layers, index, setting, member)),
  };

  constructor() {
    super();
    this._width = 0;
    this.layout = 'desktop';
    this.view = defaultView;
    new Foldout(this);
    void detailed.then(() => this.requestUpdate());
    const feed: FeedController = new FeedController(
      this,
      () =>
        networkFeed(
          this,
          () => feed.run,
          need => {
            feed.need = need;
          },
        ),
      'pg-playground',
    );
  }

  get frame(): Frame | undefined {
    return this.#frame;
  }

  set frame(frame: Frame | undefined) {
    this.#frame = frame;
    this.#pass();
    this.#mark();
  }

  get probe(): Float32Array | undefined {
    return this.#probe;
  }

  set probe(probe: Float32Array | undefined) {
    this.#probe = probe;
    if (this.#graph) this.#graph.probe = probe;
  }

  get means(): LayerMeans {
    return this.#means;
  }

  set means(means: LayerMeans) {
    this.#means = means;
    if (this.#graph) this.#graph.means = means;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#observe();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const own = this.hasAttribute('alone') && !this.hasAttribute('layout');
    if (own && this._width > 0) this.layout = layoutAlone(this._width);
    const { opened } = this;
    if (!changed.has('opened') || !opened) return;
    const rows = opened.role.reduce((n, role) => n + Number(role === 0), 0);
    this.#capacity = capacityOf(opened.parameters, rows);
  }

  protected override firstUpdated(): void {
    this.#graph = this.renderRoot.querySelector('pg-graph') as PgGraph;
    this.#gradients = this.renderRoot.querySelector('pg-gradients') as PgGradients;
    this.#observe();
    this.#pass();
  }

  protected override render() {
    const { opened } = this;
    const wanted = this.config?.layers ?? [];
    const { groups } = groupsOf(wanted);
    return html`<div class="head">
        <h2 class="title">Network</h2>
        ${this.#count(groups.length)}
        <span class="note">hidden ${groups.length === 1 ? 'layer' : 'layers'}</span>
        ${this.#capacity ? capacityNote(this.#capacity) : nothing}
        <span class="menus">
          ${edgeMenu(this.view, view => fire(this, 'pg-edges', view))}<pg-presets .layers=${wanted}></pg-presets>
        </span>
      </div>
      <div class="columns">${this.#headers(this.#shown(wanted))}</div>
      <pg-graph
        .opened=${opened}
        .measures=${measures[this.layout]}
        .edges=${this.view.edges}
        .strong=${this.view.strong}
        .example=${this.example}
        ${styled(graphHeight(opened, this.layout))}
        @pg-remove=${(event: CustomEvent<UnitId>) => this.#remove(event.detail)}
      ></pg-graph>
      <pg-gradients .strips=${stripsOf(opened, this.#room)}></pg-gradients>`;
  }

  #count(layers: number) {
    return html`<span class="stepper" role="group" aria-label="Hidden layers">
      ${stepButton('One layer less', 'minus', layers === 0, () => this.#change(withoutLayer))}
      <output>${layers}</output>
      ${stepButton('One layer more', 'plus', layers >= MOST_LAYERS, () => this.#change(withLayer))}
    </span>`;
  }

  /** What the colors of gradients mean, where edges show them. */
  #key() {
    return this.view.edges === 'gradients' ? edgeKey() : nothing;
  }

  /** The layers to have headers: those that are wanted, or while they are more or fewer than the graph shows, those of the graph. */
  #shown(wanted: readonly LayerConfig[]): readonly LayerConfig[] {
    if (!this.opened) return wanted;
    const columns = columnsOf(this.opened).length - 2;
    return groupsOf(wanted).groups.length === columns ? wanted : configOf(this.opened).layers;
  }

  #headers(layers: readonly LayerConfig[]) {
    const { before, groups } = groupsOf(layers);
    const count = groups.length + 2;
    const place = (column: number) => placeOf(column, count, this.#room);
    const brief = place(1).shape === 'folded';
    const inputs = brief
      ? [String(this.opened?.inputs.length ?? '')]
      : [inputsText(this.opened), ...before.map(caption)];
    return [
      endHeader(brief ? 'In' : 'Inputs', inputs, place(0), brief ? nothing : this.#key()),
      ...groups.map((group, i) => layerHeader(group, `Layer ${i + 1}`, place(i + 1), this.#actions)),
      this.#output(place(count - 1)),
    ];
  }

  get #room(): Room {
    return { width: this._width, layout: this.layout };
  }

  #output(place: Place) {
    const { opened, config, refusal } = this;
    if (!opened) return endHeader('Output', [], place);
    const { activation } = config?.output.activation ? config.output : configOf(opened).output;
    const facts = {
      units: counted(opened.layers.at(-1)?.units ?? 0, 'unit'),
      task: opened.task,
      head: (activation ?? undefined) as Member | undefined,
      advice: opened.advice,
      refusal,
      choose: (head: Member) => fire(this, 'pg-head', head),
    };
    return outputHeader(facts, place);
  }

  #observe(): void {
    this.#observer.observe(this.renderRoot.querySelector('.columns')!);
  }

  /** Hands the frame on without rendering: frames arrive up to 60 times a second. */
  #pass(): void {
    if (!this.#graph || !this.#gradients) return;
    this.#graph.frame = this.#frame;
    this.#gradients.frame = this.#frame;
  }

  /** In the middle of a step, marks the header of the layer that comes next. */
  #mark(): void {
    const phase = this.#frame?.batch.length ? this.#frame.phase : undefined;
    const now = phase && 'layer' in phase && this.opened ? columnOfLayer(this.opened, phase.layer) : -1;
    if (now === this.#now) return;
    this.#now = now;
    this.renderRoot.querySelectorAll('.lay').forEach((lay, i) => {
      lay.toggleAttribute('data-now', i === now);
    });
  }

  /** Asks for one unit less in the layer of a unit; what the inputs and the output have, the data decides. */
  #remove({ layer }: UnitId): void {
    const column = this.opened ? columnOfLayer(this.opened, layer) : 0;
    const group = groupsOf(this.config?.layers ?? []).groups[column - 1];
    if (layer >= 0 && group) this.#change(layers => withoutUnit(layers, group.index));
  }

  #change(edit: (layers: readonly LayerConfig[]) => LayerConfig[]): void {
    if (this.config) fire(this, 'pg-layers', edit(this.config.layers));
  }
}
