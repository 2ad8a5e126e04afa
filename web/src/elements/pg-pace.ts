import { css, html, LitElement } from 'lit';
import { live } from 'lit/directives/live.js';
import { significant, whole } from '../draw/format.ts';
import { type Param, setting } from '../registry.ts';
import { RunController } from '../run/context.ts';
import { speeds, speedText } from '../run/pace.ts';
import { chosen } from './chosen.ts';
import { icon } from './icons.ts';
import { base, buttons, fields } from './styles.ts';

/** The declaration of a seed. */
const seedParam = (setting('seeds') as Extract<Param, { readonly type: 'record' }>).params.find(
  ({ name }) => name === 'weights',
)!;

/** How fast a run goes, and where its chance begins. */
export class PgPace extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      :host { display: flex; align-items: start; gap: 24px; }
      .stat { display: grid; gap: 1px; }
      .stat > :first-child { height: 14px; line-height: 14px; }
      .speed label { padding-left: 4px; }
      #rate { margin-left: 6px; font-size: var(--t-1); color: var(--ink-3); white-space: nowrap; }
      .speed { min-width: 84px; }
      .speed select { height: 24px; font-weight: 600; width: auto; field-sizing: content; }
      .seed > span { display: flex; align-items: center; gap: 2px; }
      .seed pg-param { width: 92px; }
    `,
  ];

  readonly #context = new RunController(this, () => this.#draw());

  protected override render() {
    return [this.#speed(), this.#seed()];
  }

  protected override updated(): void {
    this.#draw();
  }

  /** While it goes as fast as it can, says how fast that is. */
  #draw(): void {
    const { run } = this.#context;
    const isFull = typeof run?.state.view.speed === 'string' && run.state.view.speed !== 'phase';
    const rate = isFull ? run?.rate : undefined;
    const element = this.renderRoot.querySelector('#rate');
    const text = rate === undefined ? '' : `${rate < 10 ? significant(rate, 2) : whole(rate)} ep/s`;
    if (element && element.textContent !== text) element.textContent = text;
  }

  #speed() {
    const { run } = this.#context;
    const now = String(run?.state.view.speed ?? '');
    return html`<div class="stat speed"><span><label class="label" for="speed">Speed</label><span id="rate"></span></span>
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
}
