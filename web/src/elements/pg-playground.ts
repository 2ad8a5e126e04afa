import { css, html, LitElement, nothing } from 'lit';
import type { Edit, Frame, Opened, Shown, UnitId } from '../engine/protocol.ts';
import { RunController } from '../run/context.ts';
import type { Need } from '../run/needs.ts';
import { switchAppearance } from './appearance.ts';
import type { LayerConfig } from './layers.ts';
import { type Layout, LayoutController } from './layout.ts';
import type { PgKeys } from './pg-keys.ts';
import type { PgNetwork } from './pg-network.ts';
import { playgroundStyles } from './playground-styles.ts';
import { shortcutOf } from './shortcuts.ts';
import { base } from './styles.ts';
import { type Tab, tabId, tabList, tabStyles } from './tabs.ts';

/** The panels beside the network, in the order in which they appear. */
const panels = ['output', 'training', 'data'] as const;

/** What a phone shows one at a time below the output. */
const tabs: readonly Tab[] = [
  { panel: 'data', label: 'Data' },
  { panel: 'network', label: 'Network' },
  { panel: 'training', label: 'Training' },
  { panel: 'output', label: 'Curves' },
];

/** What the network needs of frames. */
const firstNeed: Need = { params: true, maps: true };

const task = (): Promise<void> => new Promise(resolve => setTimeout(resolve));

/**
 * The playground: data, network, training and output of the run around it, in one layout. Which one, its own width decides.
 *
 * @prop layout - Which one it is; to be read.
 * @cssprop --pg-inset-bottom - Room at the lower end of a phone's screen that belongs to the phone.
 */
export class PgPlayground extends LitElement {
  static override styles = [
    base,
    css`
      :host { display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr); container-type: inline-size; }
    `,
    tabStyles,
    playgroundStyles,
  ];

  static override properties = {
    layout: { type: String, reflect: true },
    _panels: { state: true },
    _tab: { state: true },
  };

  declare layout: Layout;

  /** How many panels there are yet: each comes in a task of its own, so that none is long. */
  declare private _panels: number;
  /** On a phone, the panel that is shown below the output. */
  declare private _tab: string;

  readonly #context = new RunController(this, (frame, opened) => this.#draw(frame, opened), firstNeed);
  readonly #room = new LayoutController(this);
  /** The tabs that were chosen: the others have no panel yet. */
  readonly #visited = new Set<string>();
  /** The units that the network shows. */
  #shown: Shown | true = true;
  #need: Need = firstNeed;
  /** Whether what a key asked for is still being done. */
  #acts = false;

  constructor() {
    super();
    this.layout = 'desktop';
    this._panels = 0;
    this._tab = 'network';
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

  protected override willUpdate(): void {
    this.layout = this.#room.layout;
    this.#visited.add(this._tab);
  }

  protected override render() {
    const { run } = this.#context;
    const small = this.layout !== 'desktop';
    const { opened, engine, progress } = run?.state ?? {};
    const loading = !opened && !progress && engine === 'starting';
    return html`<div class="page ${this._tab}">
      <pg-masthead .menu=${small} @pg-theme=${switchAppearance} @pg-help=${this.#help}></pg-masthead>
      <pg-transport .bare=${small}></pg-transport>
      ${this.layout === 'phone' ? tabList(tabs, this._tab, tab => this.#choose(tab)) : nothing}
      <main class=${opened ? 'open' : ''}>
        ${this.#has('data') ? html`<pg-data id="data"></pg-data>` : nothing}
        <pg-network
          id="network"
          .config=${run?.config}
          .layout=${this.layout}
          @pg-layers=${(e: CustomEvent<readonly LayerConfig[]>) => run?.set('layers', e.detail)}
          @pg-edit=${(e: CustomEvent<Edit>) => run?.edit(e.detail)}
          @pg-shown=${this.#show}
          @pg-unit=${(e: CustomEvent<UnitId | null>) => run?.showUnit(e.detail ?? undefined)}></pg-network>
        ${this.#has('training') ? html`<pg-training id="training"></pg-training>` : nothing}
        ${this.#has('output') ? html`<pg-output id="output"></pg-output>` : nothing}
      </main>
      ${loading ? html`<p class="loading note" role="status">Loading the engine. It trains the network in your browser.</p>` : nothing}
      <pg-notice .notice=${run?.state.notice} @pg-close=${() => run?.dismiss()}></pg-notice>
      <pg-keys></pg-keys>
    </div>`;
  }

  protected override updated(): void {
    for (const { panel } of tabs) this.#arrange(panel);
    this.#ask();
  }

  /** Whether there is a panel: on a phone, a tab that was never chosen has none. The output is always there. */
  #has(panel: (typeof panels)[number]): boolean {
    const wanted = this.layout !== 'phone' || panel === 'output' || this.#visited.has(panel);
    return wanted && panels.indexOf(panel) < this._panels;
  }

  #choose(tab: string): void {
    this._tab = tab;
  }

  /** Makes a panel one of a tab on a phone; the output shows and hides its own part, and tells so. */
  #arrange(panel: string): void {
    const element = this.renderRoot.querySelector<HTMLElement>(`#${panel}`);
    if (!element || panel === 'output') return;
    const phone = this.layout === 'phone';
    element.hidden = phone && panel !== this._tab;
    for (const [name, value] of Object.entries({ role: 'tabpanel', 'aria-labelledby': tabId(panel) })) {
      if (phone) element.setAttribute(name, value);
      else element.removeAttribute(name);
    }
  }

  #show(event: CustomEvent<Shown>): void {
    this.#shown = event.detail;
    this.#ask();
  }

  /** Has frames bring what is to be seen. On a phone the output has no box of its own, and is always there. */
  #ask(): void {
    const phone = this.layout === 'phone';
    const network = !phone || this._tab === 'network';
    const need = { ...(network && { params: true, maps: this.#shown }), ...(phone && { field: true }) };
    if (sameNeed(need, this.#need)) return;
    this.#need = need;
    this.#context.need = need;
  }

  #draw(frame: Frame, opened: Opened): void {
    const network = this.renderRoot.querySelector('pg-network') as PgNetwork | null;
    if (network) Object.assign(network, { opened, config: this.#context.run?.config, frame });
  }

  get #keys(): PgKeys | null {
    return this.renderRoot.querySelector('pg-keys');
  }

  async #help(): Promise<void> {
    await customElements.whenDefined('pg-keys');
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
    await shortcut.act({ run, switchTheme: switchAppearance, showKeys: () => void this.#help() });
    this.#acts = false;
  };
}

const sameNeed = (a: Need, b: Need): boolean => a.params === b.params && a.maps === b.maps && a.field === b.field;
