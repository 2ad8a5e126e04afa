import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Value } from '../engine/protocol.ts';
import { never } from '../never.ts';
import {
  allowedNumbers,
  detailed,
  isValid,
  type Member,
  type NumberParam,
  type Param,
  paramLabel,
  sentenceCase,
} from '../registry.ts';
import { chosen } from './chosen.ts';
import { fire } from './events.ts';
import { icon } from './icons.ts';
import { onPhone } from './layout.ts';
import { parseNumber, sliderOf, writeNumber } from './slider.ts';
import { styled } from './styled.ts';
import { base, checks, fields, range } from './styles.ts';
import { tipped, tips } from './tip.ts';

/**
 * One setting as the control of its kind, as the registry declares it.
 *
 * @prop param - The declaration.
 * @prop value - Its value.
 * @prop label - Its name, where another than the declaration's is wanted.
 * @prop note - What is said after the value of a slider.
 * @prop slider - Whether a number is a slider; else it is a field.
 * @prop bare - Whether a number is a field without its name beside it.
 * @prop write - How a number is written.
 * @fires pg-change - `CustomEvent<Value>`: the value that the user settled on; it is valid.
 */
export class PgParam extends LitElement {
  static override properties = {
    param: { attribute: false },
    value: { attribute: false },
    label: { type: String },
    note: { type: String },
    slider: { type: Boolean },
    bare: { type: Boolean },
    write: { attribute: false },
    _draft: { state: true },
    _error: { state: true },
  };
  static override styles = [
    base,
    fields,
    range,
    checks,
    tips,
    css`
      :host { display: block; min-width: 0; }
      .kv { display: flex; align-items: center; justify-content: space-between; gap: 8px; min-height: 26px; }
      .kv label { font-size: var(--t-2); color: var(--ink-2); }
      .kv label { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      .kv .inp { flex: none; width: 72px; color: var(--ink-2); height: 24px; padding: 0 7px; text-align: right; }
      .kv select { height: 24px; max-width: 132px; }
      @container ${onPhone} { .kv label { white-space: normal; } }
      .err { margin-top: 2px; }
      .bare { position: relative; }
      .bare .inp { height: 24px; padding: 0 6px; }
      .bare .err {
        position: absolute;
        right: 0;
        top: calc(100% + 6px);
        z-index: 6;
        padding: 6px 8px;
        background: var(--raise);
        border-radius: var(--r-2);
        box-shadow: 0 0 0 1px var(--line), var(--shadow);
        white-space: nowrap;
      }
      .chk { max-width: 100%; }
      output .mute { font-weight: 400; }
      pg-choice { margin-top: 2px; }
    `,
  ];

  declare param: Param | undefined;
  declare value: Value;
  declare label: string;
  declare note: string;
  declare slider: boolean;
  declare bare: boolean;
  declare write: (x: number) => string;
  /** What is being entered: the text of a field, or the value under a thumb that moves. */
  declare _draft: string | number | undefined;
  declare _error: string;

