import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import {
  type Configuration,
  defaults,
  detailed,
  factorsOf,
  families,
  findMember,
  type Member,
  type Param,
  type Spec,
  usesX2,
} from '../registry.ts';
import { chosen } from './chosen.ts';
import { fire } from './events.ts';
import { Foldout } from './foldout.ts';
import { icon } from './icons.ts';
import { onPhone } from './layout.ts';
import { Panel } from './panel.ts';
import { base, buttons, fields, popover, tiles } from './styles.ts';
import { watchColors } from './theme.ts';
import { drawGridTile, type Picture, Pictures } from './thumbnail.ts';
import { tile } from './tile.ts';
import { tips } from './tip.ts';

/** Features by themselves, and those that are made of others. */
const simple = families.feature.members.filter(({ params }) => params.length === 0);
const made = families.feature.members.filter(({ params }) => params.length > 0);

type Features = Configuration['features'];

const same = (a: Member, b: Member): boolean =>
  a.kind === b.kind && factorsOf(a).toSorted().join() === factorsOf(b).toSorted().join();

const labelOf = (kind: string): string => findMember('feature', kind)?.label ?? kind;

/** The symbol of a feature; of a product those of its factors. */
const symbolOf = (feature: Member): string => factorsOf(feature).map(labelOf).join('·') || labelOf(feature.kind);

/** The picture of a feature: of a product that of its factors multiplied, up to 1 again. */
function valuesOf(feature: Member): readonly number[] {
  const kinds = factorsOf(feature);
  const [first = [], ...others] = (kinds.length ? kinds : [feature.kind]).map(
    kind => findMember('feature', kind)?.sample ?? [],
  );
  const values = first.map((value, i) => others.reduce((product, factor) => product * factor[i]!, value));
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return values.map(value => value / largest);
}

/**
 * The inputs that are made of a point: those that are chosen, and a way to add products.
 *
 * @prop features - The features that are chosen.
 * @prop oneInput - Whether points have one number only: what looks at another is absent.
 * @fires pg-features - `CustomEvent<Configuration['features']>`: the features that the user wants, in the order of the menu;
 *   there may be none.
 */
export class PgFeatures extends Panel {
  static override properties = {
    features: { attribute: false },
    oneInput: { type: Boolean, attribute: 'one-input' },
    _draft: { state: true },
  };
  static override styles = [
    base,
    buttons,
    fields,
    popover,
    tiles,
    tips,
    css`
      :host { display: block; }
      .tip { max-width: 160px; }
      .feat canvas, .add summary { aspect-ratio: 48 / 30; }
      .feat .tile:not(:has(:checked)) canvas { opacity: 0.42; }
      .feat .tile:has(:checked) canvas { box-shadow: 0 0 0 1.5px var(--accent); }
      .math { font-size: 13px; line-height: 15px; white-space: nowrap; }
      .feat { position: relative; }
      .add { font-size: var(--t-1); line-height: 14px; color: var(--ink-2); text-align: center; }
      .add summary { display: grid; place-items: center; margin-bottom: 3px; border: 1px dashed var(--line-2); border-radius: var(--r-2); color: var(--ink-3); cursor: pointer; list-style: none; }
      .add summary::-webkit-details-marker { display: none; }
      .add summary:hover { border-color: var(--line-3); color: var(--ink); }
      .add .pop { position: absolute; z-index: 7; inset: auto 0 58px; display: grid; grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr); max-width: 320px; gap: 8px 6px; align-items: center; padding: 12px; text-align: left; }
      .add .sel { width: 100%; }
      .add .sel select { padding: 0 18px 0 7px; font-family: var(--math); font-style: italic; }
      .add .btn, .add p { grid-column: 1 / -1; }
      @container ${onPhone} {
        .gal { gap: 12px 14px; }
      }
    `,
  ];

  declare features: Features;
  declare oneInput: boolean;
  /** The product that is being put together. */
  declare _draft: Member | undefined;

  readonly #pictures = new Pictures();
  #unwatch: () => void = () => {};

