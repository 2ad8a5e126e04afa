import { css, html, LitElement, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { significant, whole } from '../draw/format.ts';
import type { Frame, Phase, Unit } from '../engine/protocol.ts';
import { type Param, setting } from '../registry.ts';
import { RunController } from '../run/context.ts';
import { type Speed, speeds } from '../run/pace.ts';
import { stepUnits } from '../run/view.ts';
import { chosen } from './chosen.ts';
import { icon } from './icons.ts';
import { base, buttons, fields } from './styles.ts';

const phases = ['Forward', 'Loss', 'Backward', 'Update'];
const updateAt = 3;

/** Which of `phases` comes next; −1 between steps. */
const phaseNumber = ({ type }: Phase): number =>
  ({ batch: -1, forward: 0, loss: 1, backward: 2, clip: 3, update: 3 })[type];

const speedText = (speed: Speed): string => (speed === 'max' ? 'as fast as it draws' : `${speed} ep/s`);

/** The declaration of a seed. */
const seedParam = (setting('seeds') as Extract<Param, { readonly type: 'record' }>).params.find(
  ({ name }) => name === 'weights',
)!;

/** Play, pause, step and reset; where the run is; how fast it goes and where chance begins. */
export class PgTransport extends LitElement {
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
      .phase { display: grid; gap: 4px; justify-items: start; width: 58px; font-size: var(--t-1); color: var(--ink-3); }
      .phase::before { content: ''; height: 3px; width: calc(100% - 2px); background: var(--line-2); border-radius: 2px; }
      .phase.done::before { background: var(--ink-3); }
      .phase.now { color: var(--accent); }
      .phase.now::before { background: var(--accent); }
      .vr { width: 1px; align-self: stretch; margin: 14px 0; background: var(--line); flex: none; }
      .figures { flex: 1; display: flex; justify-content: space-evenly; gap: 16px; }
      .stat { display: grid; gap: 1px; }
      .figures .stat { min-width: 76px; }
      .stat b { font-size: var(--t-5); line-height: 21px; font-weight: 600; letter-spacing: -0.01em; white-space: nowrap; }
      .stat b small { font-size: var(--t-2); font-weight: 400; color: var(--ink-3); letter-spacing: 0; }
      .sw { display: inline-block; width: 14px; height: 0; border-top: 2px solid currentColor; vertical-align: middle; }
      .speed label { padding-left: 4px; }
      .speed { min-width: 84px; }
      .speed select { height: 24px; font-weight: 600; width: auto; field-sizing: content; }
      .seed { position: relative; }
      .seed > span { display: flex; align-items: center; gap: 2px; }
      .seed pg-param { width: 92px; }
      .replay { position: absolute; inset: auto 0 -1px; height: 3px; appearance: none; width: 100%; border: 0; background: var(--line-2); }
      .replay::-webkit-progress-bar { background: var(--line-2); }
      .replay::-webkit-progress-value { background: var(--accent); }
      .replay::-moz-progress-bar { background: var(--accent); }
      .replaying { display: flex; align-items: center; gap: 10px; font-size: var(--t-2); color: var(--ink-2); white-space: nowrap; }
    `,
  ];

  readonly #context = new RunController(this, frame => this.#draw(frame));

  protected override render() {
    const { run } = this.#context;
    const { playing = false, progress, opened } = run?.state ?? {};
    const toggle = playing ? 'Pause' : 'Play';
    return html`<section aria-label="Training controls">
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
      <span class="vr"></span>
      ${this.#speed()} ${this.#seed()}
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
    const figure = (id: string, label: unknown, rest: unknown = nothing) => html`<div class="stat">
      <span class="label">${label}</span><b><span id=${id}>–</span>${rest}</b>
    </div>`;
    const line = (color: string) => html`<span class="sw" style="color:var(--chart-${color})"></span>`;
    return html`<div class="figures" ?hidden=${hidden}>
      ${figure('epoch', 'Epoch')}
      ${figure('batch', 'Batch', html` <small>of <span id="batches">–</span></small>`)}
      ${figure('train', html`${line('2')} Train`)}
      ${figure('validation', html`${line('1')} Validation`)}
    </div>`;
  }

  #replay({ step, of }: { readonly step: number; readonly of: number }) {
    return html`<div class="figures">
        <span class="replaying" role="status">
          <span>Replaying the run: step ${whole(step)} of ${whole(of)}</span>
          <button class="btn small" @click=${() => this.#context.run?.stopReplay()}>Stop here</button>
        </span>
      </div>
      <progress class="replay" aria-label="Replay" max=${Math.max(1, of)} .value=${step}></progress>`;
  }

  #speed() {
    const { run } = this.#context;
    const now = String(run?.state.view.speed ?? '');
    return html`<div class="stat speed"><label class="label" for="speed">Speed</label>
      <span class="sel ghost"><select id="speed" ${chosen(now)} @change=${(e: Event) => {
        const speed = speeds.find(speed => String(speed) === (e.target as HTMLSelectElement).value);
        if (speed) run?.setView({ speed });
      }}>
        ${speeds.map(speed => html`<option value=${speed}>${speedText(speed)}</option>`)}
      </select></span>
    </div>`;
  }

  #seed() {
    const { run } = this.#context;
    return html`<div class="stat seed"><span class="label" aria-hidden="true">Seed</span>
      <span>
        <pg-param bare label="Seed" .param=${seedParam} .value=${live(run?.config?.seeds.weights ?? null)} .write=${String}
          @pg-change=${(e: CustomEvent<number>) => run?.setSeed(e.detail)}></pg-param>
        <button class="btn ghost small icon" aria-label="New seed" title="New seed: other weights  N"
          @click=${() => run?.newSeed()}>${icon('dice')}</button>
      </span>
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
    this.#mark(phaseNumber(phase), phase.type === 'clip' ? 'Clip' : 'Update');
  }

  #write(id: string, text: string): void {
    const element = this.renderRoot.querySelector(`#${id}`);
    if (element && element.textContent !== text) element.textContent = text;
  }

  /** Marks the phase that comes next. The last one begins with what is done to the gradients. */
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
