/** All data sets as tiles, of which one is chosen. */
import { html, type LitElement, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { catalog } from '../data/catalog.ts';
import { loadTiles, TILE_REACH, type Tile } from '../data/tiles.ts';
import { type Configuration, detailed, families, type Member, pointsTask, REACH, type Spec } from '../registry.ts';
import { pointsOf, tableOf } from '../run/configure.ts';
import { drawGridTile, drawPointsTile, type Picture, Pictures } from './thumbnail.ts';
import { tile } from './tile.ts';

const PLANE = [-REACH, REACH] as const;

const isNumbers = (spec: Spec): boolean => pointsTask(spec) === 'regression';
const made = families.dataset.members.filter(spec => pointsTask(spec) !== undefined);

/** Synthetic sets, in the order of the registry, under what they are. */
const groups = [
  { title: 'Points', sets: made.filter(set => !isNumbers(set)) },
  { title: 'Numbers', sets: made.filter(isNumbers) },
] as const;

/** Makes the data of a configuration that of another set. */
type Choice = (config: Configuration) => Configuration['data'];

/** The tiles of an element, with their pictures. */
export class DataTiles {
  readonly #host: LitElement;
  readonly #pictures = new Pictures();
  #tables: ReadonlyMap<string, Tile> = new Map();
  /** The folder that they come from. */
  #loaded = '';

  constructor(host: LitElement) {
    this.#host = host;
  }

  /** The sets, with the one of `config` chosen; `tables` is the folder of the tables and images, if there is one. */
  render(config: Configuration | undefined, tables: URL | undefined, choose: (choice: Choice) => void) {
    const data = config?.data as Member | undefined;
    const tableNow = data?.kind === 'table' ? data.name : undefined;
    return html`<fieldset class="gal">
      <legend class="sr">Data set</legend>
      ${groups.map(({ title, sets }) => [
        html`<span class="label">${title}</span>`,
        sets.map((spec, i) => this.#points(i, spec, data?.kind === spec.kind, choose)),
      ])}
      ${tables ? this.#allTables(tableNow, choose) : nothing}
    </fieldset>`;
  }

  /** Loads the pictures of the tables. Where they do not load the tiles stay empty; choosing one says why. */
  async load(tables: URL | undefined): Promise<void> {
    if (!tables || tables.href === this.#loaded) return;
    this.#loaded = tables.href;
    await detailed; // all pictures come together, and none before the first frame
    this.#tables = await loadTiles(tables).catch(() => this.#tables);
    this.#host.requestUpdate();
  }

  #allTables(now: unknown, choose: (choice: Choice) => void) {
    return html`<span class="label">Tables and images</span>
      ${Object.entries(catalog).map(([name, { label, title }], i) => {
        const about = `about-table-${name}`;
        const picture = this.#pictureOfTable(name);
        return tile(
          i,
          about,
          title,
          set(label, picture, name === now, about, () => choose(() => tableOf(name))),
        );
      })}`;
  }

  #points(i: number, spec: Spec, isChosen: boolean, choose: (choice: Choice) => void) {
    const { kind, label, doc, sample } = spec;
    const draw = (points: readonly number[]): Picture => {
      return (canvas, colors) => drawPointsTile(canvas, points, isNumbers(spec), PLANE, PLANE, colors);
    };
    const picture = this.#pictures.get(this.#host, `points ${kind}`, sample && draw(sample));
    const about = `about-${kind}`;
    const own = set(label, picture, isChosen, about, () => choose(config => pointsOf(config, kind)));
    return tile(i, about, doc, own);
  }

  #pictureOfTable(name: string): HTMLCanvasElement {
    const shown = this.#tables.get(name);
    const numbers = /^(regression|multi-output)$/.test(catalog[name]?.task ?? '');
    const draw = (tile: Tile): Picture =>
      tile.type === 'image'
        ? (canvas, colors) => drawGridTile(canvas, tile.values, colors)
        : (canvas, colors) => drawPointsTile(canvas, tile.points, numbers, TILE_REACH, TILE_REACH, colors);
    return this.#pictures.get(this.#host, `table ${name}`, shown && draw(shown));
  }
}

/** A data set as a tile. */
const set = (
  label: string,
  picture: HTMLCanvasElement,
  isChosen: boolean,
  about: string,
  choose: () => void,
) => html`<label class="tile">
  <input type="radio" name="data" aria-describedby=${about} .checked=${live(isChosen)} @change=${choose} />
  ${picture}${label}
</label>`;
