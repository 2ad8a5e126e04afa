import { css, html, LitElement } from 'lit';
import { columnX, figureHeight, headerShape, headerWidth, type Measures, measures } from '../draw/arrange.ts';
import { counted } from '../draw/format.ts';
import type { Frame, Opened } from '../engine/protocol.ts';
import type { Configuration } from '../registry.ts';
import { isSymbol } from '../run/names.ts';
import { configOf } from '../run/state.ts';
import { fire } from './events.ts';
import { FeedController } from './feed.ts';
import { networkFeed } from './feeds.ts';
import { Foldout } from './foldout.ts';
import { columnsOf } from './graph-model.ts';
import { type Actions, endHeader, headerStyles, layerHeader, type Place, SHEET_WIDTH } from './layer-header.ts';
import {
  caption,
  groupsOf,
  type LayerConfig,
  MOST_LAYERS,
  memberLabel,
  withLayer,
  withMember,
  withoutLayer,
  withUnits,
} from './layers.ts';
import { belowDesktop, type Layout, layoutAlone, onPhone } from './layout.ts';
import type { PgGradients, Strip } from './pg-gradients.ts';
import type { PgGraph } from './pg-graph.ts';
import { stepButton } from './step-button.ts';
import { styled } from './styled.ts';
import { base, disclosure, fields, popover, stand, stepper } from './styles.ts';
import { tips } from './tip.ts';

/** Width of the headers at both ends, where there is room. */
const END_WIDTH = 92;

/** Room that an explanation beside a header needs. */
const TIP_WIDTH = 220;

/**
 * The network: how many layers of how many units, each with its activation, above the graph of them and the gradients of each.
 *
 * @prop opened - The run: its layers as they are.
 * @prop config - The configuration: its layers as they are wanted.
 * @prop layout - How much room there is: on a phone the controls of a layer are folded away.
 * @prop frame - The run as it is; every frame must be set once.
 * @fires pg-layers - `CustomEvent<LayerConfig[]>`: the hidden layers as the user wants them.
 * @fires pg-unit - `CustomEvent<UnitId | null>`: the unit that is looked at, if there is one (events know no undefined).
 * @fires pg-edit - `CustomEvent<Edit>`: a weight or a bias and the value that the user gave it.
 */
export class PgNetwork extends LitElement {
  static override properties = {
    opened: { attribute: false },
    config: { attribute: false },
    layout: { type: String },
    frame: { noAccessor: true },
    _width: { state: true },
  };
  static override styles = [
    base,
    fields,
    stepper,
    disclosure,
    popover,
    tips,
    headerStyles,
    css`
      :host { display: grid; grid-template-rows: auto auto minmax(0, 1fr) auto; min-width: 0; }
      .head { display: flex; align-items: center; gap: 12px; padding: 14px 24px 0; }
      .columns { position: relative; z-index: 1; display: grid; align-content: start; min-height: 98px; padding-bottom: 18px; margin: 10px 24px 0; pointer-events: none; }
      .columns > * { pointer-events: auto; }
      pg-graph, pg-gradients { margin: 0 24px; }
      @container ${belowDesktop} {
        :host { border-bottom: 1px solid var(--line); }
        .head { padding: 12px 16px 0; }
        .columns { margin: 8px 16px 0; }
        pg-graph, pg-gradients { margin: 0 16px; }
      }
      @container ${onPhone} {
        :host { border: 0; }
        .head { justify-content: space-between; padding-top: 8px; }
        .parameters { display: none; }
        .columns { min-height: 44px; padding-bottom: 4px; }
      }
      :host([alone]) { border: 0; }
    `,
    stand,
  ];

  declare opened: Opened | undefined;
  declare config: Configuration | undefined;
  declare layout: Layout;
  declare _width: number;

