import { css, html, nothing } from 'lit';
import { significant, whole } from '../draw/format.ts';
import type { Frame, Phase, Unit } from '../engine/protocol.ts';
import { RunController } from '../run/context.ts';
import { scoreOf } from '../run/reading.ts';
import { stepUnits } from '../run/view.ts';
import { chosen } from './chosen.ts';
import { markPlace, sectionRole } from './feed.ts';
import { icon } from './icons.ts';
import { belowDesktop, onPhone, onTablet } from './layout.ts';
import { Panel } from './panel.ts';
import { styled } from './styled.ts';
import { base, buttons, fields, stand } from './styles.ts';

const phases = ['Forward', 'Loss', 'Backward', 'Update'];
const updateAt = 3;

/** Which of `phases` comes next; −1 between steps. */
const phaseNumber = ({ type }: Phase): number =>
  ({ batch: -1, forward: 0, loss: 1, backward: 2, clip: 3, update: 3 })[type];

/**
 * Play, pause, step and reset; where the run is; how fast it goes and where chance begins.
 *
 * On a phone it comes apart: the playground says where the figures stand, and where the buttons, within reach of a thumb.
 *
 * @prop bare - Whether speed and seed stand somewhere else.
 * @cssprop --pg-spread - `contents` where it is to come apart.
 * @cssprop --pg-figures - The grid area of the figures then; `--pg-figures-display` is `flex` where they stand in a row, and
 *   `--pg-figures-height` and `--pg-figures-start` are their height and the room before them.
 * @cssprop --pg-controls - The grid area of the buttons then; they stay at the lower end of the screen.
 */
export class PgTransport extends Panel {
  static override properties = { bare: { type: Boolean } };
  static override styles = [
    base,
    buttons,
    fields,
    css`
      :host { display: block; }
      section {
        position: relative;
        display: flex;
        align-items: center;
        gap: 24px;
        height: 64px;
        padding: 0 20px;
        border-bottom: 1px solid var(--line);
        background: var(--bg);
      }
      .ctl { display: flex; align-items: center; gap: 5px; }
      .ctl .sel { flex: none; }
      .phases { display: flex; align-items: stretch; margin-left: -6px; }
      .phase { display: grid; gap: 4px; justify-items: start; width: 58px; font-size: var(--t-1); color: var(--ink-3); forced-color-adjust: none; }
      .phase::before { content: ''; height: 3px; width: calc(100% - 2px); background: var(--line-2); border-radius: 2px; }
      .phase.done::before { background: var(--ink-3); }
      .phase.now { color: var(--accent); }
      .phase.now::before { background: var(--accent); }
      .vr { width: 1px; align-self: stretch; margin: 14px 0; background: var(--line); flex: none; }
      .figures { flex: 1; display: flex; justify-content: space-evenly; gap: 16px; }
      .stat { display: grid; align-content: start; gap: 1px; }
      .figures .stat { min-width: 76px; }
      .figures .score, .loss { display: none; }
      .stat b { font-size: var(--t-5); line-height: 21px; font-weight: 600; letter-spacing: -0.01em; white-space: nowrap; }
      .stat b small { font-size: var(--t-2); font-weight: 400; color: var(--ink-3); letter-spacing: 0; }
      .sw { display: inline-block; width: 14px; height: 0; border-top: 2px solid currentColor; vertical-align: middle; }
      .replay { position: absolute; inset: auto 0 -1px; height: 3px; appearance: none; width: 100%; border: 0; background: var(--line-2); }
      .replay::-webkit-progress-bar { background: var(--line-2); }
      .replay::-webkit-progress-value { background: var(--accent); }
      .replay::-moz-progress-bar { background: var(--accent); }
      .replaying { display: flex; align-items: center; gap: 10px; font-size: var(--t-2); color: var(--ink-2); white-space: nowrap; }
      @container (width <= 1300px) {
        section { gap: 14px; }
        .figures { gap: 12px; }
        .figures .stat { min-width: 66px; }
        .phase { width: auto; min-width: 50px; padding-right: 6px; }
        pg-pace { gap: 12px; }
      }
      @container ${belowDesktop} { .vr { display: none; } }
      @container ${onTablet} {
        section { height: auto; min-height: 64px; padding: 10px 16px; }
        .figures { justify-content: flex-end; gap: 20px; }
        .figures .stat { min-width: 0; }
      }
      @container (600px < width <= 760px) {
        section { flex-wrap: wrap; row-gap: 6px; }
        .phases { order: 1; flex: 1 1 100%; margin: 0; }
        .phase { flex: 1; }
      }
      @container ${onPhone} {
        :host { display: var(--pg-spread, block); }
        section { display: var(--pg-spread, block); height: auto; padding: 0; }
        .phases, pg-pace, .batch { display: none; }
        .figures { grid-area: var(--pg-figures); display: var(--pg-figures-display, grid); flex-wrap: wrap; place-content: space-between; align-self: start; gap: 8px; height: var(--pg-figures-height, auto); margin: 12px 16px 0 var(--pg-figures-start, 0); padding: 1px 0; }
        .sw { display: none; }
        .loss { display: inline; }
        .figures .score { display: grid; }
        .ctl { grid-area: var(--pg-controls); position: sticky; bottom: 0; z-index: 8; align-self: end; justify-content: space-between; height: calc(64px + var(--pg-inset-bottom, 0px)); padding: 0 16px var(--pg-inset-bottom, 0px); border-top: 1px solid var(--line); background: var(--bg); }
        .ctl :is(button, select) { scroll-margin-bottom: calc(-64px - var(--pg-inset-bottom, 0px)); }
        .play { width: 48px; height: 48px; }
        .ctl select { font-size: var(--t-3); }
        .replaying { display: grid; white-space: normal; }
        .replay { position: static; }
      }
      :host([alone]) { display: block; }
      :host([alone]) section { display: flex; flex-wrap: wrap; height: auto; min-height: 64px; padding: 8px 0; border: 0; background: none; }
      :host([alone]) .ctl { position: static; height: auto; padding: 0; border: 0; background: none; }
      :host([alone]) .figures { display: flex; flex-wrap: wrap; height: auto; margin: 0; justify-content: flex-start; }
      @container ${onPhone} { :host([alone]) .figures { flex: 1 1 100%; gap: 8px 20px; } :host([alone]) .figures .stat { min-width: 0; } }
      @media print { .ctl, .phases, .vr, .replay { display: none; } }
    `,
    stand,
  ];

