import { css, html, nothing } from 'lit';
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
import { icon } from './icons.ts';
import { onPhone, onTablet } from './layout.ts';
import { Panel } from './panel.ts';
import { writeNumber } from './slider.ts';
import { base, buttons } from './styles.ts';

/** The families that can be changed in the middle of a run. */
const choices = settings.filter(
  (param): param is Extract<Param, { readonly type: 'member' }> => param.live && param.type === 'member',
);

/**
 * How the network learns: loss, optimizer, penalty, each with its settings. Changes go into the journal; the weights stay.
 *
 * On a tablet it is folded to the sentence that says it.
 */
export class PgTraining extends Panel {
  static override properties = { _open: { state: true } };
  static override styles = [
    base,
    buttons,
    css`
      :host { display: block; }
      section { border-top: 1px solid var(--line); padding: 14px 24px 18px; }
      .note { padding-left: 8px; }
      .grid { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 24px; margin-top: 10px; min-height: 100px; }
      .fold { display: none; }
      [aria-expanded='true'] .i { transform: rotate(180deg); }
      @container ${onTablet} {
        section { border: 0; padding: 12px 16px; }
        .fold { display: inline-flex; }
        .folded { display: none; }
        .grid { min-height: 0; padding-bottom: 8px; }
      }
      @container ${onPhone} {
        section { border: 0; padding: 12px 16px 24px; }
        .title { position: absolute; clip-path: inset(50%); }
        .note { padding: 0; }
        .grid { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 18px 20px; }
      }
      @container (width <= 340px) { .grid { grid-template-columns: minmax(0, 1fr); } }
      @media print { .fold { display: none; } }
    `,
  ];

  declare _open: boolean;
  readonly #context = new RunController(this);

  constructor() {
    super();
    this._open = false;
  }

  protected override render() {
    const { run } = this.#context;
    const config = run?.config;
    return html`<section aria-labelledby="title">
      <div class="panel-head">
        <h2 id="title" class="title">Training</h2>
        <p class="note grow">${config ? summary(config) : nothing}</p>
        <button class="btn ghost fold" aria-expanded=${this._open} aria-controls="grid" @click=${this.#fold}>
          ${this._open ? 'Close' : 'Open'}${icon('chevron')}
        </button>
      </div>
      <div id="grid" class="grid ${this._open ? '' : 'folded'}">
        ${choices.map(
          param => html`<pg-choice .family=${param.family} .label=${sentenceCase(paramLabel(param.name))}
            .optional=${param.default === null} .task=${run?.state.opened?.task ?? ''}
            .value=${live((config?.[param.name as keyof Configuration] as Member | null | undefined) ?? null)}
            @pg-change=${(e: CustomEvent<Member | null>) => this.#set(param, e.detail)}></pg-choice>`,
        )}
      </div>
    </section>`;
  }

  #fold(): void {
    this._open = !this._open;
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