  constructor() {
    super();
    this.features = [];
    this.oneInput = false;
    new Foldout(this);
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
    const fits = (feature: Member) => !this.oneInput || !usesX2(feature);
    const usual = simple.filter(({ kind }) => fits({ kind }));
    const products = (this.features as readonly Member[]).filter(
      feature => factorsOf(feature).length > 0 && fits(feature),
    );
    return html`<fieldset class="gal feat">
      <legend class="sr">Input features</legend>
      <span class="label" aria-hidden="true">Input features</span>
      ${usual.map(({ kind, doc }, i) => this.#tile(i, defaults('feature', kind), doc))}
      ${products.map((product, i) => this.#tile(usual.length + i, product, `${docOf(product)} Choose it to take it away.`))}
      ${made.map(spec => this.#add(spec))}
    </fieldset>`;
  }

  #tile(i: number, feature: Member, doc: string | undefined) {
    const about = `about-${i}`;
    const name = [feature.kind, ...factorsOf(feature)].join(' ');
    const values = valuesOf(feature);
    const draw: Picture = (canvas, colors) => drawGridTile(canvas, values, colors);
    const picture = this.#pictures.get(this, name, values.length ? draw : undefined);
    const on = (this.features as readonly Member[]).some(other => same(feature, other));
    return tile(
      i,
      about,
      doc,
      html`<label class="tile">
        <input type="checkbox" aria-describedby=${about} .checked=${live(on)}
          @change=${(e: Event) => this.#choose(feature, (e.target as HTMLInputElement).checked)} />
        ${picture}
        <span class="math">${symbolOf(feature)}</span>
      </label>`,
    );
  }

  #add(spec: Spec) {
    const draft = this.#draftOf(spec);
    const has = (this.features as readonly Member[]).some(other => same(draft, other));
    const factor = (
      param: Param,
    ) => html`<span class="sel"><select aria-label=${param.doc?.replace(/\.$/, '') ?? nothing}
      ${chosen(String(draft[param.name]))}
      @change=${(e: Event) => {
        this._draft = { ...this.#draftOf(spec), [param.name]: (e.target as HTMLSelectElement).value };
      }}>
      ${this.#words(param).map(word => html`<option value=${word}>${labelOf(word)}</option>`)}
    </select></span>`;
    const [first, ...others] = spec.params;
    return html`<details class="add">
      <summary aria-label="Add a product">${icon('plus')}</summary>
      <span aria-hidden="true">add</span>
      <div class="pop">
        <p>${spec.doc}</p>
        ${first ? factor(first) : nothing}${others.map(param => html`<span aria-hidden="true">·</span>${factor(param)}`)}
        <button class="btn" ?disabled=${has} @click=${() => this.#addProduct(draft)}>
          ${has ? 'Already an input' : html`<span>Add <span class="math">${symbolOf(draft)}</span></span>`}
        </button>
      </div>
    </details>`;
  }

  /** What a factor may be, given the inputs that there are. */
  #words(param: Param): readonly string[] {
    const words = param.type === 'choice' ? param.words : [];
    return this.oneInput ? words.filter(kind => !usesX2({ kind })) : words;
  }

  /** The product at hand, of factors that there are. */
  #draftOf({ kind, params }: Spec): Member {
    const draft = this._draft?.kind === kind ? this._draft : defaults('feature', kind);
    const factors = params.map(param => {
      const [first = ''] = this.#words(param);
      const now = draft[param.name] as string;
      return [param.name, this.#words(param).includes(now) ? now : first] as const;
    });
    return { kind, ...Object.fromEntries(factors) };
  }

  #addProduct(product: Member): void {
    const details = this.renderRoot.querySelector('details');
    if (details) details.open = false;
    details?.querySelector('summary')?.focus();
    this.#choose(product, true);
  }

  #choose(feature: Member, on: boolean): void {
    const others = (this.features as readonly Member[]).filter(other => !same(feature, other));
    const order = families.feature.members.map(({ kind }) => kind);
    const next = (on ? [...others, feature] : others).toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
    fire(this, 'pg-features', next as unknown as Features);
    // Where it is refused the box is as it was.
    this.requestUpdate();
  }
}

const docOf = ({ kind }: Member): string => findMember('feature', kind)?.doc ?? '';
