import { css, html, LitElement, nothing } from 'lit';
import type { Edit, Frame, Opened, UnitId } from '../engine/protocol.ts';
import { RunController } from '../run/context.ts';
import { switchAppearance } from './appearance.ts';
import type { LayerConfig } from './layers.ts';
import type { PgKeys } from './pg-keys.ts';
import type { PgNetwork } from './pg-network.ts';
import { type Page, shortcutOf } from './shortcuts.ts';
import { base } from './styles.ts';

/** The playground: data, network, training and output of the run around it, in one layout. */
export class PgPlayground extends LitElement {
  static override styles = [
    base,
    css`
      :host { display: block; }
      .page {
        position: relative;
        display: grid;
        grid-template: 44px 64px minmax(0, 1fr) / 248px minmax(0, 1fr) 372px;
        height: 100vh;
        min-height: 900px;
        min-width: 1180px;
      }
      pg-masthead, pg-transport { grid-column: 1 / -1; }
      pg-data { border-right: 1px solid var(--line); min-width: 0; }
      pg-output { border-left: 1px solid var(--line); min-width: 0; }
      main { display: grid; grid-template-rows: minmax(0, 1fr) auto; min-width: 0; }
      pg-network { min-height: 0; }
      main:not(.open) > * { visibility: hidden; }
      .loading { position: absolute; top: 45%; left: 248px; right: 372px; text-align: center; animation: appear var(--calm) 800ms backwards; }
      @keyframes appear { from { opacity: 0; } }
      pg-notice { position: absolute; z-index: 10; right: calc(372px + 20px); top: calc(44px + 64px + 10px); width: 432px; }
    `,
  ];

  readonly #context = new RunController(this, (frame, opened) => this.#draw(frame, opened));

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#key);
  }

  protected override render() {
    const { run } = this.#context;
    const { opened, engine, progress } = run?.state ?? {};
    const loading = !opened && !progress && engine === 'starting';
    return html`<div class="page">
      <pg-masthead @pg-theme=${switchAppearance} @pg-help=${this.#help}></pg-masthead>
      <pg-transport></pg-transport>
      <pg-data></pg-data>
      <main class=${opened ? 'open' : ''}>
        <pg-network
          .config=${run?.config}
          @pg-layers=${(e: CustomEvent<readonly LayerConfig[]>) => run?.set('layers', e.detail)}
          @pg-edit=${(e: CustomEvent<Edit>) => run?.edit(e.detail)}
          @pg-unit=${(e: CustomEvent<UnitId | null>) => run?.showUnit(e.detail ?? undefined)}></pg-network>
        <pg-training></pg-training>
      </main>
      <pg-output></pg-output>
      ${loading ? html`<p class="loading note" role="status">Loading the engine. It trains the network in your browser.</p>` : nothing}
      <pg-notice .notice=${run?.state.notice} @pg-close=${() => run?.dismiss()}></pg-notice>
      <pg-keys></pg-keys>
    </div>`;
  }

  #draw(frame: Frame, opened: Opened): void {
    const network = this.renderRoot.querySelector('pg-network') as PgNetwork | null;
    if (network) Object.assign(network, { opened, config: this.#context.run?.config, frame });
  }

  get #keys(): PgKeys | null {
    return this.renderRoot.querySelector('pg-keys');
  }

  #help(): void {
    this.#keys?.show();
  }

  readonly #key = (event: KeyboardEvent): void => {
    const { run } = this.#context;
    const shortcut = run && shortcutOf(event);
    // Behind the dialog keys rest, and Esc is left to the browser, which closes it.
    if (!shortcut || this.#keys?.isOpen) return;
    event.preventDefault();
    const page: Page = { run, switchTheme: switchAppearance, showKeys: () => this.#help() };
    shortcut.act(page);
  };
}
