import { css, html, LitElement, nothing } from 'lit';
import type { Frame, Opened, UnitId } from '../engine/protocol.ts';
import { RunController } from '../run/context.ts';
import { namedLayer, unitTitle } from '../run/names.ts';
import type { PgBoundary } from './pg-boundary.ts';
import type { PgLoss } from './pg-loss.ts';
import type { PgScore } from './pg-score.ts';
import { base, checks } from './styles.ts';

/** Whose picture is shown: the prediction's, or a unit's that is looked at. */
const titleOf = (opened: Opened | undefined, unit: UnitId | undefined): string =>
  opened && unit ? unitTitle(namedLayer(opened, unit.layer), unit.unit) : 'Output';

/** What the network has learned: its output over the plane, the loss so far, and how often it is right. */
export class PgOutput extends LitElement {
  static override styles = [
    base,
    checks,
    css`
      :host { display: block; }
      section { display: flex; flex-direction: column; height: 100%; padding: 16px 20px 20px; }
      .chk + .chk { margin-left: 8px; }
      pg-boundary { margin-top: 8px; }
      pg-loss { flex: 1 1 auto; min-height: 0; max-height: 360px; margin-top: 18px; }
      pg-score { margin-top: auto; padding-top: 14px; }
    `,
  ];

  readonly #context = new RunController(this, (frame, opened) => this.#draw(frame, opened));

  protected override render() {
    const { run } = this.#context;
    const { view } = run?.state ?? {};
    const check = (name: 'validation' | 'hard', text: string) => html`<label class="chk">
      <input type="checkbox" .checked=${view?.[name] ?? false}
        @change=${(e: Event) => run?.setView({ [name]: (e.target as HTMLInputElement).checked })} />${text}
    </label>`;
    return html`<section aria-labelledby="title">
      <div class="panel-head">
        <h2 id="title" class="title grow">${titleOf(run?.state.opened, run?.state.unit)}</h2>
        ${check('validation', 'Validation points')} ${check('hard', 'Hard edge')}
      </div>
      <pg-boundary .showValidation=${view?.validation ?? false} .hard=${view?.hard ?? false} .plane=${run?.plane}></pg-boundary>
      <pg-loss .log=${view?.log ?? false} @pg-log=${(e: CustomEvent<boolean>) => run?.setView({ log: e.detail })}></pg-loss>
      ${run?.state.opened?.task === 'regression' ? nothing : html`<pg-score></pg-score>`}
    </section>`;
  }

  #draw(frame: Frame, opened: Opened): void {
    const find = <T>(name: string) => this.renderRoot.querySelector(name) as T | null;
    const boundary = find<PgBoundary>('pg-boundary');
    if (boundary) Object.assign(boundary, { opened, plane: this.#context.run?.plane, frame });
    const loss = find<PgLoss>('pg-loss');
    if (loss) loss.frame = frame;
    const score = find<PgScore>('pg-score');
    if (score) Object.assign(score, { opened, evaluation: frame.evaluation });
  }
}
