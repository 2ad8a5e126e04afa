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

/**
 * A switch for drawing points, and what is drawn: a class or a number, or nothing more where points are erased.
 *
 * @prop opened - The run: its task and classes.
 * @prop tool - What a press on the output does; undefined while it only looks.
 * @fires pg-tool - `CustomEvent<Tool | null>`: what the user wants it to do; null for looking only.
 */
export class PgDraw extends LitElement {
  static override properties = { opened: { attribute: false }, tool: { attribute: false }, _error: { state: true } };
  static override styles = [
    base,
    buttons,
    fields,
    css`
      :host { display: contents; }
      .btn[aria-pressed='true'] { border-color: var(--accent); background: var(--accent-soft); color: var(--accent); }
      .tools { grid-column: 1 / -1; order: 2; flex-basis: 100%; display: grid; gap: 8px; }
      .row { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; }
      .row label { position: relative; }
      .row label input[type='radio'] { position: absolute; inset: 0; opacity: 0; width: 100%; height: 100%; cursor: pointer; }
      .row label:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
      .row label:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
      .dot { width: 8px; height: 8px; border-radius: 50%; }
      .value { display: flex; align-items: center; gap: 8px; font-size: var(--t-2); color: var(--ink-2); }
      .value .inp { width: 72px; height: 24px; text-align: right; }
      .note { font-size: var(--t-1); line-height: 15px; color: var(--ink-3); }
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
    return html`<button class="btn" aria-pressed=${tool ? 'true' : 'false'} aria-expanded=${tool ? 'true' : 'false'}
        @click=${() => this.#tell(tool ? null : { type: 'draw', y: 0 })}>${icon('pen')}<span>Draw</span></button>
      ${opened && tool ? this.#tools(opened, tool) : nothing}`;
  }

  #tools(opened: Opened, tool: Tool) {
    const choice = (label: unknown, wanted: Tool, on: boolean) => html`<label class="btn small">
      <input type="radio" name="tool" .checked=${on} @change=${() => this.#tell(wanted)} />${label}
    </label>`;
    const { task, outputs, columns } = opened;
    const numbers = task === 'regression';
    const draw = { type: 'draw', y: tool.type === 'draw' ? tool.y : 0 } as const;
    const classes = outputs.map((name, i) =>
      choice(
        html`<i class="dot" ${styled({ background: classColor(task, i) })}></i>${name}`,
        { type: 'draw', y: i },
        tool.type === 'draw' && tool.y === i,
      ),
    );
    return html`<div class="tools">
      <fieldset class="row">
        <legend class="sr">What is drawn</legend>
        ${numbers ? choice('Point', draw, tool.type === 'draw') : classes}
        ${choice('Erase', { type: 'erase' }, tool.type === 'erase')}
      </fieldset>
      ${numbers && tool.type === 'draw' && columns.length > 1 ? this.#value(tool.y) : nothing}
      <p class="note">Press the output to add a point, drag one to move it. In the output, arrows move a cross, Enter adds or grabs, Delete erases, Esc leaves.</p>
    </div>`;
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

  #tell(tool: Tool | null): void {
    this._error = '';
    fire(this, 'pg-tool', tool);
  }
}
