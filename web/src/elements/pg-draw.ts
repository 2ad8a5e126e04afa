import { css, html, LitElement, nothing } from 'lit';
import { short } from '../draw/format.ts';
import type { Opened } from '../engine/protocol.ts';
import type { Tool } from '../run/state.ts';
import { fire } from './events.ts';
import { icon } from './icons.ts';
import { parseNumber } from './slider.ts';
import { styled } from './styled.ts';
import { base, buttons, fields } from './styles.ts';

/** Variables with the colors of classes: of two those of − and +. */
export const classColor = (task: Opened['task'], i: number): string =>
  task === 'binary' ? ['var(--neg)', 'var(--pos)'][i]! : `var(--cat-${i})`;

/** What each tool is for, in words. */
const hints: Readonly<Record<Tool['type'], string>> = {
  draw: 'Press where a point is to be; drag one to move it.',
  move: 'Drag a point to where it is to be.',
  erase: 'Press a point to erase it.',
};

/**
 * The tools for points, beside the output that they are used on: each class or a number, move, erase; and an end to it.
 *
 * @prop opened - The run: its task and classes.
 * @prop tool - The one that is in use.
 * @fires pg-tool - `CustomEvent<Tool | null>`: the one that the user wants; null for none.
 */
export class PgDraw extends LitElement {
  static override properties = { opened: { attribute: false }, tool: { attribute: false }, _error: { state: true } };
  static override styles = [
    base,
    buttons,
    fields,
    css`
      :host { display: grid; gap: 8px; scroll-margin: 12px 0; }
      .bar { display: flex; align-items: flex-end; justify-content: space-between; gap: 4px; }
      .row { display: flex; flex-wrap: wrap; gap: 4px; }
      .row label { position: relative; min-width: var(--touch); padding: 0 7px; }
      .row label input { position: absolute; inset: 0; opacity: 0; width: 100%; height: 100%; cursor: pointer; }
      .row label:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
      .row label:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
      .dot { width: 8px; height: 8px; border-radius: 50%; forced-color-adjust: none; }
      .value { display: flex; align-items: center; gap: 8px; font-size: var(--t-2); color: var(--ink-2); }
      .value .inp { width: 72px; text-align: right; }
      .note { font-size: var(--t-1); line-height: 15px; color: var(--ink-3); }
      @media (pointer: coarse) { .keys { display: none; } }
      @media print { :host { visibility: hidden; } } /* its room stays: the loss below is not drawn anew */
    `,
  ];

  declare opened: Opened | undefined;
  declare tool: Tool | undefined;
  declare _error: string;

  constructor() {
    super();
    this._error = '';
  }

  protected override render() {
    const { opened, tool } = this;
    if (!opened || !tool) return nothing;
    const { columns, task } = opened;
    const asksNumber = task === 'regression' && tool.type === 'draw' && columns.length > 1;
    return html`<div class="bar" @keydown=${this.#key}>
        <fieldset class="row"><legend class="sr">What a press on the output does</legend>${this.#tools(opened, tool)}</fieldset>
        <button class="btn" @click=${() => this.#tell(null)}>Done</button>
      </div>
      ${asksNumber ? this.#value(tool.y) : nothing}
      <p class="note">${hints[tool.type]}
        <span class="keys">By keys: arrows move a cross, Enter presses there, Delete erases, Esc ends.</span></p>`;
  }

  #tools({ task, outputs }: Opened, tool: Tool) {
    const choice = (label: unknown, wanted: Tool, on: boolean) => html`<label class="btn">
      <input type="radio" name="tool" .checked=${on} @change=${() => this.#tell(wanted)} />${label}
    </label>`;
    const classes = outputs.map((name, y) => {
      const dot = html`<i class="dot" ${styled({ background: classColor(task, y) })}></i>`;
      return choice(html`${dot}${name}`, { type: 'draw', y }, tool.type === 'draw' && tool.y === y);
    });
    const point = () => choice('Point', { type: 'draw', y: tool.type === 'draw' ? tool.y : 0 }, tool.type === 'draw');
    return html`${task === 'regression' ? point() : classes}
      ${choice('Move', { type: 'move' }, tool.type === 'move')}
      ${choice('Erase', { type: 'erase' }, tool.type === 'erase')}`;
  }

  #value(y: number) {
    const wrong = this._error !== '';
    return html`<label class="value">Number of a new point
        <input class="inp" inputmode="decimal" autocomplete="off" .value=${short(y)} aria-invalid=${wrong}
          aria-describedby=${wrong ? 'error' : nothing} @change=${this.#enter} /></label>
      ${wrong ? html`<p id="error" class="err" role="alert">${icon('bad')}<span>${this._error}</span></p>` : nothing}`;
  }

  #enter(event: Event): void {
    const y = parseNumber((event.target as HTMLInputElement).value);
    this._error = Number.isFinite(y) ? '' : 'Use a number.';
    if (Number.isFinite(y)) this.#tell({ type: 'draw', y });
  }

  #key({ key }: KeyboardEvent): void {
    if (key === 'Escape') this.#tell(null);
  }

  #tell(tool: Tool | null): void {
    this._error = '';
    fire(this, 'pg-tool', tool);
  }
}
