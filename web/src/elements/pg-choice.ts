import { css, html, LitElement, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Value } from '../engine/protocol.ts';
import {
  defaults,
  detailed,
  explain,
  type FamilyName,
  families,
  findMember,
  type Member,
  menuLabels,
  type Param,
  paramLabel,
  type Spec,
  switchMember,
} from '../registry.ts';
import { chosen } from './chosen.ts';
import { fire } from './events.ts';
import { Foldout } from './foldout.ts';
import { onPhone } from './layout.ts';
import { writeNumber } from './slider.ts';
import { base, disclosure, fields, popover } from './styles.ts';
import { tipped, tips } from './tip.ts';

/**
 * A family as a menu, with the settings of the chosen member: the first one below, the others behind a chevron that
 * states their values.
 *
 * @prop family - Which family.
 * @prop value - The member and its settings; null where the task decides.
 * @prop label - What is chosen.
 * @prop optional - Whether the choice may be left to the task.
 * @prop task - What is to be predicted: members that are for other tasks only are left out.
 * @prop nested - Whether it stands among the settings of another member.
 * @fires pg-change - `CustomEvent<Member | null>`: the member with its settings, as the user wants it.
 */
export class PgChoice extends LitElement {
  static override properties = {
    family: { type: String },
    value: { attribute: false },
    label: { type: String },
    optional: { type: Boolean },
    task: { type: String },
    nested: { type: Boolean },
  };
  static override styles = [
    base,
    fields,
    disclosure,
    popover,
    tips,
    css`
      :host { display: block; min-width: 0; }
      .choice { display: grid; gap: 6px; align-content: start; position: relative; }
      .nested { display: flex; align-items: center; justify-content: space-between; gap: 8px; font-size: var(--t-2); color: var(--ink-2); }
      .more { min-width: 0; }
      .more > summary { max-width: 100%; font-size: var(--t-1); line-height: 18px; color: var(--ink-3); }
      .more > summary span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      .pop { position: absolute; z-index: 5; left: -12px; right: -12px; bottom: calc(100% + 4px); display: grid; gap: 6px; padding: 12px; }
      @container ${onPhone} {
        .more > summary span { white-space: normal; }
        .pop { position: static; padding: 4px 0; background: none; box-shadow: none; }
      }
    `,
  ];

  declare family: FamilyName;
  declare value: Member | null;
  declare label: string;
  declare optional: boolean;
  declare task: string;
  declare nested: boolean;

  constructor() {
    super();
    this.family = 'activation';
    this.value = null;
    this.label = '';
    this.optional = false;
    this.task = '';
    this.nested = false;
    new Foldout(this);
    void detailed.then(() => this.requestUpdate());
  }

  protected override render() {
    const member = this.value && findMember(this.family, this.value.kind);
    const [first, ...others] = member?.params ?? [];
    const menu = html`<div class=${this.nested ? 'nested' : 'choice'}>
      <label class=${this.nested ? '' : 'label'} for="it">${this.label}</label>
      <span class="sel">${this.#menu()}</span>
    </div>`;
    return html`<div class="choice">
      ${tipped('about', [families[this.family].doc, member && explain(member)].filter(Boolean).join('\n'), menu)}
      ${first ? this.#param(first) : nothing} ${others.length ? this.#others(others) : nothing}
    </div>`;
  }

  #menu() {
    const kind = this.value?.kind ?? '';
    const fits = (spec: Spec) => !this.task || !spec.tasks || spec.tasks.includes(this.task) || spec.kind === kind;
    const members: readonly Spec[] = families[this.family].members.filter(fits);
    const labels = menuLabels(members);
    return html`<select id="it" aria-describedby="about" ${chosen(kind)} @change=${this.#choose}>
      ${this.optional || !this.value ? html`<option value="">Set by the task</option>` : nothing}
      ${members.map((spec, i) => html`<option value=${spec.kind}>${labels[i]}</option>`)}
    </select>`;
  }

  #param(param: Param) {
    return html`<pg-param .param=${param} .value=${live(this.value?.[param.name] ?? null)}
      @pg-change=${(e: CustomEvent<Value>) => this.#set(param, e)}></pg-param>`;
  }

  #others(params: readonly Param[]) {
    const text = params.map(param => stated(param, this.value?.[param.name] ?? null)).join(', ');
    return html`<details class="more">
      <summary title=${text}><span>${text}</span></summary>
      <div class="pop">${params.map(param => this.#param(param))}</div>
    </details>`;
  }

  #choose(event: Event): void {
    const kind = (event.target as HTMLSelectElement).value;
    const value =
      kind === '' ? null : this.value ? switchMember(this.family, kind, this.value) : defaults(this.family, kind);
    this.#give(value);
  }

  #set(param: Param, event: CustomEvent<Value>): void {
    event.stopPropagation();
    if (this.value) this.#give({ ...this.value, [param.name]: event.detail });
  }

  #give(value: Member | null): void {
    this.value = value;
    fire(this, 'pg-change', value);
  }
}

/** A setting and its value in a few words: `β₁ 0.9`, `no biases`. */
function stated(param: Param, value: Value): string {
  const name = paramLabel(param.name);
  if (typeof value === 'number') return `${name} ${writeNumber(value)}`;
  if (typeof value === 'boolean') return value ? name : `no ${name}`;
  if (typeof value === 'string') return value.replaceAll('_', ' ');
  return name;
}
