import { css, html, LitElement, nothing } from 'lit';
import type { Edit, Frame, Opened, UnitId } from '../engine/protocol.ts';
import { RunController } from '../run/context.ts';
import { switchAppearance } from './appearance.ts';
import type { LayerConfig } from './layers.ts';
import type { PgKeys } from './pg-keys.ts';
import type { PgNetwork } from './pg-network.ts';
import { shortcutOf } from './shortcuts.ts';
import { base } from './styles.ts';

/** The panels beside the network, in the order in which they appear. */
const panels = ['output', 'training', 'data'] as const;

const task = (): Promise<void> => new Promise(resolve => setTimeout(resolve));

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
      pg-data { grid-area: 3 / 1; border-right: 1px solid var(--line); min-width: 0; }
      pg-output { grid-area: 3 / 3; border-left: 1px solid var(--line); min-width: 0; }
      main { grid-area: 3 / 2; display: grid; grid-template-rows: minmax(0, 1fr) auto; min-width: 0; }
      pg-network { min-height: 0; }
      main:not(.open) > * { visibility: hidden; }
      .loading { position: absolute; top: 45%; left: 248px; right: 372px; text-align: center; animation: appear var(--calm) 800ms backwards; }
      @keyframes appear { from { opacity: 0; } }
      pg-notice { position: absolute; z-index: 10; right: calc(372px + 20px); top: calc(44px + 64px + 10px); width: 432px; }
    `,
  ];

  static override properties = { _panels: { state: true } };

  /** How many panels there are yet: each comes in a task of its own, so that none is long. */
  declare private _panels: number;

  readonly #context = new RunController(this, (frame, opened) => this.#draw(frame, opened));
  /** Whether what a key asked for is still being done. */
  #acts = false;

  constructor() {
    super();
    this._panels = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#key);
  }

  protected override async firstUpdated(): Promise<void> {
    for (const _ of panels) {
      await task();
      this._panels++;
    }
  }

  protected override render() {
    const { run } = this.#context;
    const has = (panel: (typeof panels)[number]) => panels.indexOf(panel) < this._panels;
    const { opened, engine, progress } = run?.state ?? {};
    const loading = !opened && !progress && engine === 'starting';
    return html`<div class="page">
      <pg-masthead @pg-theme=${switchAppearance} @pg-help=${this.#help}></pg-masthead>
      <pg-transport></pg-transport>
      ${has('data') ? html`<pg-data></pg-data>` : nothing}
      <main class=${opened ? 'open' : ''}>
        <pg-network
          .config=${run?.config}
          @pg-layers=${(e: CustomEvent<readonly LayerConfig[]>) => run?.set('layers', e.detail)}
          @pg-edit=${(e: CustomEvent<Edit>) => run?.edit(e.detail)}
          @pg-unit=${(e: CustomEvent<UnitId | null>) => run?.showUnit(e.detail ?? undefined)}></pg-network>
        ${has('training') ? html`<pg-training></pg-training>` : nothing}
      </main>
      ${has('output') ? html`<pg-output></pg-output>` : nothing}
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

  readonly #key = async (event: KeyboardEvent): Promise<void> => {
    const { run } = this.#context;
    const shortcut = run && shortcutOf(event);
    // Behind the dialog keys rest, and Esc is left to the browser, which closes it.
    if (!shortcut || this.#keys?.isOpen) return;
    event.preventDefault();
    // A key that is held waits until what it asked for before is done.
    if (event.repeat && (!shortcut.repeats || this.#acts)) return;
    this.#acts = true;
    await shortcut.act({ run, switchTheme: switchAppearance, showKeys: () => this.#help() });
    this.#acts = false;
  };
}
