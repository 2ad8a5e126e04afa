import { css, html, LitElement, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import {
  type Configuration,
  findMember,
  type Member,
  type Param,
  paramLabel,
  sentenceCase,
  settings,
} from '../registry.ts';
import { RunController } from '../run/context.ts';
import { writeNumber } from './slider.ts';
import { base } from './styles.ts';

/** The families that can be changed in the middle of a run. */
const choices = settings.filter(
  (param): param is Extract<Param, { readonly type: 'member' }> => param.live && param.type === 'member',
);

/** How the network learns: loss, optimizer, penalty, each with its settings. Changes go into the journal; the weights stay. */
export class PgTraining extends LitElement {
  static override styles = [
    base,
    css`
      :host { display: block; }
      section { border-top: 1px solid var(--line); padding: 14px 24px 18px; }
      .note { padding-left: 8px; }
      .grid { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 24px; margin-top: 10px; min-height: 100px; }
    `,
  ];

  readonly #context = new RunController(this);

  protected override render() {
    const { run } = this.#context;
    const config = run?.config;
    return html`<section aria-labelledby="title">
      <div class="panel-head">
        <h2 id="title" class="title">Training</h2>
        <p class="note grow">${config ? summary(config) : nothing}</p>
      </div>
      <div class="grid">
        ${choices.map(
          param => html`<pg-choice .family=${param.family} .label=${sentenceCase(paramLabel(param.name))}
            .optional=${param.default === null} .task=${run?.state.opened?.task ?? ''}
            .value=${live((config?.[param.name as keyof Configuration] as Member | null | undefined) ?? null)}
            @pg-change=${(e: CustomEvent<Member | null>) => this.#set(param, e.detail)}></pg-choice>`,
        )}
      </div>
    </section>`;
  }

  #set(param: Param, value: Member | null): void {
    void this.#context.run?.set(param.name as keyof Configuration, value as never);
  }
}

/** `Adam at 0.03, no penalty.` */
export function summary({ optimizer, penalty }: Configuration): string {
  const name = findMember('optimizer', optimizer.kind)?.label ?? optimizer.kind;
  const spec = findMember('regularizer', penalty.kind);
  const first = spec?.params[0];
  const strength = first && (penalty as Member)[first.name];
  const pays = typeof strength === 'number' ? `${spec?.label} penalty of ${writeNumber(strength)}` : 'no penalty';
  return `${name} at ${writeNumber(optimizer.lr)}, ${pays}.`;
}
