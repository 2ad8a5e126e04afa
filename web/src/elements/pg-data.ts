import { css, html, LitElement, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { catalog } from '../data/catalog.ts';
import { countRoles } from '../data/roles.ts';
import { loadTiles, TILE_REACH, type Tile } from '../data/tiles.ts';
import { percent } from '../draw/format.ts';
import type { Colors } from '../draw/palette.ts';
import type { Opened, Value } from '../engine/protocol.ts';
import { type Configuration, families, findMember, type Member, type Param, setting } from '../registry.ts';
import { pointsOf, sameColumns, tableOf, withData, withFeature } from '../run/configure.ts';
import { RunController } from '../run/context.ts';
import type { Run } from '../run/run.ts';
import { configOf } from '../run/state.ts';
import { chosen } from './chosen.ts';
import { icon } from './icons.ts';
import { base, buttons, fields, tiles } from './styles.ts';
import { currentColors, watchColors } from './theme.ts';
import { gridThumbnail, pointsThumbnail } from './thumbnail.ts';
import { tipped, tips } from './tip.ts';

/** How far the points of a data set reach. */
const REACH = [-6, 6] as const;

/** As the styles of tiles have it. */
const TILES_PER_ROW = 4;

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
    tips,
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
  #tiles: ReadonlyMap<string, Tile> = new Map();
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
    const now = run?.state.opened;
    // What is open may still be other data than what is wanted: nothing is said of its rows and columns then.
    const opened = now && config && sameColumns(configOf(now), config) ? now : undefined;
    return html`<section aria-labelledby="title">
      <div class="panel-head">
        <h2 id="title" class="title grow">Data</h2>
        <button class="btn ghost small" title="Other points, or another choice of validation rows"
          @click=${() => run?.newSample()}>${icon('dice')}New sample</button>
      </div>
      ${this.#sets(config)}
      ${run && config ? html`<div class="fields">${this.#settings(run, config, opened)}</div>` : nothing}
      ${run && config ? this.#inputs(run, config, opened) : nothing}
    </section>`;
  }

  #inputs(run: Run, config: Configuration, opened: Opened | undefined) {
    if (config.data.kind !== 'table') return this.#features(run, config);
    return opened ? this.#axes(run, opened) : nothing;
  }

  #sets(config: Configuration | undefined) {
    const data = config?.data as Member | undefined;
    const tableNow = data?.kind === 'table' ? data.name : undefined;
    return html`<fieldset class="gal">
      <legend class="sr">Data set</legend>
      <span class="label">Points</span>
      ${points.map(({ kind, label, doc, sample = [] }, i) => {
        const picture = this.#picture(`points ${kind}`, colors => pointsThumbnail(sample, REACH, REACH, colors));
        const choose = () => this.#choose(config => pointsOf(config, kind));
        const about = `about-${kind}`;
        return tile(i, about, doc, set(label, picture, data?.kind === kind, about, choose));
      })}
      <span class="label">Tables</span>
      ${Object.entries(catalog).map(([name, { label, title }], i) => {
        const choose = () => this.#choose(() => tableOf(name));
        const about = `about-table-${name}`;
        return tile(i, about, title, set(label, this.#pictureOfTable(name), name === tableNow, about, choose));
      })}
    </fieldset>`;
  }

  #settings(run: Run, config: Configuration, opened: Opened | undefined) {
    const data = config.data as Member;
    const params = (findMember('dataset', data.kind)?.params ?? []).filter(({ type }) => type !== 'name');
    const { training, validation } = countRoles(opened?.role ?? new Uint8Array());
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
      ${own('train_share', 'Training share', opened ? `${training} / ${validation}` : '', x => percent(x, 0))}
      ${own('batch_size', 'Batch size')}
      <div>${own('shuffle', 'Shuffle rows in each epoch')} ${own('standardize', 'Standardize the inputs')}</div>`;
  }

  #features(run: Run, config: Configuration) {
    const on = (kind: string) => config.features.some(feature => feature.kind === kind);
    return html`<fieldset class="gal feat">
      <legend class="sr">Input features</legend>
      <span class="label" aria-hidden="true">Input features</span>
      ${features.map(({ kind, label, doc, sample = [] }, i) => {
        const about = `about-input-${kind}`;
        return tile(
          i,
          about,
          doc,
          html`<label class="tile">
            <input type="checkbox" aria-describedby=${about} .checked=${live(on(kind))}
              @change=${(e: Event) => this.#feature(run, config, kind, (e.target as HTMLInputElement).checked)} />
            <img alt="" src=${this.#picture(kind, colors => gridThumbnail(sample, colors)) || nothing} />
            <span class="math">${label}</span>
          </label>`,
        );
      })}
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

  /** The pictures of the tiles. Where they do not load the tiles stay empty; choosing one says why. */
  async #load(): Promise<void> {
    this.#tiles = await loadTiles(new URL('data/', document.baseURI)).catch(() => this.#tiles);
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
    const tile = this.#tiles.get(name);
    if (!tile) return '';
    return this.#picture(`table ${name}`, colors =>
      tile.type === 'image'
        ? gridThumbnail(tile.values, colors)
        : pointsThumbnail(tile.points, TILE_REACH, TILE_REACH, colors),
    );
  }
}

/** A tile with what it stands for; that of the last tiles of a row goes to the left, where there is room. */
const tile = (i: number, about: string, text: string, label: unknown) =>
  tipped(about, text, label, i % TILES_PER_ROW < TILES_PER_ROW / 2 ? 'start' : 'end');

/** A data set as a tile. */
const set = (
  label: string,
  picture: string,
  chosen: boolean,
  about: string,
  choose: () => void,
) => html`<label class="tile">
  <input type="radio" name="data" aria-describedby=${about} .checked=${live(chosen)} @change=${choose} />
  <img alt="" src=${picture || nothing} />${label}
</label>`;
