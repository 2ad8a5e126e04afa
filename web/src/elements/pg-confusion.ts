import { css, html, LitElement, nothing } from 'lit';
import { counted, percent, whole } from '../draw/format.ts';
import { shade } from './pg-score.ts';
import { styled } from './styled.ts';
import { base } from './styles.ts';

/** Names longer than this stand upright above their columns. */
const SHORT = 3;

type Cell = readonly [is: number, said: number];

/** Where a key leads to in a table of so many rows and columns. */
function next([is, said]: Cell, key: string, classes: number): Cell | undefined {
  const last = classes - 1;
  switch (key) {
    case 'ArrowUp':
      return [Math.max(0, is - 1), said];
    case 'ArrowDown':
      return [Math.min(last, is + 1), said];
    case 'ArrowLeft':
      return [is, Math.max(0, said - 1)];
    case 'ArrowRight':
      return [is, Math.min(last, said + 1)];
    case 'Home':
      return [is, 0];
    case 'End':
      return [is, last];
    default:
      return undefined;
  }
}

/**
 * Which classes are taken for which: a row for what images are, a column for what the network says. Arrow keys go from
 * cell to cell.
 *
 * @prop names - The classes.
 * @prop confusion - Rows by class and prediction, `[classes, classes]`.
 * @prop of - What is counted, in the plural: `validation images`.
 * @prop brief - Whether there is room for colors only.
 */
export class PgConfusion extends LitElement {
  static override properties = {
    names: { attribute: false },
    confusion: { attribute: false, hasChanged: isOther },
    of: { type: String },
    brief: { type: Boolean },
    _cell: { state: true },
  };
  static override styles = [
    base,
    css`
      :host { display: block; font-size: var(--t-1); line-height: 14px; color: var(--ink-3); }
      table { width: 100%; table-layout: fixed; border-collapse: separate; border-spacing: 2px; margin: 0 -2px; width: calc(100% + 4px); }
      th { overflow: hidden; padding: 0; font-weight: 400; color: var(--ink-2); text-overflow: ellipsis; white-space: nowrap; }
      th[scope='row'] { padding-right: 6px; text-align: right; }
      thead th { vertical-align: bottom; }
      .corner { width: 30px; height: auto; }
      .long td { height: 19px; font-size: var(--t-1); }
      .long .corner { width: 76px; }
      .long thead span { display: inline-block; max-height: 78px; overflow: hidden; writing-mode: sideways-lr; }
      td { height: 21px; padding: 0; border-radius: var(--r-1); font-size: var(--t-2); font-weight: 600; text-align: center; color: var(--ink); font-variant-numeric: tabular-nums; forced-color-adjust: none; }
      td.none { font-weight: 400; color: var(--ink-3); }
      td:focus-visible { outline-offset: 1px; }
      .said { min-height: 30px; margin-top: 4px; line-height: 15px; color: var(--ink-2); }
      .colors { display: grid; grid-template-columns: repeat(var(--classes), 1fr); gap: 1px; aspect-ratio: 1; }
      .colors i { border-radius: 2px; forced-color-adjust: none; }
    `,
  ];

  declare names: readonly string[];
  declare confusion: Uint32Array;
  declare of: string;
  declare brief: boolean;
  /** The cell that the tab key reaches, and that is spelled out. */
  declare _cell: Cell | undefined;

  constructor() {
    super();
    this.names = [];
    this.confusion = new Uint32Array();
    this.of = 'images';
    this.brief = false;
  }

  protected override render() {
    const { names } = this;
    if (this.brief) return this.#colors();
    const isLong = names.some(({ length }) => length > SHORT);
    return html`<table class=${isLong ? 'long' : ''} role="grid" @keydown=${this.#move} @focusin=${this.#focus} @pointerover=${this.#focus}>
        <caption class="sr">Rows are what ${this.of} are, columns what the network says.</caption>
        <thead><tr><td class="corner"></td>${names.map(name => html`<th scope="col" title="said ${name}"><span><span class="sr">said </span>${name}</span></th>`)}</tr></thead>
        <tbody>${names.map((name, is) => this.#row(name, is))}</tbody>
      </table>
      <p class="said" role=${this._cell ? 'status' : nothing}>${this.#spelled()}</p>`;
  }

  #row(name: string, is: number) {
    const classes = this.names.length;
    const row = this.confusion.subarray(is * classes, (is + 1) * classes);
    const [atIs, atSaid] = this._cell ?? [0, 0];
    return html`<tr><th scope="row" title="is ${name}"><span class="sr">is </span>${name}</th>${Array.from(
      row,
      (count, said) => {
        const tabindex = is === atIs && said === atSaid ? 0 : -1;
        return html`<td class=${count ? '' : 'none'} tabindex=${tabindex} data-is=${is} data-said=${said}
        ${styled({ background: this.#color(is, said) })}>${count}</td>`;
      },
    )}</tr>`;
  }

  /** Where there is no room for numbers: their colors, and the sum of them in words. */
  #colors() {
    const { names, confusion } = this;
    const places = [...names.keys()];
    const all = confusion.reduce((a, b) => a + b, 0);
    const right = places.reduce((sum, i) => sum + (confusion[i * names.length + i] ?? 0), 0);
    const text = `Confusion of ${whole(names.length)} classes: ${whole(right)} of ${whole(all)} ${this.of} are right.`;
    return html`<div class="colors" role="img" aria-label=${text} ${styled({ '--classes': String(names.length) })}>
      ${places.flatMap(is => places.map(said => html`<i ${styled({ background: this.#color(is, said) })}></i>`))}
    </div>`;
  }

  #color(is: number, said: number): string {
    const classes = this.names.length;
    const row = this.confusion.subarray(is * classes, (is + 1) * classes);
    const count = row[said] ?? 0;
    const sum = row.reduce((a, b) => a + b, 0);
    return count ? shade(said, count / sum, is === said, classes) : 'var(--bg-2)';
  }

  /** The cell in words; before there is one, how to read the table. */
  #spelled(): string {
    const { names, confusion } = this;
    if (!this._cell) return 'Rows: what they are. Columns: what the network says.';
    const [is, said] = this._cell;
    const row = confusion.subarray(is * names.length, (is + 1) * names.length);
    const sum = row.reduce((a, b) => a + b, 0);
    const count = row[said] ?? 0;
    const share = sum ? `, ${percent(count / sum)}` : '';
    const verdict = is === said ? 'rightly ' : '';
    return `Of ${counted(sum, 'image')} of “${names[is]}”, ${whole(count)} ${count === 1 ? 'is' : 'are'} ${verdict}said to be “${names[said]}”${share}.`;
  }

  #move(event: KeyboardEvent): void {
    const cell = next(this._cell ?? [0, 0], event.key, this.names.length);
    if (!cell) return;
    event.preventDefault();
    event.stopPropagation();
    this._cell = cell;
    this.renderRoot.querySelector<HTMLElement>(`[data-is='${cell[0]}'][data-said='${cell[1]}']`)?.focus();
  }

  #focus({ target }: Event): void {
    const { is, said } = (target as HTMLElement).dataset;
    if (is !== undefined && said !== undefined) this._cell = [Number(is), Number(said)];
  }
}

function isOther(now: Uint32Array, before: Uint32Array | undefined): boolean {
  return now.length !== before?.length || now.some((n, i) => n !== before[i]);
}