  #frame: Frame | undefined;
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
    new Foldout(this);
    const feed: FeedController = new FeedController(this, () =>
      networkFeed(this, maps => (feed.need = { params: true, maps })),
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

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#observe();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  protected override willUpdate(): void {
    const own = this.hasAttribute('alone') && !this.hasAttribute('layout');
    if (own && this._width > 0) this.layout = layoutAlone(this._width);
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
        <span class="note mute parameters">${opened ? counted(opened.parameters, 'parameter') : ''}</span>
      </div>
      <div class="columns">${this.#headers(this.#shown(wanted))}</div>
      <pg-graph .opened=${opened} .measures=${this.#measures} ${styled(this.#height())}></pg-graph>
      <pg-gradients .strips=${this.#strips()}></pg-gradients>`;
  }

  #count(layers: number) {
    return html`<span class="stepper" role="group" aria-label="Hidden layers">
      ${stepButton('One layer less', 'minus', layers === 0, () => this.#change(withoutLayer))}
      <output>${layers}</output>
      ${stepButton('One layer more', 'plus', layers >= MOST_LAYERS, () => this.#change(withLayer))}
    </span>`;
  }

  /** The layers to have headers: those that are wanted, or while they are more or fewer than the graph shows, those of the graph. */
  #shown(wanted: readonly LayerConfig[]): readonly LayerConfig[] {
    if (!this.opened) return wanted;
    const columns = columnsOf(this.opened).length - 2;
    return groupsOf(wanted).groups.length === columns ? wanted : configOf(this.opened).layers;
  }

  #headers(layers: readonly LayerConfig[]) {
    const { before, groups } = groupsOf(layers);
    const last = groups.length + 1;
    const end = Math.min(END_WIDTH, 2 * this.#measures.right);
    const brief = this.#place(1, last).shape === 'folded';
    const inputs = brief ? [String(this.opened?.inputs.length ?? '')] : [this.#inputs(), ...before.map(caption)];
    const output = brief ? [String(this.opened?.layers.at(-1)?.units ?? '')] : this.#output();
    return [
      endHeader(brief ? 'In' : 'Inputs', inputs, this.#place(0, last, end)),
      ...groups.map((group, i) => layerHeader(group, `Layer ${i + 1}`, this.#place(i + 1, last), this.#actions)),
      endHeader(brief ? 'Out' : 'Output', output, this.#place(last, last, end)),
    ];
  }

  get #measures(): Measures {
    return measures[this.layout];
  }

  /** On the desktop the graph takes the height that there is; elsewhere the page is as long as it needs. */
  #height(): Readonly<Record<string, string>> {
    if (this.layout === 'desktop' || !this.opened) return {};
    const columns = columnsOf(this.opened);
    const named = columns.some(({ names }) => !names.every(isSymbol));
    const height = figureHeight(
      columns.map(({ units }) => units),
      this.#measures,
      named,
    );
    return { height: `${height}px` };
  }

  #place(index: number, last: number, widest = Number.POSITIVE_INFINITY): Place {
    const x = columnX(index, last + 1, this._width, this.#measures);
    const width = Math.min(widest, headerWidth(last + 1, this._width, this.#measures));
    const left = Math.min(Math.max(0, x - width / 2), Math.max(0, this._width - SHEET_WIDTH));
    return {
      x,
      width,
      shape: this.layout === 'phone' ? 'folded' : headerShape(width),
      last: x + TIP_WIDTH > this._width,
      sheet: left - (x - width / 2),
    };
  }

  #inputs(): string {
    const { opened } = this;
    if (!opened) return '';
    return counted(opened.inputs.length, configOf(opened).data.kind === 'table' ? 'column' : 'feature');
  }

  #output(): readonly string[] {
    const { opened } = this;
    if (!opened) return [];
    const { activation } = configOf(opened).output;
    return [
      counted(opened.layers.at(-1)?.units ?? 0, 'unit'),
      activation ? memberLabel('activation', activation.kind) : '',
    ];
  }

  /** One strip for each layer with weights, as wide as its header. */
  #strips(): readonly Strip[] {
    if (!this.opened || this._width === 0) return [];
    const columns = columnsOf(this.opened);
    const hidden = headerWidth(columns.length, this._width, this.#measures);
    return columns.slice(1).map(({ title, layer }, i) => {
      const width = i === columns.length - 2 ? Math.min(2 * this.#measures.right, hidden) : hidden;
      const x = columnX(i + 1, columns.length, this._width, this.#measures) - width / 2;
      return { name: title, layer, x, width };
    });
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

  #change(edit: (layers: readonly LayerConfig[]) => LayerConfig[]): void {
    if (this.config) fire(this, 'pg-layers', edit(this.config.layers));
  }
}

/** The column that shows layer `layer`, or the dense layer that it follows. */
const columnOfLayer = (opened: Opened, layer: number): number =>
  columnsOf(opened).findLastIndex(column => column.layer <= layer);
