import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { catalog } from '../data/catalog.ts';
import { countRoles } from '../data/roles.ts';
import { percent } from '../draw/format.ts';
import type { Opened, Value } from '../engine/protocol.ts';
import {
  type Configuration,
  detailed,
  findMember,
  hasOneInput,
  type Member,
  type NumberParam,
  type Param,
  setting,
} from '../registry.ts';
import { sameColumns, withData } from '../run/configure.ts';
import { RunController } from '../run/context.ts';
import { imagesOf } from '../run/picture.ts';
import type { Run } from '../run/run.ts';
import { configOf } from '../run/state.ts';
import { chosen } from './chosen.ts';
import { dataSummary, stripStyles } from './data-strip.ts';
import { DataTiles } from './data-tiles.ts';
import { sectionRole } from './feed.ts';
import { icon } from './icons.ts';
import { Panel } from './panel.ts';
import { withParts } from './parts.ts';
import type { Tested } from './pg-table.ts';
import { saveText } from './save-file.ts';
import { writeNumber } from './slider.ts';
import type { StripPlace } from './strip-place.ts';
import { base, buttons, fields, tiles } from './styles.ts';
import { watchColors } from './theme.ts';
import { tips } from './tip.ts';
import { toolIn } from './tool.ts';

/** What the network learns from: data set, noise, shares, and the inputs made of it. */
export class PgData extends Panel {
  static override styles = [
    base,
    buttons,
    fields,
    tiles,
    tips,
    css`
      :host { display: block; }
      section { position: relative; display: flex; flex-direction: column; gap: 20px; height: 100%; padding: 16px 16px 20px; overflow: hidden auto; }
      section > * { flex: none; }
      .own { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; }
      .own > :only-child { grid-column: 1 / -1; }
      .btn[aria-pressed='true'] { border-color: var(--accent); background: var(--accent-soft); color: var(--accent); }
      .gal .label:not(:first-of-type) { margin-top: 10px; }
      .tip { max-width: 160px; }
      .tile { grid-template-columns: minmax(0, 1fr); }
      .fields { display: grid; gap: 11px; }
      .axes { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 8px 12px; align-items: center; }
      .axes label { font-size: var(--t-2); color: var(--ink-2); }
      .axes :is(.label, .note) { grid-column: 1 / -1; }
      .axes .note { color: var(--ink-3); font-size: var(--t-1); line-height: 15px; }
    `,
    stripStyles,
  ];

  static override properties = { _tested: { state: true }, _open: { state: true } };

  /** What the last test found, of the data and network that are open. */
  declare private _tested: (Tested & { readonly of: Float32Array }) | undefined;

  /** Whether the settings are unfolded, on a tablet. */
  declare _open: boolean;

  readonly #context = new RunController(this);
  #strip: StripPlace | undefined;
  /** The set that it has in its middle. */
  #middle = '';
  readonly #sets = new DataTiles(this);
  #unwatch: () => void = () => {};

  constructor() {
    super();
    this._open = false;
    void detailed.then(() => this.requestUpdate());
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
    const { run } = this.#context;
    const { config } = run ?? {};
    const now = run?.state.opened;
    // What is open may still be other data than what is wanted: nothing is said of its rows and columns then.
    const opened = now && config && sameColumns(configOf(now), config) ? now : undefined;
    const toggle = () => {
      this._open = !this._open;
    };
    return html`<section class=${this._open ? 'open' : ''} role=${sectionRole(this)} aria-labelledby="title">
      <div class="panel-head">
        <h2 id="title" class="title grow">Data</h2>
        <button class="btn ghost small" title="Other points, or another choice of validation rows"
          @click=${() => run?.newSample()}>${icon('dice')}New sample</button>
      </div>
      ${this.#sets.render(config, run?.tables, data => this.#choose(data))}
      ${config ? dataSummary(config, opened, labelOf(config), this._open, toggle) : nothing}
      ${run && config ? this.#rest(run, config, opened) : nothing}
    </section>`;
  }

  protected override firstUpdated(): void {
    const sets = this.renderRoot.querySelector<HTMLElement>('.gal')!;
    withParts(({ StripPlace }) => {
      this.#strip = new StripPlace(sets);
    });
  }

  protected override updated(): void {
    const { config, tables } = this.#context.run ?? {};
    void this.#sets.load(tables);
    const label = config ? labelOf(config) : '';
    if (label === this.#middle) return;
    this.#middle = label;
    // After the frame: what is measured in it is laid out in the midst of drawing.
    requestAnimationFrame(() => setTimeout(() => this.#strip?.showChosen()));
  }

  #rest(run: Run, config: Configuration, opened: Opened | undefined) {
    const isTable = config.data.kind === 'table';
    return html`${this.#own(run, isTable, opened)}
      ${isTable ? this.#table(run, config.data as Member, opened) : nothing}
      <div class="fields">${this.#settings(run, config, opened)}</div>
      ${isTable ? this.#axes(run, opened) : this.#features(run, config)}`;
  }

  /** What can be done with the rows themselves. */
  #own(run: Run, isTable: boolean, opened: Opened | undefined) {
    const tool = toolIn(run);
    const draw = html`<button class="btn" ?disabled=${!opened} aria-pressed=${tool ? 'true' : 'false'}
      @click=${() => run.store.set({ tool: tool ? undefined : { type: 'draw', y: 0 } })}>${icon('pen')}<span>Draw</span></button>`;
    return html`<div class="own">
      ${isTable ? nothing : draw}
      <button class="btn export" ?disabled=${!opened} title="All rows as comma-separated values"
        @click=${() => opened && this.#export(opened)}>${icon('down')}<span>Export CSV</span></button>
    </div>`;
  }

  #table(run: Run, data: Member, opened: Opened | undefined) {
    const testRows = opened ? countRoles(opened.role).test : 0;
    const tested = this._tested?.of === opened?.x ? this._tested : undefined;
    return html`<pg-table .base=${run.tables} .name=${data.name as string} .without=${data.without as readonly number[]}
      .testRows=${testRows} .tested=${tested}
      @pg-without=${(e: CustomEvent<readonly number[]>) => this.#leaveOut(run, data, opened, e.detail)}
      @pg-test=${() => this.#test(run)}></pg-table>`;
  }

