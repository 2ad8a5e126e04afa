import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { live } from 'lit/directives/live.js';
import { type Entry, loadEntry } from '../data/entry.ts';
import { type ColumnFact, type Facts, facts } from '../data/facts.ts';
import { counted, percent, significant, whole } from '../draw/format.ts';
import type { Found } from '../engine/protocol.ts';
import { fire } from './events.ts';
import { icon } from './icons.ts';
import { onPhone } from './layout.ts';
import { base, buttons, checks, disclosure, fields } from './styles.ts';

/** How good a run was on the test rows, and when. */
export interface Tested {
  readonly found: Found;
  readonly epoch: number;
}

/**
 * What there is to know of a table: where it is from, which of its columns are inputs, and at last how good the network is
 * on rows that took no part.
 *
 * @prop name - The set in the catalog.
 * @prop base - The folder of the data sets.
 * @prop without - The columns of the source that are left out, by number among those that may be inputs.
 * @prop testRows - How many rows are kept for the end.
 * @prop tested - What the test said, if it was asked for.
 * @fires pg-without - `CustomEvent<readonly number[]>`: the columns to leave out; it may be all of them.
 * @fires pg-test - `CustomEvent<null>`: the test rows are to be looked at.
 */
export class PgTable extends LitElement {
  static override properties = {
    name: { type: String },
    base: { attribute: false },
    without: { attribute: false },
    testRows: { type: Number, attribute: 'test-rows' },
    tested: { attribute: false },
    _entry: { state: true },
    _error: { state: true },
  };
  static override styles = [
    base,
    buttons,
    checks,
    disclosure,
    fields,
    css`
      :host { display: grid; gap: 10px; font-size: var(--t-2); color: var(--ink-2); }
      h3 { font-size: var(--t-2); color: var(--ink); }
      .more > summary { min-height: 24px; }
      dl, .columns { display: grid; gap: 8px; margin-top: 4px; font-size: var(--t-1); line-height: 15px; }
      dl { overflow-wrap: anywhere; }
      dt { color: var(--ink-3); }
      a { color: var(--accent); }
      .columns { gap: 0; max-height: 210px; overflow-y: auto; }
      @container ${onPhone} { .columns { max-height: none; } }
      .columns .chk { max-width: 100%; font-size: var(--t-1); }
      .columns .chk span { overflow: hidden; text-overflow: ellipsis; }
      .columns p { padding: 4px 0 4px 20px; color: var(--ink-3); }
      .test { display: grid; gap: 6px; justify-items: start; }
      .test b { color: var(--ink); }
      .test .note { font-size: var(--t-1); line-height: 15px; color: var(--ink-3); }
    `,
  ];

  declare name: string;
  declare base: URL | undefined;
  declare without: readonly number[];
  declare testRows: number;
  declare tested: Tested | undefined;
  declare _entry: Entry | undefined;
  declare _error: string;

  constructor() {
    super();
    this.name = '';
    this.without = [];
    this.testRows = 0;
    this._error = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('name')) void this.#load(this.name);
  }

  protected override render() {
    const { _entry: entry } = this;
    return html`
      ${this._error ? html`<p class="err" role="alert">${icon('bad')}<span>${this._error}</span></p>` : nothing}
      ${entry ? this.#about(facts(entry, this.#base)) : nothing}
      ${entry?.columns && !entry.image ? this.#columns(facts(entry, this.#base).columns) : nothing}
      ${this.testRows > 0 ? this.#test() : nothing}`;
  }

  get #base(): URL {
    return this.base ?? new URL('data/', document.baseURI);
  }

  #about({ title, description, license, source, columns, ...more }: Facts) {
    const fact = (name: string, text: unknown) => (text ? html`<div><dt>${name}</dt><dd>${text}</dd></div>` : nothing);
    const named = (role: ColumnFact['role']) =>
      columns
        .filter(column => column.role === role)
        .map(({ label }) => label)
        .join('; ');
    const link = (text: string, url: string) => html`<a href=${url} target="_blank" rel="noreferrer">${text}</a>`;
    return html`<details class="more">
      <summary>${title}: ${license.name}</summary>
      <dl>
        ${fact('What it is', description)} ${fact('Rows', more.rows)} ${fact('Inputs', more.inputs)}
        ${fact('To predict', more.task)} ${fact('Identifiers, never learned from', named('identifier'))}
        ${fact('Empty cells', more.missing ?? 'None.')} ${fact('Repeated rows', more.duplicates)}
        ${fact('License', html`${link(license.name, license.url)}${license.note ? html`. ${license.note}` : nothing}`)}
        ${fact('Source', html`${link(source.origin, source.url)}, ${source.taken}`)}
        ${fact('To be named', more.attribution)} ${fact('To be cited', more.citation)}
        ${more.notes.map(note => fact('Note', note))}
      </dl>
    </details>`;
  }

  #columns(columns: readonly ColumnFact[]) {
    const inputs = columns.filter(({ role }) => role === 'input');
    const others = columns.filter(({ role }) => role !== 'input');
    const taken = inputs.filter((_, i) => !this.without.includes(i)).length;
    return html`<details class="more">
      <summary>${taken === inputs.length ? `All ${counted(taken, 'column')} are inputs` : `${taken} of ${counted(inputs.length, 'column')} are inputs`}</summary>
      <fieldset class="columns">
        <legend class="sr">Columns to learn from</legend>
        ${inputs.map(
          ({ label, kind, description }, i) => html`<label class="chk" title=${description ?? nothing}>
            <input type="checkbox" .checked=${live(!this.without.includes(i))} @change=${() => this.#toggle(i)} />
            <span>${label}${kind === 'numbers' ? nothing : html` <span class="mute">${kind}</span>`}</span>
          </label>`,
        )}
        ${others.map(({ label, role }) => html`<p>${label}: ${role}</p>`)}
      </fieldset>
    </details>`;
  }

  #test() {
    const { tested, testRows } = this;
    return html`<div class="test">
      <button class="btn small" @click=${() => fire(this, 'pg-test', null)}>
        Test on ${counted(testRows, 'row')} kept apart
      </button>
      <p role="status">${tested ? html`<b>${scoreOf(tested.found)}</b> at epoch ${whole(tested.epoch)}` : nothing}</p>
      <p class="note">For the end: whoever chooses by it needs other rows to know how good the choice is.</p>
    </div>`;
  }

  #toggle(column: number): void {
    const without = this.without.includes(column)
      ? this.without.filter(other => other !== column)
      : [...this.without, column].toSorted((a, b) => a - b);
    fire(this, 'pg-without', without);
    this.requestUpdate();
  }

  async #load(name: string): Promise<void> {
    this._entry = undefined;
    this._error = '';
    try {
      const entry = await loadEntry(name, this.#base);
      if (name === this.name) this._entry = entry;
    } catch (error) {
      if (name === this.name) this._error = error instanceof Error ? error.message : String(error);
    }
  }
}

/** What a test found, in a few words. */
function scoreOf({ accuracy, fits }: Found): string {
  if (accuracy !== undefined) return `${percent(accuracy)} right`;
  const parts = fits.map(
    ({ rmse, r2 }) => `RMSE ${significant(rmse)}${r2 === undefined ? '' : `, R² ${significant(r2)}`}`,
  );
  return parts.join('; ');
}
