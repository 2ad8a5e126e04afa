import { html, LitElement, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { significant, whole } from '../draw/format.ts';
import type { Frame, Value } from '../engine/protocol.ts';
import { RunController } from '../run/context.ts';
import { linkOf } from '../run/export.ts';
import { follow } from '../run/follow.ts';
import { scoreOf } from '../run/reading.ts';
import type { Run } from '../run/run.ts';
import type { Notice } from '../run/state.ts';
import { type Control, controlAt, MOST_CONTROLS, pathsIn, pathsOf } from './figure-controls.ts';
import { type FigureLayout, figureLayout } from './figure-layout.ts';
import { figureStyles } from './figure-styles.ts';
import { brandMark, icon } from './icons.ts';
import { runName } from './pg-masthead.ts';
import { senseless } from './run-complaints.ts';
import { styled } from './styled.ts';
import { base, buttons } from './styles.ts';

/**
 * A run as one figure of a page, for any size: boundary and Play, and what else there is room for.
 *
 * @prop controls - Up to two settings that the reader may change, by their places in a configuration: `optimizer.lr`,
 *   `data.noise`, `layers.activation`, `batch_size`.
 * @prop app - The address of the whole playground: the wordmark links to the same run there.
 * @prop complaint - What is wrong with the run around it, if it does not say so itself.
 */
export class PgFigure extends LitElement {
  static override properties = {
    controls: { type: String },
    app: { type: String },
    complaint: { attribute: false },
    _closed: { state: true },
    _layout: { state: true },
    _link: { state: true },
  };
  static override styles = [base, buttons, figureStyles];

  declare controls: string;
  declare app: string;
  declare complaint: Notice | undefined;
  /** What the reader has closed. */
  declare _closed: string;
  declare _layout: FigureLayout;
  /** The run as it is, for an address. */
  declare _link: string;

  #linked: { readonly run: Run; readonly end: () => void } | undefined;
  readonly #context = new RunController(this, frame => this.#draw(frame));
  readonly #observer = new ResizeObserver(entries => this.#measure(entries.at(-1)?.contentRect));

  constructor() {
    super();
    this.controls = '';
    this.app = '';
    this._layout = figureLayout(640, 420);
    this._link = '';
    this._closed = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // At once: what is rendered first should be right.
    this.#measure({ width: this.clientWidth, height: this.clientHeight });
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
    this.#linked?.end();
    this.#linked = undefined;
  }

  protected override render() {
    const { shape, side } = this._layout;
    const { run } = this.#context;
    const { opened, engine, notice } = run?.state ?? {};
    const label = run?.config ? `Neural network: ${runName(run.config)}` : 'Neural network';
    return html`<section class="figure ${shape}" aria-label=${label} ${styled({ '--side': `${side}px` })}>
      <div class="in">${shape === 'wide' ? this.#wide() : [this.#plane(), this.#side()]}</div>
      ${this.#bar()}
      ${!opened && engine === 'starting' ? html`<p class="loading note" role="status">Loading the engine.</p>` : nothing}
      <pg-notice .notice=${notice ?? this.#complaint()} @pg-close=${this.#close}></pg-notice>
    </section>`;
  }

  protected override updated(): void {
    const { run } = this.#context;
    if (run?.frame) this.#draw(run.frame);
    this.#followLink(run);
  }

  /** All of the playground, but for how it trains. */
  #wide() {
    return html`<div class="data"><div class="room"><pg-data></pg-data></div></div><pg-network layout="desktop"></pg-network>
      <div class="end">${this.#plane()} ${this.#side()}</div>`;
  }

  #plane() {
    return html`<div class="plane"><pg-boundary bare></pg-boundary></div>`;
  }

  #side() {
    const { figures, curve, controls } = this._layout;
    const shown = controls ? this.#controls() : [];
    return html`<div class="side">
      ${figures ? this.#figures() : nothing}
      ${curve ? html`<pg-loss bare></pg-loss>` : nothing}
      ${shown.length ? html`<div class="controls">${shown.map(control => this.#control(control))}</div>` : nothing}
    </div>`;
  }

  /** The figures are written with each frame, past the template. */
  #figures() {
    const figure = (id: string, label: unknown) =>
      html`<div class="stat"><span class="label">${label}</span><b id=${id}>–</b></div>`;
    return html`<div class="nums">
      ${figure('epoch', 'Epoch')} ${figure('score', html`<span id="score-name">Accuracy</span>`)}
      ${figure('validation', html`<span class="sw"></span> Val. loss`)}
    </div>`;
  }

  #bar() {
    const { run } = this.#context;
    const { playing = false, opened } = run?.state ?? {};
    const { shape } = this._layout;
    const isLarge = shape === 'beside' || shape === 'wide';
    const toggle = playing ? 'Pause' : 'Play';
    const button = (name: string, sign: 'reset' | 'step', act: () => void) =>
      html`<button class="btn ghost icon" aria-label=${name} title=${name} ?disabled=${!opened} @click=${act}>${icon(sign)}</button>`;
    return html`<div class="bar">
      ${isLarge ? button('Reset to the start', 'reset', () => void run?.reset()) : nothing}
      <button class="play" aria-label=${toggle} title=${toggle} ?disabled=${!opened}
        @click=${() => run?.toggle()}>${icon(playing ? 'pause' : 'play')}</button>
      ${shape === 'bare' ? nothing : button('Step', 'step', () => void run?.step())}
      <span class="name grow">${isLarge && run?.config ? runName(run.config) : nothing}</span>
      ${this.#brand(isLarge)}
    </div>`;
  }

  #brand(isNamed: boolean) {
    const content = html`${brandMark}${isNamed ? html`<span>playgrad</span>` : nothing}`;
    if (!this.app) return html`<span class="brand" role="img" aria-label="playgrad">${content}</span>`;
    return html`<a class="brand" href="${this.app}#${this._link}" target="_blank" rel="noopener"
      aria-label="Open in playgrad" title="Open in playgrad">${content}${icon('ext')}</a>`;
  }

  #controls(): readonly Control[] {
    const { config } = this.#context.run ?? {};
    if (!config) return [];
    const paths = pathsIn(this.controls).slice(0, MOST_CONTROLS);
    return paths.flatMap(path => controlAt(config, path) ?? []);
  }

  #control({ label, param, value, field, with: changed }: Control) {
    return html`<pg-param slider .param=${param} .label=${label} .value=${live(value)}
      @pg-change=${(event: CustomEvent<Value>) => {
        event.stopPropagation();
        void this.#context.run?.set(field, changed(event.detail) as never);
      }}></pg-param>`;
  }

  #close(): void {
    const { run } = this.#context;
    if (run?.state.notice) run.dismiss();
    else this._closed = this.#complaint()?.text ?? '';
  }

  /** What is wrong with the attributes, unless the reader has closed it. */
  #complaint(): Notice | undefined {
    const complaint = this.complaint ?? this.#aboutControls();
    return complaint?.text === this._closed ? undefined : complaint;
  }

  /** What is wrong with `controls`, in words. */
  #aboutControls(): Notice | undefined {
    const { config } = this.#context.run ?? {};
    const paths = pathsIn(this.controls);
    if (!config || !paths.length) return undefined;
    const unknown = paths.find(path => !controlAt(config, path));
    if (unknown) return senseless('controls', unknown, `a setting of this run: one of ${pathsOf(config).join(', ')}`);
    if (paths.length > MOST_CONTROLS) return senseless('controls', this.controls, `at most ${MOST_CONTROLS} settings`);
    return undefined;
  }

  #draw({ epoch, evaluation }: Frame): void {
    const [name, value] = scoreOf(evaluation);
    this.#write('epoch', whole(epoch));
    this.#write('score-name', name);
    this.#write('score', value);
    const { validationLoss } = evaluation;
    this.#write('validation', validationLoss === undefined ? '–' : significant(validationLoss));
  }

  #write(id: string, text: string): void {
    const element = this.renderRoot.querySelector(`#${id}`);
    if (element && element.textContent !== text) element.textContent = text;
  }

  /** Has the wordmark link to the run where it is. */
  #followLink(run: Run | undefined): void {
    const wanted = this.app ? run : undefined;
    if (this.#linked?.run === wanted) return;
    this.#linked?.end();
    if (!wanted) {
      this.#linked = undefined;
      return;
    }
    const write = async (): Promise<void> => {
      this._link = (await linkOf(wanted).catch(() => undefined)) ?? '';
    };
    this.#linked = { run: wanted, end: follow(wanted, () => void write()) };
  }

  #measure({ width, height }: { readonly width: number; readonly height: number } = { width: 0, height: 0 }): void {
    if (width <= 0 || height <= 0) return;
    const layout = figureLayout(width, height);
    // The same in value must not render again.
    if (JSON.stringify(layout) !== JSON.stringify(this._layout)) this._layout = layout;
  }
}