  constructor() {
    super();
    void detailed.then(() => this.requestUpdate());
    this.value = null;
    this.label = '';
    this.note = '';
    this.slider = false;
    this.bare = false;
    this.write = writeNumber;
    this._error = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('value') && !changed.has('param')) return;
    this._draft = undefined;
    this._error = '';
  }

  protected override render() {
    const { param } = this;
    if (!param) return nothing;
    switch (param.type) {
      case 'number':
      case 'integer':
        return this.slider ? this.#range(param) : this.#number(param);
      case 'flag':
        return this.#flag(param);
      case 'choice':
        return this.#words(param, param.words);
      case 'name':
      case 'list':
        return this.#text(param);
      case 'member':
        return html`<pg-choice nested .family=${param.family} .value=${this.value as Member | null} .label=${this.#name(param)}
          @pg-change=${this.#nested}></pg-choice>`;
      case 'record':
        return nothing; // parts of the configuration that have their own place on the page
      default:
        return never(param);
    }
  }

  #name(param: Param): string {
    return this.label || sentenceCase(paramLabel(param.name));
  }

  #range(param: NumberParam) {
    const slider = sliderOf(param);
    const value = typeof this._draft === 'number' ? this._draft : (this.value as number);
    const at = slider.position(value);
    const control = html`<div class="field">
      <div class="row">
        <label for="it">${this.#name(param)}</label>
        <output for="it">${this.write(value)}${this.note ? html` <span class="mute">${this.note}</span>` : nothing}</output>
      </div>
      <input id="it" class="rng" type="range" min="0" max=${slider.last} .value=${live(String(at))}
        ${styled({ '--p': `${(100 * at) / slider.last}%` })} aria-valuetext=${`${this.write(value)} ${this.note}`.trim()}
        aria-describedby="about"
        @input=${(e: Event) => this.#move(slider.value(Number((e.target as HTMLInputElement).value)))}
        @change=${(e: Event) => this.#settle(slider.value(Number((e.target as HTMLInputElement).value)))} />
    </div>`;
    return tipped('about', param.doc, control);
  }

  #number(param: NumberParam) {
    return this.#field(param, typeof this.value === 'number' ? this.write(this.value) : '', 'decimal');
  }

  #text(param: Param) {
    return this.#field(param, Array.isArray(this.value) ? this.value.join(', ') : String(this.value ?? ''), 'text');
  }

  #field(param: Param, value: string, mode: 'decimal' | 'text') {
    const text = typeof this._draft === 'string' ? this._draft : value;
    const described = [this._error && 'error', !this.bare && 'about'].filter(Boolean).join(' ');
    const input = html`<input id="it" class="inp" inputmode=${mode} autocomplete="off" spellcheck="false"
      .value=${live(text)} aria-label=${this.bare ? this.#name(param) : nothing}
      aria-invalid=${this._error ? 'true' : 'false'} aria-describedby=${described || nothing}
      @change=${this.#enter} @keydown=${this.#key} />`;
    if (this.bare) return html`<div class="bare">${input}${this.#wrong()}</div>`;
    const control = html`<div class="kv"><label for="it">${this.#name(param)}</label>${input}</div>`;
    return html`${tipped('about', param.doc, control)} ${this.#wrong()}`;
  }

  #flag(param: Param) {
    const control = html`<label class="chk">
      <input type="checkbox" aria-describedby="about" .checked=${live(this.value === true)}
        @change=${(e: Event) => this.#settle((e.target as HTMLInputElement).checked)} />${this.#name(param)}
    </label>`;
    return tipped('about', param.doc, control);
  }

  #words(param: Param, words: readonly string[]) {
    const control = html`<div class="kv">
      <label for="it">${this.#name(param)}</label>
      <span class="sel"><select id="it" aria-describedby="about" ${chosen(String(this.value))}
        @change=${(e: Event) => this.#settle((e.target as HTMLSelectElement).value)}>
        ${words.map(word => html`<option value=${word}>${word.replaceAll('_', ' ')}</option>`)}
      </select></span>
    </div>`;
    return tipped('about', param.doc, control);
  }

  #wrong() {
    return this._error
      ? html`<p id="error" class="err" role="alert">${icon('bad')}<span>${this._error}</span></p>`
      : nothing;
  }

  #move(value: number): void {
    this._draft = value;
  }

  #nested(event: CustomEvent<Member>): void {
    event.stopPropagation();
    this.#settle(event.detail);
  }

  #enter(event: Event): void {
    const { param } = this;
    if (!param) return;
    const text = (event.target as HTMLInputElement).value;
    const value = read(param, text);
    if (isValid(param, value)) return this.#settle(value);
    this._draft = text;
    this._error = `Use ${allowed(param, this.write)}.`;
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || this._draft === undefined) return;
    event.stopPropagation();
    this._draft = undefined;
    this._error = '';
  }

  #settle(value: Value): void {
    const changes = value !== this.value;
    this._draft = undefined;
    this._error = '';
    // Shown at once; whoever holds the value gives it back if it was refused.
    this.value = value;
    this.requestUpdate();
    if (changes) fire(this, 'pg-change', value);
  }
}

function read(param: Param, text: string): Value {
  if (param.type === 'list') {
    const items = text.split(/[\s;]+|,\s*/).filter(Boolean);
    return param.item.type === 'name' ? items : items.map(parseNumber);
  }
  return param.type === 'name' ? text.trim() : parseNumber(text);
}

function allowed(param: Param, write: (x: number) => string): string {
  if (param.type === 'number' || param.type === 'integer') return allowedNumbers(param, write);
  if (param.type === 'list') return `up to ${param.most} values with commas between them`;
  return 'a word of letters, digits and hyphens';
}
