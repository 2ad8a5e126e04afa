import { ContextProvider } from '@lit/context';
import { type CSSResultGroup, css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { fieldPalette } from '../draw/palette.ts';
import { drawn } from '../draw/schedule.ts';
import { runContext } from '../run/context.ts';
import { follow } from '../run/follow.ts';
import { Keeper } from '../run/keeper.ts';
import { Run } from '../run/run.ts';
import type { Notice } from '../run/state.ts';
import { AddressBar } from '../run/sync.ts';
import { ofSystem, systemDark } from './appearance.ts';
import { Keys } from './keys.ts';
import { withParts } from './parts.ts';
import { addressKeys, addressOf } from './run-attributes.ts';
import type { complaintAbout, loadings, themes } from './run-complaints.ts';
import { Sight } from './sight.ts';
import { appearanceAt, colorsAt, themeChanged, watchColors } from './theme.ts';

/** Starts an engine, or gives the port of one; `base` is the folder of the data sets. */
export type Connect = (base: URL | undefined) => Worker | MessagePort;

/** What shows notices itself. */
const SHOWING = 'pg-playground, pg-figure';

/**
 * Owns a run and its engine, and provides them to the elements inside it. Without any it shows a figure of its own.
 *
 * Besides those below it has an attribute for each key of an address, with the values that it has there: `data="spiral"`,
 * `optimizer="adam(lr:0.03)"`, `view.hard="yes"`, `step="100"`.
 *
 * @prop config - The configuration, as the text of an address; another one is opened when it is set.
 * @prop theme - `auto` (as the reader's system, the default), `light`, `dark`, or `inherit`: what the page around decides.
 * @prop loading - `lazy` (the default): when it comes near the window; `eager`: at once.
 * @prop base - The folder of the data sets: its tables and images are loaded from there.
 * @prop app - The address of the whole playground: a figure links to itself there.
 * @prop controls - Up to two settings that a figure of its own lets the reader change, like `optimizer.lr data.noise`.
 * @prop address - Whether the address bar and the run are kept together; else the run is that of `config`.
 * @prop keep - Whether the run that the address bar shows is kept in the browser, and comes back as it was.
 * @prop figure - Whether it shows a figure of its own; to be read.
 * @prop connect - Starts an engine: a worker, or the port of a channel.
 * @slot - What shows and changes the run.
 */
export class PgRun extends LitElement {
  /** How engines are started unless an element says otherwise. */
  static connect: Connect = () => {
    throw new Error('Nothing says how an engine is started: PgRun.connect is not set.');
  };

  static override properties = {
    address: { type: Boolean },
    keep: { type: Boolean },
    config: { type: String },
    theme: { type: String, reflect: true },
    loading: { type: String },
    base: { type: String },
    app: { type: String },
    controls: { type: String },
    figure: { type: Boolean, reflect: true },
    connect: { attribute: false },
    _closed: { state: true },
  };
  static override styles: CSSResultGroup = [
    css`
      :host, .theme { display: contents; }
      :host([figure]) { display: block; height: 420px; }
      :host([hidden]) { display: none; }
      pg-figure { height: 100%; }
      pg-notice { container-type: inline-size; margin: 8px 0; font: var(--t-3) / 1.45 var(--sans); letter-spacing: normal; text-align: start; text-transform: none; color: var(--ink); }
      .info { position: sticky; z-index: 9; top: 8px; height: 0; margin: 0; }
    `,
  ];

  static override get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: Lit finishes the class that is asked
    return [...super.observedAttributes, ...addressKeys];
  }

  declare address: boolean;
  declare keep: boolean;
  declare config: string;
  declare theme: (typeof themes)[number] | undefined;
  declare loading: (typeof loadings)[number] | undefined;
  declare base: string;
  declare app: string;
  declare controls: string;
  declare figure: boolean;
  declare connect: Connect;
  /** What the reader has closed. */
  declare _closed: string;

  readonly #provider = new ContextProvider(this, { context: runContext });
  readonly #keys = new Keys();
  #ends: (() => void)[] = [];
  #sight: Sight | undefined;
  /** Whether it played when it went out of sight. */
  #rests = false;
  /** The theme that is rendered. */
  #shownTheme: 'light' | 'dark' | undefined;
  /** The address that was asked for last. */
  #asked = '';
  #complaintAbout: typeof complaintAbout = () => undefined;

  constructor() {
    super();
    this.address = false;
    this.keep = false;
    this.config = '';
    this.base = '';
    this.app = '';
    this.controls = '';
    this.figure = false;
    this._closed = '';
    this.connect = base => PgRun.connect(base);
    withParts(parts => {
      this.#complaintAbout = parts.complaintAbout;
      this.requestUpdate();
    });
    this.addEventListener('keydown', event => this.#key(event));
    this.addEventListener('pg-theme', event => this.#switchTheme(event));
  }

  /** The run, while the element is in a page and was near the window. */
  get run(): Run | undefined {
    return this.#provider.value;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.figure = this.childElementCount === 0;
    const system = systemDark();
    const restyle = (): void => this.requestUpdate();
    system?.addEventListener('change', restyle);
    this.#ends = [() => system?.removeEventListener('change', restyle)];
    if (this.address || this.loading === 'eager' || typeof IntersectionObserver !== 'function') this.#begin();
    if (!this.address && typeof IntersectionObserver === 'function') this.#watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const end of this.#ends) end();
    this.#ends = [];
    this.#sight = undefined;
    this.#rests = false;
    this.#provider.setValue(undefined as never);
  }

  override attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    super.attributeChangedCallback(name, before, now);
    if (addressKeys.includes(name)) this.requestUpdate();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { run } = this;
    this.#tellTheme();
    if (changed.has('figure')) this.#look();
    if (!run) return;
    if (!this.address && addressOf(this, this.config) !== this.#asked) this.#open(run);
  }

  protected override render() {
    const { run } = this;
    const complaint = this.#complaint;
    const notice = this.#isShown ? undefined : (complaint ?? run?.state.notice);
    return html`<div class="theme" data-theme=${this.theme === 'inherit' ? nothing : this.#appearance}>
      ${notice ? html`<pg-notice class=${notice.type} .notice=${notice} @pg-close=${this.#close}></pg-notice>` : nothing}
      ${this.figure ? html`<pg-figure .app=${this.app} .controls=${this.controls} .complaint=${complaint}></pg-figure>` : nothing}
      <slot @slotchange=${this.#fill}></slot>
    </div>`;
  }

  /** What is wrong with the attributes, unless the reader has closed it. */
  get #complaint(): Notice | undefined {
    const complaint = this.#complaintAbout(this);
    return complaint?.text === this._closed ? undefined : complaint;
  }

  #close(): void {
    const complaint = this.#complaint;
    if (complaint) this._closed = complaint.text ?? '';
    else this.run?.dismiss();
  }

  #tellTheme(): void {
    const theme = this.theme === 'inherit' ? undefined : this.#appearance;
    if (theme === this.#shownTheme) return;
    this.#shownTheme = theme;
    void themeChanged();
  }

  get #appearance(): 'light' | 'dark' {
    return this.theme === 'light' || this.theme === 'dark' ? this.theme : ofSystem();
  }

  /** Whether something inside it shows notices. */
  get #isShown(): boolean {
    return this.figure || this.querySelector(SHOWING) !== null;
  }

  /** Opens the run, in the colors that it has here. */
  #begin(): void {
    if (this.run) return;
    const base =
      this.base && URL.canParse(this.base, document.baseURI) ? new URL(this.base, document.baseURI) : undefined;
    const now = () => performance.now();
    let bar: AddressBar | undefined;
    const run: Run = new Run({
      connect: () => this.connect(base),
      drawn,
      now,
      tables: base,
      app: this.app || undefined,
      visit: address => bar?.visit(address) ?? run.openAddress(address),
    });
    if (this.address) bar = new AddressBar(run, window, this.keep ? new Keeper(run) : undefined);
    const paint = () => run.setPalette(fieldPalette(colorsAt(this.renderRoot.querySelector('.theme') ?? this)));
    this.#provider.setValue(run);
    this.#ends.push(watchColors(paint));
    // Only now it is known where its colors come from.
    void this.updateComplete.then(() => this.run === run && paint());
    this.#ends.push(bar ? share(bar) : this.#follow(run), () => run.end());
  }

  /** Begins when it comes near the window; rests while it cannot be seen. */
  #watch(): void {
    this.#sight = new Sight({ near: () => this.#begin(), seen: isSeen => this.#see(isSeen) });
    this.#ends.push(() => this.#sight?.end());
    this.#look();
  }

  /** Has what stands in it be watched: it has no box itself, unless it shows a figure. */
  #look(): void {
    this.#sight?.observe(this.figure ? [this] : [...this.children]);
  }

  #see(isSeen: boolean): void {
    const { run } = this;
    if (isSeen && this.#rests) run?.play();
    this.#rests = !isSeen && run?.state.playing === true;
    if (this.#rests) run?.pause();
  }

  #fill(): void {
    this.figure = this.childElementCount === 0;
    this.#look();
    this.requestUpdate();
  }

  /** Opens the configuration, and has the run remember its place: another engine would go on there. */
  #follow(run: Run): () => void {
    this.#open(run);
    const ends = [
      follow(run, () => void run.place().catch(() => {})),
      run.store.subscribe(({ notice }, before) => notice !== before.notice && this.requestUpdate()),
    ];
    return () => {
      for (const end of ends) end();
    };
  }

  #open(run: Run): void {
    this.#asked = addressOf(this, this.config);
    void run.openAddress(this.#asked);
  }

  /** Keys count where the focus is inside; what stands in it may have taken them already. */
  #key(event: KeyboardEvent): void {
    const { run } = this;
    if (!run || this.address) return;
    void this.#keys.act(event, { run, switchTheme: () => this.#switchTheme(), showKeys: () => {} });
  }

  /** Light or dark, the other one: here only, unless the page around decides. */
  #switchTheme(event?: Event): void {
    if (this.theme === 'inherit') return;
    event?.stopPropagation();
    this.theme = appearanceAt(this.renderRoot.querySelector('.theme') ?? this) === 'dark' ? 'light' : 'dark';
  }
}

/** Keeps a run and the address bar together, until the function that is returned is called. */
function share(bar: AddressBar): () => void {
  void bar.start();
  return () => bar.stop();
}
