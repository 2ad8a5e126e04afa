import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import type { Notice } from '../run/state.ts';
import { fire } from './events.ts';
import { icon } from './icons.ts';
import { onPhone } from './layout.ts';
import { base, buttons, popover } from './styles.ts';

/** How long a notice that only informs stays, in milliseconds, unless it has the pointer or the focus. */
const INFO_MS = 12_000;

/**
 * Something to tell: what happened, why, and what can be done.
 *
 * @prop notice - What to tell; nothing is shown without.
 * @fires pg-close - `CustomEvent<void>`: the user has seen it, or it has been there long enough.
 */
export class PgNotice extends LitElement {
  static override properties = { notice: { attribute: false } };
  static override styles = [
    base,
    buttons,
    popover,
    css`
      :host { display: block; }
      .pop { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 4px 10px; align-items: start; padding: 14px 12px 14px 16px; }
      .pop > .i { margin-top: 2px; }
      .bad > .i { color: var(--bad); }
      .warn > .i { color: var(--warn); }
      h2 { font-size: 14px; line-height: 20px; font-weight: 600; }
      p { font-size: var(--t-3); line-height: 19px; color: var(--ink-2); overflow-wrap: anywhere; }
      .actions { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 8px; }
      :is(p, .actions) { grid-column: 2; }
      .line { display: flex; align-items: center; gap: 8px; width: fit-content; margin-left: auto; }
      .line.pop { padding: 4px 6px 4px 12px; border-radius: var(--r-2); }
      .line > .i { color: var(--ink-3); }
      .line p { flex: 1; font-size: var(--t-2); line-height: 16px; }
      .line b { font-weight: 600; color: var(--ink); }
      @container ${onPhone} {
        .line.pop { flex-wrap: wrap; width: auto; }
        .line p { flex: 1 1 70%; }
        .pop:not(.line) > .btn { margin: -11px -4px -13px; }
      }
    `,
  ];

  declare notice: Notice | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hasPointer = false;

  constructor() {
    super();
    // On the element itself: what is inside it comes and goes without a word to whoever listens there.
    this.addEventListener('pointerenter', () => this.#point(true));
    this.addEventListener('pointerleave', () => this.#point(false));
    this.addEventListener('focusin', () => this.#wait());
    this.addEventListener('focusout', () => this.#wait());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override render() {
    const { notice } = this;
    // The regions are always there: what appears in a region that is new is often not read out.
    return html`<div role="alert">${notice && notice.type !== 'info' ? this.#card(notice) : nothing}</div>
      <div role="status">${notice?.type === 'info' ? this.#line(notice) : nothing}</div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('notice')) this.#wait();
  }

  /** A thing to know: one line, which goes by itself unless it has the pointer or the focus. */
  #line({ type, title, text, actions = [] }: Notice) {
    return html`<div class="pop line">
      ${icon(type)}
      <p><b>${title}.</b> ${text ?? nothing}</p>
      ${actions.map(({ label, act }) => html`<button class="btn small" @click=${act}>${label}</button>`)}
      <button class="btn ghost small icon" aria-label="Close" @click=${this.#close}>${icon('close')}</button>
    </div>`;
  }

  /** Something that went wrong: a card, which stays. */
  #card({ type, title, text, actions = [] }: Notice) {
    return html`<div class="pop ${type}">
      ${icon(type)}
      <h2>${title}</h2>
      <button class="btn ghost small icon" aria-label="Close" @click=${this.#close}>${icon('close')}</button>
      ${text ? html`<p>${text}</p>` : nothing}
      ${
        actions.length
          ? html`<div class="actions">${actions.map(
              ({ label, act }, i) =>
                html`<button class="btn ${i === 0 ? 'primary' : ''}" @click=${act}>${label}</button>`,
            )}</div>`
          : nothing
      }
    </div>`;
  }

  #point(has: boolean): void {
    this.#hasPointer = has;
    this.#wait();
  }

  /** Has a thing to know close itself after a while, unless it has the pointer or the focus. */
  #wait(): void {
    clearTimeout(this.#timer);
    if (this.notice?.type !== 'info' || this.#hasPointer || this.shadowRoot?.activeElement) return;
    this.#timer = setTimeout(() => this.#close(), INFO_MS);
  }

  #close(): void {
    clearTimeout(this.#timer);
    fire(this, 'pg-close', undefined);
  }
}
