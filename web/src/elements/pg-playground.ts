import { css, html, LitElement, nothing } from 'lit';
import { shown } from '../draw/schedule.ts';
import { RunController } from '../run/context.ts';
import { fire } from './events.ts';
import { markPlace } from './feed.ts';
import { FileDrop } from './file-drop.ts';
import { Keys } from './keys.ts';
import { type Layout, LayoutController } from './layout.ts';
import type { PgKeys } from './pg-keys.ts';
import { playgroundStyles } from './playground-styles.ts';
import { base, stand } from './styles.ts';
import { type Tab, tabId, tabList, tabStyles } from './tabs.ts';
import { toolIn } from './tool.ts';

/** The panels, in the order in which they appear. */
const panels = ['network', 'output', 'training', 'data'] as const;

/** What a phone shows one at a time below the output. */
const tabs: readonly Tab[] = [
  { panel: 'data', label: 'Data' },
  { panel: 'network', label: 'Network' },
  { panel: 'training', label: 'Training' },
  { panel: 'output', label: 'Curves' },
];

/**
 * The playground: data, network, training and output of the run around it, in one layout. Which one, its own width decides.
 *
 * @prop layout - Which one it is; to be read.
 * @prop page - Whether it is all of the page: then keys count wherever the focus is, else where it is inside.
 * @cssprop --pg-inset-bottom - Room at the lower end of a phone's screen that belongs to the phone.
 */
export class PgPlayground extends LitElement {
  static override styles = [
    base,
    css`
      :host { display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr); container-type: inline-size; }
    `,
    stand,
    css`:host([alone]) { padding: 0; border-radius: 0; }`,
    tabStyles,
    playgroundStyles,
  ];

  static override properties = {
    layout: { type: String, reflect: true },
    page: { type: Boolean },
    _panels: { state: true },
    _tab: { state: true },
  };

  declare layout: Layout;
  declare page: boolean;

  /** How many panels there are yet: each comes in a frame of its own, so that no task is long. */
  declare private _panels: number;
  /** On a phone, the panel that is shown below the output. */
  declare private _tab: string;

  readonly #context = new RunController(this);
  readonly #room = new LayoutController(this);
  /** The tabs that were chosen: the others have no panel yet. */
  readonly #visited = new Set<string>();
  /** Whether frames bring the picture of the output for it. */
  #field = false;
  readonly #keyring = new Keys();

  constructor() {
    super();
    this.layout = 'desktop';
    this.page = false;
    this.addEventListener('keydown', this.#key);
    this._panels = 0;
    new FileDrop(this, file => void this.#context.run?.openFile(file));
    this._tab = 'network';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    markPlace(this);
    document.addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#key);
  }

  protected override async firstUpdated(): Promise<void> {
    for (const _ of panels) {
      await shown();
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
    return html`<div class="page ${this._tab} ${run && toolIn(run) ? 'draws' : ''}">
      <pg-masthead .menu=${small} @pg-help=${this.#help}></pg-masthead>
      <pg-transport .bare=${small}></pg-transport>
      <div class=${opened ? 'main open' : 'main'} role=${this.page ? 'main' : nothing}>
        ${this.#has('data') ? html`<pg-data id="data"></pg-data>` : nothing}
        ${this.#has('network') ? html`<pg-network id="network" .layout=${this.layout}></pg-network>` : nothing}
        ${this.#has('training') ? html`<pg-training id="training"></pg-training>` : nothing}
        ${this.#has('output') ? html`<pg-output id="output" .layout=${this.layout}>${this.#tabs()}</pg-output>` : nothing}
      </div>
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

  /** They stand below the picture of the output, and above its curves. */
  #tabs() {
    const choose = (tab: string) => {
      this._tab = tab;
    };
    return this.layout === 'phone' ? tabList(tabs, this._tab, choose) : nothing;
  }

  /** Makes a panel one of a tab on a phone; the output shows and hides its own part, and tells so. */
  #arrange(panel: string): void {
    const element = this.renderRoot.querySelector<HTMLElement>(`#${panel}`);
    if (!element) return;
    const phone = this.layout === 'phone';
    if (panel === 'output') return place(element, phone);
    element.hidden = phone && panel !== this._tab;
    for (const [name, value] of Object.entries({ role: 'tabpanel', 'aria-labelledby': tabId(panel) })) {
      if (phone) element.setAttribute(name, value);
      else element.removeAttribute(name);
    }
  }

  /** On a phone the output has no box of its own that could be seen, and is always there: frames bring its picture. */
  #ask(): void {
    const field = this.layout === 'phone';
    if (field === this.#field) return;
    this.#field = field;
    this.#context.need = { field };
  }

  get #keys(): PgKeys | null {
    return this.renderRoot.querySelector('pg-keys');
  }

  async #help(): Promise<void> {
    await customElements.whenDefined('pg-keys');
    await this.#keys?.show();
  }

  readonly #key = (event: KeyboardEvent): void => {
    const { run } = this.#context;
    const isOutside = !event.composedPath().includes(this);
    // Behind the dialog keys rest, and Esc is left to the browser, which closes it.
    if (!run || this.#keys?.isOpen || (isOutside && !this.page)) return;
    const switchTheme = () => fire(this, 'pg-theme', undefined);
    void this.#keyring.act(event, { run, switchTheme, showKeys: () => void this.#help() });
  };
}

/** Puts the output where keys come to it as it is seen: first of all on a phone, else last. It goes on as it was. */
function place(output: HTMLElement, first: boolean): void {
  const main = output.parentElement;
  if (first && main?.firstElementChild !== output) main?.prepend(output);
  if (!first && main?.lastElementChild !== output) main?.append(output);
}
