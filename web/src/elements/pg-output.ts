import { css, html, LitElement, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { formOf } from '../data/forms.ts';
import type { Edit, Frame, Opened } from '../engine/protocol.ts';
import { RunController } from '../run/context.ts';
import { namedLayer, unitTitle } from '../run/names.ts';
import { type Images, imagesOf } from '../run/picture.ts';
import type { Run } from '../run/run.ts';
import { configOf, type Tool } from '../run/state.ts';
import type { Show, View } from '../run/view.ts';
import { chosen } from './chosen.ts';
import type { ImageAnswers, ImagePolls } from './image-answers.ts';
import { type Layout, onPhone, onTablet } from './layout.ts';
import type { Answers, OutputAnswers } from './output-answers.ts';
import { withParts } from './parts.ts';
import type { PgBoundary } from './pg-boundary.ts';
import type { PgDraw } from './pg-draw.ts';
import type { PgImages } from './pg-images.ts';
import type { PgLoss } from './pg-loss.ts';
import type { PgScore } from './pg-score.ts';
import type { PointCard } from './point-card.ts';
import { base, checks, fields, segmented } from './styles.ts';
import { toolIn } from './tool.ts';

/** What the views of points are called. */
const titles: Readonly<Record<Exclude<Show, 'draw'>, string>> = {
  output: 'Output',
  uncertain: 'Unsure',
  errors: 'Errors',
  split: 'Split',
};

const pointsShows = Object.keys(titles) as readonly (keyof typeof titles)[];

/** The view of points that is wanted: there is nothing to draw on. */
const pointsShow = (view: View | undefined): keyof typeof titles =>
  pointsShows.find(show => show === view?.show) ?? 'output';

/**
 * What the network has learned: its output over the plane, the loss so far, and how often it is right.
 *
 * @prop layout - How much room there is.
 * @slot - On a phone: what stands between its picture and its curves.
 * @fires pg-probe - `CustomEvent<Float32Array | null>`: the row, as in the data, whose place is pointed at; null for none.
 */
export class PgOutput extends LitElement {
  static override properties = { layout: { type: String }, _found: { state: true }, _card: { state: true } };
  static override styles = [
    base,
    checks,
    fields,
    segmented,
    css`
      :host { display: var(--pg-spread, block); }
      section { position: relative; display: var(--pg-spread, flex); flex-direction: column; height: 100%; padding: 16px 20px 20px; overflow: hidden auto; }
      .panel-head { white-space: nowrap; }
      .sel.title { flex: 0 1 auto; margin-left: -5px; }
      .sel.title select { field-sizing: content; height: 28px; font-size: var(--t-4); font-weight: 600; padding-left: 5px; }
      .chk + .chk { margin-left: 8px; }
      pg-boundary, section > pg-images { flex: none; margin-top: 8px; scroll-margin: 12px 0; }
      pg-draw { flex: none; margin: 12px 0 0 18px; }
      .curves { display: flex; flex: 1 1 auto; flex-direction: column; min-height: 0; margin-top: 18px; }
      pg-loss { flex: 1 1 auto; min-height: 124px; max-height: 360px; }
      pg-score { padding-top: 14px; }
      @container ${onTablet} {
        section { display: grid; grid-template: auto 1fr / 300px minmax(0, 1fr); column-gap: 28px; height: auto; padding: 14px 16px 12px; overflow: visible; }
        .sel.title { flex: none; }
        pg-draw { margin-left: 0; }
        .chk + .chk { margin-left: 0; }
        .curves { grid-area: 1 / 2 / 3 / 3; margin-top: 4px; }
        pg-score { padding-top: 8px; }
      }
      @container ${onPhone} {
        pg-boundary, section > pg-images { grid-area: var(--pg-boundary); width: var(--pg-side); margin: 12px 0 0 16px; }
        pg-draw { grid-area: var(--pg-tools); margin: 12px 16px 0; }
        .panel-head { grid-area: var(--pg-views); display: var(--pg-curves-display); grid-auto-flow: column; margin: 8px 16px 0; }
        .curves { grid-area: var(--pg-curves); display: var(--pg-curves-display); grid-template-columns: minmax(0, 1fr); align-content: start; margin: 0 16px 20px; }
        .sel.title { justify-self: start; }
        .seg { justify-self: end; }
        pg-loss { height: 300px; }
        .curves > pg-images { margin-bottom: 18px; }
      }
    `,
  ];

  declare layout: Layout;
  /** Of images: what the engine answered. */
  declare private _found: Partial<ImageAnswers>;
  declare private _card: PointCard | undefined;

  readonly #context = new RunController(this, (frame, opened) => this.#draw(frame, opened), { field: true });
  #answers: OutputAnswers | undefined;
  #polls: ImagePolls | undefined;
  #whole: PgImages | undefined;
  /** Whether points are being drawn. */
  #draws = false;
  constructor() {
    super();
    this.layout = 'desktop';
    this._found = {};
    const run = () => this.#context.run;
    withParts(({ OutputAnswers, ImagePolls }) => {
      this.#answers = new OutputAnswers(run, found => this.#take(found));
      this.#polls = new ImagePolls(run, found => {
        this._found = { ...this._found, ...found };
      });
      this.#ask();
    });
  }

  override disconnectedCallback(): void {
    this.#answers?.stop();
    super.disconnectedCallback();
    this.#polls?.stop();
  }

  protected override render() {
    const { run } = this.#context;
    const { view, opened } = run?.state ?? {};
    const setView = (changes: Partial<View>) => run?.setView(changes);
    const images = imagesOf(opened);
    const phone = this.layout === 'phone';
    const head = images ? this.#imagesHead(run, images) : this.#head(run);
    return html`<section aria-labelledby="title"
      @pg-point=${(e: CustomEvent<number | null>) => this.#answers?.pick(e.detail ?? undefined)}
      @pg-drawn=${(e: CustomEvent<Float32Array | null>) => this.#polls?.draw(e.detail ?? undefined)}>
      ${phone ? nothing : head}
      ${images ? (phone ? this.#brief() : this.#images()) : this.#boundary(run)}
      ${phone ? html`<slot></slot>${head}` : nothing}
      <div class="curves" role=${phone ? 'tabpanel' : nothing} aria-label=${phone ? 'Curves' : nothing}>
        ${images && phone ? this.#images() : nothing}
        <pg-loss .log=${view?.log ?? false} .smooth=${view?.smooth ?? 0}
          @pg-log=${(e: CustomEvent<boolean>) => setView({ log: e.detail })}
          @pg-smooth=${(e: CustomEvent<number>) => setView({ smooth: e.detail })}></pg-loss>
        <pg-score .opened=${opened} ?bare=${images !== undefined} .threshold=${view?.threshold ?? 0.5}
          @pg-threshold=${(e: CustomEvent<number>) => setView({ threshold: e.detail })}></pg-score>
      </div>
    </section>`;
  }

  protected override updated(): void {
    this.#answers?.refresh();
    this.#followTool();
  }

  #boundary(run: Run | undefined) {
    const { view, opened } = run?.state ?? {};
    const tool = run && toolIn(run);
    return html`<pg-boundary .showValidation=${view?.validation ?? false} .hard=${view?.hard ?? false} .plane=${run?.plane}
      .show=${pointsShow(view)} .tool=${tool}
      @pg-probe=${(e: CustomEvent<Float32Array | null>) => this.#answers?.probe(e.detail ?? undefined)}
      @pg-edit=${(e: CustomEvent<Edit>) => run && this.#edit(run, e)}
      @pg-leave=${() => run?.store.set({ tool: undefined })}></pg-boundary>
      ${tool ? html`<pg-draw .opened=${opened} .tool=${tool} @pg-tool=${(e: CustomEvent<Tool | null>) => this.#use(run, e.detail)}></pg-draw>` : nothing}`;
  }

  /** What views of images show. */
  #ofImages() {
    const { run } = this.#context;
    const { view, opened } = run?.state ?? {};
    const drawing = view?.show === 'draw';
    return { opened, evaluation: run?.frame?.evaluation, found: this._found, card: this._card, drawing };
  }

  /** All that is said of images. On a phone it stands elsewhere; as one element it keeps what is drawn in it. */
  #images(): PgImages {
    this.#whole ??= document.createElement('pg-images') as PgImages;
    return Object.assign(this.#whole, this.#ofImages());
  }

  #brief() {
    const { opened, evaluation, found, card } = this.#ofImages();
    return html`<pg-images brief .opened=${opened} .evaluation=${evaluation} .found=${found} .card=${card}></pg-images>`;
  }

  #imagesHead(run: Run | undefined, { boxes }: Images) {
    const { view, opened } = run?.state ?? {};
    const { data } = opened ? configOf(opened) : {};
    const { what } = formOf(data?.kind === 'table' ? data.name : '');
    const isDrawing = view?.show === 'draw';
    const choice = (
      show: Show,
      text: string,
    ) => html`<label><input type="radio" name="show" .checked=${live(isDrawing === (show === 'draw'))}
      @change=${() => run?.setView({ show })} />${text}</label>`;
    return html`<div class="panel-head">
      <h2 id="title" class="title grow">Output</h2>
      <fieldset class="seg"><legend class="sr">View of the output</legend>
        ${choice('output', boxes ? 'Boxes' : 'Mistakes')}${choice('draw', `Draw ${what}`)}
      </fieldset>
    </div>`;
  }

  #head(run: Run | undefined) {
    const { view, opened, unit } = run?.state ?? {};
    const check = (name: 'validation' | 'hard', text: string) => html`<label class="chk">
      <input type="checkbox" .checked=${view?.[name] ?? false}
        @change=${(e: Event) => run?.setView({ [name]: (e.target as HTMLInputElement).checked })} />${text}
    </label>`;
    const offered = pointsShows.filter(show => show !== 'uncertain' || opened?.task !== 'regression');
    const menu = html`<h2 id="title" class="sr">Output</h2>
      <span class="sel ghost title"><select aria-label="View of the output" ${chosen(pointsShow(view))}
        @change=${(e: Event) => run?.setView({ show: (e.target as HTMLSelectElement).value as Show })}>
        ${offered.map(show => html`<option value=${show}>${titles[show]}</option>`)}
      </select></span><span class="grow"></span>`;
    // A unit that is looked at stands in place of the prediction.
    const title =
      opened &&
      unit &&
      html`<h2 id="title" class="title grow">${unitTitle(namedLayer(opened, unit.layer), unit.unit)}</h2>`;
    return html`<div class="panel-head">
      ${title || menu} ${check('validation', 'Validation points')}
      ${opened?.task === 'regression' ? nothing : check('hard', 'Hard edge')}
    </div>`;
  }

  #draw(frame: Frame, opened: Opened): void {
    const { plane } = this.#context.run ?? {};
    const boundary = this.#find<PgBoundary>('pg-boundary');
    if (boundary) Object.assign(boundary, { opened, plane, frame });
    for (const images of this.renderRoot.querySelectorAll('pg-images')) {
      Object.assign(images, { opened, evaluation: frame.evaluation });
    }
    const loss = this.#find<PgLoss>('pg-loss');
    if (loss) loss.frame = frame;
    const score = this.#find<PgScore>('pg-score');
    if (score) Object.assign(score, { opened, evaluation: frame.evaluation });
    this.#ask();
  }

  /** Asks the engine again for what is shown of its answers. */
  #ask(): void {
    const { frame, state } = this.#context.run ?? {};
    this.#answers?.refresh();
    if (frame && state?.opened) this.#polls?.refresh(frame, state.opened);
  }

  #take(found: Partial<Answers>): void {
    const { confusion, ...shown } = found;
    if ('card' in found) this._card = found.card;
    const boundary = this.#find<PgBoundary>('pg-boundary');
    if (boundary) Object.assign(boundary, shown);
    const score = this.#find<PgScore>('pg-score');
    if (score && 'confusion' in found) score.confusion = confusion;
  }

  #use(run: Run, tool: Tool | null): void {
    run.store.set({ tool: tool ?? undefined });
    // The tools go, and with them what had the focus.
    if (!tool) this.#find<PgBoundary>('pg-boundary')?.focus({ preventScroll: true });
  }

  /** Who begins to draw goes on at the output. */
  #followTool(): void {
    const { run } = this.#context;
    const draws = run !== undefined && toolIn(run) !== undefined;
    if (draws && !this.#draws) {
      const boundary = this.#find<PgBoundary>('pg-boundary');
      boundary?.focus({ preventScroll: true });
      // Once all has its new size; the output last, since it matters most.
      requestAnimationFrame(() => {
        for (const part of [this.#find<PgDraw>('pg-draw'), boundary]) part?.scrollIntoView({ block: 'nearest' });
      });
    }
    this.#draws = draws;
  }

  async #edit(run: Run, { detail }: CustomEvent<Edit>): Promise<void> {
    await run.edit(detail);
    this.#find<PgBoundary>('pg-boundary')?.settle();
  }

  #find<T>(name: string): T | null {
    return this.renderRoot.querySelector(name) as T | null;
  }
}