  #settings(run: Run, config: Configuration, opened: Opened | undefined) {
    const data = config.data as Member;
    const params = (findMember('dataset', data.kind)?.params ?? []).filter(
      ({ type }) => type !== 'name' && type !== 'list',
    );
    const { training, validation } = countRoles(opened?.role ?? new Uint8Array());
    const own = (
      name: 'train_share' | 'batch_size' | 'shuffle' | 'standardize' | 'scale_targets',
      label: string,
      more: { readonly param?: Param; readonly note?: string; readonly write?: (x: number) => string } = {},
    ) => html`<pg-param slider .param=${more.param ?? setting(name)} .value=${live(config[name])} .label=${label}
      .note=${more.note ?? ''} .write=${more.write ?? writeNumber}
      @pg-change=${(e: CustomEvent<Value>) => run.set(name, e.detail as never)}></pg-param>`;
    const share = { note: opened ? `${training} / ${validation}` : '', write: (x: number) => percent(x, 0) };
    return html`${params.map(
      param => html`<pg-param slider .param=${param} .value=${live(data[param.name] ?? null)}
          @pg-change=${(e: CustomEvent<Value>) => run.set('data', { ...data, [param.name]: e.detail } as never)}></pg-param>`,
    )}
      ${own('train_share', 'Training share', share)} ${own('batch_size', 'Batch size', batchSizes(training))}
      <div>
        ${own('shuffle', 'Shuffle rows in each epoch')} ${own('standardize', 'Standardize the inputs')}
        ${opened?.task === 'regression' ? own('scale_targets', 'Scale the targets') : nothing}
      </div>`;
  }

  #features(run: Run, config: Configuration) {
    const spec = findMember('dataset', config.data.kind);
    return html`<pg-features .features=${config.features} .oneInput=${spec !== undefined && hasOneInput(spec)}
      @pg-features=${(e: CustomEvent<Configuration['features']>) =>
        this.#keepsInput(run, e.detail.length) && run.set('features', e.detail)}></pg-features>`;
  }

  #axes(run: Run, opened: Opened | undefined) {
    const { plane } = run;
    if (!plane || !opened || imagesOf(opened)) return nothing;
    const menu = (side: 'x' | 'y', name: string) => html`<label for=${side}>${name}</label>
      <span class="sel"><select id=${side} ${chosen(String(plane[side]))} @change=${(e: Event) => {
        const column = Number((e.target as HTMLSelectElement).value);
        run.setView({ axes: side === 'x' ? [column, plane.y] : [plane.x, column] });
      }}>
        ${opened.columns.map((column, i) => html`<option value=${i}>${column}</option>`)}
      </select></span>`;
    return html`<div class="axes">
      <span class="label">Axes of the pictures</span>
      ${menu('x', 'Across')} ${menu('y', 'Up')}
      <p class="note">The other inputs stay at their mean.</p>
    </div>`;
  }

  #choose(data: (config: Configuration) => Configuration['data']): void {
    const { run } = this.#context;
    if (!run?.config) return;
    run.store.set({ tool: undefined });
    void run.restart(withData(run.config, data(run.config)));
  }

  /** Whether a network of so many inputs is possible; if not, says so. */
  #keepsInput(run: Run, inputs: number): boolean {
    if (inputs > 0) return true;
    run.notify({
      type: 'info',
      title: 'A network needs an input',
      text: 'Choose another one first, then switch this one off.',
    });
    return false;
  }

  #leaveOut(run: Run, data: Member, opened: Opened | undefined, without: readonly number[]): void {
    const { features = opened?.columns.length ?? 1 } = catalog[data.name as string] ?? {};
    if (this.#keepsInput(run, features - without.length)) void run.set('data', { ...data, without } as never);
  }

  async #test(run: Run): Promise<void> {
    const found = await run.evaluate('test');
    const { opened } = run.state;
    if (found && opened) this._tested = { found, epoch: run.frame?.epoch ?? 0, of: opened.x };
  }

  async #export(opened: Opened): Promise<void> {
    const { data } = configOf(opened) as { readonly data: Member };
    const name = String(data.name ?? data.kind);
    const { csvOf } = await import('../data/export.ts');
    await saveText(`${name}.csv`, 'text/csv', csvOf(opened, opened.targets));
  }
}

/** What a data set is called. */
const labelOf = ({ data }: Configuration): string => {
  const { kind, name } = data as Member;
  return catalog[name as string]?.label ?? findMember('dataset', kind)?.label ?? kind;
};

/** The setting of batches for so many rows: its slider ends where a batch holds them all. */
function batchSizes(rows: number) {
  const declared = setting('batch_size') as NumberParam;
  if (rows < 1) return { param: declared };
  const most = 2 ** Math.ceil(Math.log2(rows));
  const write = (x: number) => (x >= rows ? 'all' : writeNumber(x));
  return { param: { ...declared, shown: [declared.shown[0], most] } as Param, write };
}
