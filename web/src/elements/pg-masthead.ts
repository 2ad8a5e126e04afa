import { css, html, LitElement, nothing } from 'lit';
import { catalog } from '../data/catalog.ts';
import { counted } from '../draw/format.ts';
import type { Frame } from '../engine/protocol.ts';
import { type Configuration, findMember, type Member } from '../registry.ts';
import { RunController } from '../run/context.ts';
import { fire } from './events.ts';
import { brandMark, icon } from './icons.ts';
import { inSentence, memberLabel } from './layers.ts';
import { belowDesktop, onPhone } from './layout.ts';
import { base, buttons, popover } from './styles.ts';
import { appearanceAt, watchColors } from './theme.ts';

/**
 * The head of the page: brand, screen, the name of the run, and what concerns the whole page.
 *
 * @prop menu - Whether there is little room: then the name of the run, its speed, its seed and the keys are in a menu.
 * @fires pg-theme - `CustomEvent<void>`: light or dark, the other one.
 * @fires pg-help - `CustomEvent<void>`: show the keys.
 */
export class PgMasthead extends LitElement {
  static override properties = { menu: { type: Boolean } };
  static override styles = [
    base,
    buttons,
    popover,
    css`
      :host { display: block; }
      header { display: flex; align-items: center; height: max(44px, var(--touch) + 8px); padding: 0 20px; gap: 8px; border-bottom: 1px solid var(--line); }
      .brand { display: inline-flex; align-items: center; gap: 8px; min-height: var(--touch); margin-right: 20px; color: var(--ink); text-decoration: none; }
      .brand span { font-weight: 600; font-size: var(--t-4); letter-spacing: -0.02em; }
      .brand svg { width: 22px; height: 22px; }
      nav { display: flex; height: 100%; gap: 2px; }
      nav a { position: relative; display: inline-flex; align-items: center; padding: 0 10px; color: var(--ink); text-decoration: none; }
      nav a { font-size: var(--t-3); font-weight: 600; white-space: nowrap; }
      nav a::after { content: ''; position: absolute; inset: auto 10px -1px; height: 2px; background: var(--accent); forced-color-adjust: none; }
      .name { font-size: var(--t-2); color: var(--ink-2); white-space: nowrap; margin-right: 10px; }
      .print { margin-right: 10px; white-space: nowrap; color: var(--ink-3); }
      .print code { font: var(--t-1) / 1 var(--mono); }
      .end { display: flex; align-items: center; gap: 6px; }
      #menu { position: fixed; inset: auto; width: max-content; max-width: calc(100vw - 24px); margin: 0; border: 0; }
      #menu:popover-open { display: grid; gap: 12px; justify-items: start; }
      #menu .name { font-size: var(--t-3); font-weight: 600; color: var(--ink); }
      #menu .btn { margin: -4px 0 -6px -10px; }
      @container ${belowDesktop} {
        header { padding: 0 16px; }
        .brand { margin-right: 8px; }
        nav a { padding: 0 8px; }
        nav a::after { inset-inline: 8px; }
      }
      @container ${onPhone} {
        header { height: 48px; padding: 0 4px 0 16px; }
        nav { display: none; }
        .end { gap: 0; }
        .end > .btn { width: 44px; min-width: 44px; height: 44px; padding: 0; border-color: transparent; background: none; }
      }
    `,
  ];

  declare menu: boolean;
  readonly #context = new RunController(this, frame => this.#draw(frame));
  #unwatch: () => void = () => {};

  constructor() {
    super();
    this.menu = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unwatch = watchColors(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwatch();
  }

  protected override updated(): void {
    const { frame } = this.#context.run ?? {};
    if (frame) this.#draw(frame);
  }

  protected override render() {
    const dark = appearanceAt(this) === 'dark';
    return html`<header>
      <h1 class="sr">Playground</h1>
      <a class="brand" href=${this.#context.run?.app ?? '.'} aria-label="playgrad, start page">${brandMark}<span>playgrad</span></a>
      <nav aria-label="Screens"><a href="#" aria-current="page" @click=${(e: Event) => e.preventDefault()}>Playground</a></nav>
      <span class="grow"></span>
      <span class="end">
        ${this.menu ? nothing : this.#name()}
        <pg-share></pg-share>
        <button class="btn ghost icon" aria-label=${dark ? 'Light theme' : 'Dark theme'} title="Light or dark  D"
          @click=${() => fire(this, 'pg-theme', undefined)}>${icon(dark ? 'sun' : 'moon')}</button>
        ${this.menu ? this.#menu() : this.#keys(icon('help'))}
      </span>
    </header>`;
  }

  #name() {
    const config = this.#context.run?.config;
    return html`${config ? html`<span class="name">${runName(config)}</span>` : nothing}
      <span class="print" title="Fingerprint of all weights: runs that are equal to the bit have equal ones">
        <span class="sr">Fingerprint of the weights</span> <code></code>
      </span>`;
  }

  #keys(content: unknown) {
    return html`<button class="btn ghost ${this.menu ? '' : 'icon'}" aria-label="Keys" title="All keys  ?"
      @click=${this.#help}>${content}</button>`;
  }

  /** What has no place in the head itself. */
  #menu() {
    return html`<button id="burger" class="btn ghost icon" aria-label="Menu" title="Menu" popovertarget="menu">${icon('menu')}</button>
      <div id="menu" class="pop" popover role="dialog" aria-label="Menu" @beforetoggle=${this.#place} @keydown=${this.#escape}>
        ${this.#name()}
        <pg-pace></pg-pace>
        ${this.#keys(html`${icon('help')}Keys`)}
      </div>`;
  }

  /** Puts the menu below its button. */
  #place(event: Event): void {
    const button = this.renderRoot.querySelector('#burger')?.getBoundingClientRect();
    const { style } = event.currentTarget as HTMLElement;
    if (!button) return;
    style.top = `${button.bottom + 4}px`;
    style.right = `${document.documentElement.clientWidth - button.right}px`;
  }

  /** Closes the menu and gives the focus back; the browser does not find its button inside a shadow root. */
  #escape(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.#closeMenu();
    this.renderRoot.querySelector<HTMLElement>('#burger')?.focus();
  }

  #closeMenu(): void {
    this.renderRoot.querySelector<HTMLElement>('#menu:popover-open')?.hidePopover();
  }

  #help(): void {
    this.#closeMenu();
    fire(this, 'pg-help', undefined);
  }

  #draw({ fingerprint }: Frame): void {
    const print = this.renderRoot.querySelector('.print code');
    if (print) print.textContent = fingerprint;
  }
}

/** A run in a few words: `spiral, 3 × tanh`. */
export function runName({ data, layers }: Configuration): string {
  const { kind, name } = data as Member;
  const label =
    typeof name === 'string' ? (catalog[name]?.label ?? name) : (findMember('dataset', kind)?.label ?? kind);
  const activations = layers.flatMap(layer => (layer.kind === 'dense' ? [layer.activation.kind] : []));
  const count = activations.length;
  const same = new Set(activations).size === 1;
  const network = same
    ? `${count} × ${memberLabel('activation', activations[0]!)}`
    : `${counted(count, 'hidden layer')}`;
  return `${inSentence(label)}, ${count ? network : 'no hidden layer'}`;
}
