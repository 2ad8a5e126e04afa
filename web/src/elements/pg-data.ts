import { css, html, LitElement, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { catalog, firstAxes } from '../data/catalog.ts';
import { percent } from '../draw/format.ts';
import type { Colors } from '../draw/palette.ts';
import type { Opened, Table, Value } from '../engine/protocol.ts';
import { type Configuration, families, findMember, type Member, type Param, setting } from '../registry.ts';
import { pointsOf, tableOf, withData, withFeature } from '../run/configure.ts';
import { RunController } from '../run/context.ts';
import type { Run } from '../run/run.ts';
import { chosen } from './chosen.ts';
import { icon } from './icons.ts';
import { base, buttons, fields, tiles } from './styles.ts';
import { currentColors, watchColors } from './theme.ts';
import { gridThumbnail, pointsThumbnail } from './thumbnail.ts';

/** How far the points of a data set reach. */
const REACH = [-6, 6] as const;

/** Room round the points of a table, as a share of how far they reach. */
const TABLE_MARGIN = 0.08;

/** A data set whose rows come from outside is named by one of its settings. */
const named = ({ params }: { readonly params: readonly Param[] }): boolean =>
  params.some(({ type }) => type === 'name');
const points = families.dataset.members.filter(member => !named(member));
const features = families.feature.members;

/** What the network learns from: data set, noise, shares, and the inputs made of it. */
export class PgData extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    tiles,
    css`
      :host { display: block; }
      section { display: flex; flex-direction: column; gap: 20px; padding: 16px 16px 20px; }
      .gal .label:not(:first-of-type) { margin-top: 10px; }
      .fields { display: grid; gap: 11px; }
      .feat img { aspect-ratio: 48 / 30; }
      .feat .tile:not(:has(:checked)) img { opacity: 0.42; }
      .feat .tile:has(:checked) img { box-shadow: 0 0 0 1.5px var(--accent); }
      .feat .tile .math { font-size: 13px; line-height: 15px; }
      .axes { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 8px 12px; align-items: center; }
      .axes label { font-size: var(--t-2); color: var(--ink-2); }
      .axes :is(.label, .note) { grid-column: 1 / -1; }
      .axes .note { color: var(--ink-3); font-size: var(--t-1); line-height: 15px; }
    `,
  ];

  readonly #context = new RunController(this);
  #tables = new Map<string, Table>();
  readonly #pictures = new Map<string, string>();
  #drawnWith: Colors | undefined;
  #unwatch: () => void = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unwatch = watchColors(() => this.requestUpdate());
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwatch();
  }

  protected override render() {
    const { run } = this.#context;
    const { config } = run ?? {};
    const opened = run?.state.opened;
    const ready = run && config && opened;
    return html`<section aria-labelledby="title">
      <div class="panel-head">
        <h2 id="title" class="title grow">Data</h2>
        <button class="btn ghost small" title="Other points, or another choice of validation rows"
          @click=${() => run?.newSample()}>${icon('dice')}New sample</button>
      </div>
      ${this.#sets(config)}
      ${ready ? html`<div class="fields">${this.#settings(run, config, opened)}</div>` : nothing}
      ${ready ? (config.data.kind === 'table' ? this.#axes(run, opened) : this.#features(run, config)) : nothing}
    </section>`;
  }

  #sets(config: Configuration | undefined) {
    const data = config?.data as Member | undefined;
    const tableNow = data?.kind === 'table' ? data.name : undefined;
    return html`<fieldset class="gal">
      <legend class="sr">Data set</legend>
      <span class="label">Points</span>
      ${points.map(({ kind, label, doc, sample = [] }) => {
        const picture = this.#picture(`points ${kind}`, colors => pointsThumbnail(sample, REACH, REACH, colors));
        return set(label, doc, picture, data?.kind === kind, () => this.#choose(config => pointsOf(config, kind)));
      })}
      <span class="label">Tables</span>
      ${Object.entries(catalog).map(([name, { label, title }]) =>
        set(label, title, this.#pictureOfTable(name), name === tableNow, () => this.#choose(() => tableOf(name))),
      )}
    </fieldset>`;
  }

  #settings(run: Run, config: Configuration, opened: Opened) {
    const data = config.data as Member;
    const params = (findMember('dataset', data.kind)?.params ?? []).filter(({ type }) => type !== 'name');
    const rows = (role: number) => opened.role.reduce((n, r) => n + (r === role ? 1 : 0), 0);
    const own = (
      name: 'train_share' | 'batch_size' | 'shuffle' | 'standardize',
      label: string,
      note = '',
      write?: (x: number) => string,
    ) => html`<pg-param slider
      .param=${setting(name)} .value=${live(config[name])} .label=${label} .note=${note} .write=${write ?? String}
      @pg-change=${(e: CustomEvent<Value>) => run.set(name, e.detail as never)}></pg-param>`;
    return html`${params.map(
      param => html`<pg-param slider .param=${param} .value=${live(data[param.name] ?? null)}
          @pg-change=${(e: CustomEvent<Value>) => run.set('data', { ...data, [param.name]: e.detail } as never)}></pg-param>`,
    )}
      ${own('train_share', 'Training share', `${rows(0)} / ${rows(1)}`, x => percent(x, 0))}
      ${own('batch_size', 'Batch size')}
      <div>${own('shuffle', 'Shuffle rows in each epoch')} ${own('standardize', 'Standardize the inputs')}</div>`;
  }

  #features(run: Run, config: Configuration) {
    const on = (kind: string) => config.features.some(feature => feature.kind === kind);
    return html`<fieldset class="gal feat">
      <legend class="sr">Input features</legend>
      <span class="label" aria-hidden="true">Input features</span>
      ${features.map(
        ({ kind, label, doc, sample = [] }) => html`<label class="tile" title=${doc}>
          <input type="checkbox" .checked=${live(on(kind))}
            @change=${(e: Event) => this.#feature(run, config, kind, (e.target as HTMLInputElement).checked)} />
          <img alt="" src=${this.#picture(kind, colors => gridThumbnail(sample, colors)) || nothing} />
          <span class="math">${label}</span>
        </label>`,
      )}
    </fieldset>`;
  }

  #axes(run: Run, opened: Opened) {
    const { plane } = run;
    if (!plane) return nothing;
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
    if (run?.config) void run.restart(withData(run.config, data(run.config)));
  }

  #feature(run: Run, config: Configuration, kind: string, on: boolean): void {
    const next = withFeature(
      config,
      kind,
      on,
      features.map(feature => feature.kind),
    );
    if (next.features.length > 0) return void run.set('features', next.features);
    run.notify({
      type: 'info',
      title: 'A network needs an input',
      text: 'Choose another feature first, then switch this one off.',
    });
    this.requestUpdate();
  }

  /** The rows of the tables, for their tiles. A tile whose table does not load stays empty; choosing it says why. */
  async #load(): Promise<void> {
    const { loadTable } = await import('../data/load.ts');
    const names = Object.keys(catalog);
    const loaded = await Promise.allSettled(names.map(name => loadTable(name, new URL('data/', document.baseURI))));
    this.#tables = new Map(
      loaded.flatMap((table, i) => (table.status === 'fulfilled' ? [[names[i]!, table.value] as const] : [])),
    );
    this.requestUpdate();
  }

  /** A thumbnail, drawn once for each theme. */
  #picture(name: string, draw: (colors: Colors) => string): string {
    const colors = currentColors();
    if (colors !== this.#drawnWith) this.#pictures.clear();
    this.#drawnWith = colors;
    const picture = this.#pictures.get(name) ?? draw(colors);
    this.#pictures.set(name, picture);
    return picture;
  }

  #pictureOfTable(name: string): string {
    const table = this.#tables.get(name);
    if (!table) return '';
    const [x, y] = firstAxes(name);
    const { points, ranges } = along(table, x, y);
    return this.#picture(`table ${name}`, colors => pointsThumbnail(points, ranges[0], ranges[1], colors));
  }
}

/** A data set as a tile. */
const set = (label: string, title: string, picture: string, chosen: boolean, choose: () => void) => html`<label
  class="tile"
  title=${title}
>
  <input type="radio" name="data" .checked=${live(chosen)} @change=${choose} /><img alt="" src=${picture || nothing} />${label}
</label>`;

/** The rows of a table along two of its columns, and how far they reach. */
function along(table: Table, x: number, y: number) {
  const n = table.columns.length;
  const points = Array.from(table.y, (label, row) => [table.x[row * n + x]!, table.x[row * n + y]!, label]);
  const range = (i: 0 | 1): readonly [number, number] => {
    const values = points.map(point => point[i]!);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const margin = TABLE_MARGIN * (high - low);
    return [low - margin, high + margin];
  };
  return { points: points.flat(), ranges: [range(0), range(1)] as const };
}