  declare bare: boolean;
  readonly #context = new RunController(this, frame => this.#draw(frame));

  constructor() {
    super();
    this.bare = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    markPlace(this);
  }

  protected override render() {
    const { run } = this.#context;
    const { playing = false, progress, opened } = run?.state ?? {};
    const toggle = playing ? 'Pause' : 'Play';
    return html`<section role=${sectionRole(this)} aria-label="Training controls">
      <div class="ctl">
        <button class="btn ghost icon" aria-label="Reset to the start" title="Reset to the same start  R"
          ?disabled=${!opened} @click=${() => run?.reset()}>${icon('reset')}</button>
        <button class="play" aria-label=${toggle} title="${toggle}  Space"
          ?disabled=${!opened} @click=${() => run?.toggle()}>${icon(playing ? 'pause' : 'play')}</button>
        <button class="btn ghost icon" aria-label="Step" title="Step  ."
          ?disabled=${!opened} @click=${() => run?.step()}>${icon('step')}</button>
        ${this.#stepSize()}
      </div>
      <ol class="phases" aria-label="Phases of a step">${phases.map(name => html`<li class="phase">${name}</li>`)}</ol>
      <span class="vr"></span>
      ${progress ? this.#replay(progress) : nothing}
      ${this.#figures(progress !== undefined)}
      ${this.bare ? nothing : html`<span class="vr"></span><pg-pace></pg-pace>`}
    </section>`;
  }

  #stepSize() {
    const { run } = this.#context;
    const now = run?.state.view.step ?? 'epoch';
    return html`<span class="sel ghost"><select aria-label="Step size" ${chosen(now)}
      @change=${(e: Event) => run?.setView({ step: (e.target as HTMLSelectElement).value as Unit })}>
      ${stepUnits.map(unit => html`<option value=${unit}>by ${unit}</option>`)}
    </select></span>`;
  }

  /** The figures are written with each frame, past the template. */
  #figures(hidden: boolean) {
    const figure = (id: string, label: unknown, rest: unknown = nothing) => html`<div class="stat ${id}">
      <span class="label">${label}</span><b><span id=${id}>–</span>${rest}</b>
    </div>`;
    const line = (color: string) => html`<span class="sw" ${styled({ color: `var(--chart-${color})` })}></span>`;
    return html`<div class="figures" ?hidden=${hidden}>
      ${figure('epoch', 'Epoch')}
      ${figure('batch', 'Batch', html` <small>of <span id="batches">–</span></small>`)}
      ${figure('train', html`${line('2')} Train<span class="loss"> loss</span>`)}
      ${figure('validation', html`${line('1')} Validation`)}
      ${figure('score', html`<span id="score-name">Accuracy</span>`)}
    </div>`;
  }

  #replay({ step, of }: { readonly step: number; readonly of: number }) {
    return html`<div class="figures">
        <span class="replaying" role="status">
          <span>Replaying the run: step ${whole(step)} of ${whole(of)}</span>
          <button class="btn small" @click=${() => this.#context.run?.stopReplay()}>Stop here</button>
        </span>
        <progress class="replay" aria-label="Replay" max=${Math.max(1, of)} .value=${step}></progress>
      </div>`;
  }

  #draw(frame: Frame): void {
    const { epoch, phase, evaluation, batches, batchesInEpoch } = frame;
    const loss = (x: number | undefined) => (x === undefined ? '–' : significant(x));
    this.#write('epoch', whole(epoch));
    this.#write('batch', whole(batches));
    this.#write('batches', whole(batchesInEpoch));
    this.#write('train', loss(evaluation.trainLoss));
    this.#write('validation', loss(evaluation.validationLoss));
    const [name, value] = scoreOf(evaluation);
    this.#write('score-name', name);
    this.#write('score', value);
    this.#mark(phaseNumber(phase), phase.type === 'clip' ? 'Penalty' : 'Update');
  }

  #write(id: string, text: string): void {
    const element = this.renderRoot.querySelector(`#${id}`);
    if (element && element.textContent !== text) element.textContent = text;
  }

  /** Marks the phase that comes next. The last one begins with the penalty, where there is one. */
  #mark(now: number, update: string): void {
    this.renderRoot.querySelectorAll('.phase').forEach((element, i) => {
      if (i === updateAt && element.textContent !== update) element.textContent = update;
      element.classList.toggle('done', i < now);
      element.classList.toggle('now', i === now);
      if (i === now) element.setAttribute('aria-current', 'step');
      else element.removeAttribute('aria-current');
    });
  }
}
