import { css, html, LitElement } from 'lit';
import { icon } from './icons.ts';
import { shortcuts } from './shortcuts.ts';
import { base, buttons, popover } from './styles.ts';

/** The help about keys: a dialog. Esc closes it, and the focus returns. */
export class PgKeys extends LitElement {
  static override styles = [
    base,
    buttons,
    popover,
    css`
      :host { display: contents; }
      dialog { border: 0; width: 300px; max-width: calc(100vw - 32px); }
      dialog::backdrop { background: color-mix(in srgb, var(--bg) 55%, transparent); }
      .head { display: flex; align-items: center; justify-content: space-between; margin-bottom: 10px; }
      h2 { font-size: var(--t-3); font-weight: 600; }
      dl { display: grid; grid-template-columns: auto 1fr; gap: 8px 14px; align-items: center; color: var(--ink-2); }
      dt { display: flex; gap: 3px; }
      p { margin-top: 14px; color: var(--ink-3); font-size: var(--t-1); line-height: 15px; }
    `,
  ];

  protected override render() {
    return html`<dialog class="pop" aria-labelledby="title" @click=${this.#outside}>
      <div class="head">
        <h2 id="title">Keys</h2>
        <button class="btn ghost small icon" aria-label="Close" @click=${this.#close}>${icon('close')}</button>
      </div>
      <dl>
        ${shortcuts.map(
          ({ shown, text }) => html`<dt>${shown.map(key => html`<kbd class="kbd">${key}</kbd>`)}</dt><dd>${text}</dd>`,
        )}
      </dl>
      <p>Keys rest while a field has the focus. In the network, arrows move between units and layers, Enter opens a unit’s weights, and Delete removes a unit.</p>
    </dialog>`;
  }

  get isOpen(): boolean {
    return this.#dialog?.open ?? false;
  }

  async show(): Promise<void> {
    // It may have come into the page only now.
    await this.updateComplete;
    const dialog = this.#dialog;
    if (dialog && !dialog.open) dialog.showModal();
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #close(): void {
    this.#dialog?.close();
  }

  #outside(event: Event): void {
    // The backdrop belongs to the dialog itself.
    if (event.target === this.#dialog) this.#close();
  }
}
