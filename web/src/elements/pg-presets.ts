import { css, html, LitElement, nothing } from 'lit';
import { icon } from './icons.ts';
import type { LayerConfig } from './layers.ts';
import { onPhone } from './layout.ts';
import { base, buttons, popover } from './styles.ts';

/** Room between the menu and the edges of the window. */
const MARGIN = 12;

/**
 * The button that opens the menu of what to start from (`pg-preset-menu`).
 *
 * @prop layers - The hidden layers as they are.
 */
export class PgPresets extends LitElement {
  static override properties = {
    layers: { attribute: false },
    _open: { state: true },
  };
  static override styles = [
    base,
    buttons,
    popover,
    css`
      :host { display: block; }
      .open { color: var(--ink); padding-right: 6px; font-weight: 400; }
      .open .i { width: 12px; height: 12px; margin-left: 4px; color: var(--ink-3); }
      #menu { position: fixed; inset: auto; width: 440px; max-width: calc(100vw - 24px); margin: 0; padding: 0; border: 0; overflow: auto; overscroll-behavior: contain; }
      @container ${onPhone} { .open { margin-right: -6px; } }
      @media print { :host { display: none; } }
    `,
  ];

  declare layers: readonly LayerConfig[];
  /** Whether the menu has been opened: until then it is empty. */
  declare _open: boolean;

  constructor() {
    super();
    this.layers = [];
    this._open = false;
  }

  protected override render() {
    return html`<button id="open" class="btn ghost open" popovertarget="menu" aria-haspopup="dialog" @keydown=${this.#escape}>Presets${icon('chevron')}</button>
      <div id="menu" class="pop" popover role="dialog" aria-label="Presets" @beforetoggle=${this.#toggle} @keydown=${this.#escape}>
        ${
          this._open
            ? html`<pg-preset-menu .layers=${this.layers} @pg-layers=${this.#close} @pg-preset=${this.#close}></pg-preset-menu>`
            : nothing
        }
      </div>`;
  }

  /** Puts the menu below its button. */
  #toggle(event: ToggleEvent): void {
    if (event.newState !== 'open') return;
    this._open = true;
    const button = this.renderRoot.querySelector('#open')?.getBoundingClientRect();
    if (!button) return;
    const { style } = event.currentTarget as HTMLElement;
    const width = Math.min(440, innerWidth - 2 * MARGIN);
    const top = Math.min(button.bottom + 4, innerHeight / 2);
    style.top = `${top}px`;
    style.left = `${Math.max(MARGIN, Math.min(button.right - width, innerWidth - width - MARGIN))}px`;
    style.maxHeight = `${innerHeight - top - MARGIN}px`;
  }

  /** Closes the menu and gives the focus back; the browser does not find its button inside a shadow root. */
  #escape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.#menu) return;
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  }

  /** The menu, while it is open. */
  get #menu(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('#menu:popover-open');
  }

  #close(): void {
    this.#menu?.hidePopover();
    this.renderRoot.querySelector<HTMLElement>('#open')?.focus();
  }
}
