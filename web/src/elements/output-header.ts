/** The header of the output: how many units, and their activation, which the task sets unless another is chosen. */
import { css, html, nothing } from 'lit';
import { short } from '../draw/format.ts';
import type { Opened } from '../engine/protocol.ts';
import {
  defaults,
  explain,
  findMember,
  headsOf,
  type Member,
  menuLabels,
  type Spec,
  switchMember,
} from '../registry.ts';
import type { Refusal } from '../run/state.ts';
import { chosen } from './chosen.ts';
import { icon } from './icons.ts';
import type { Place } from './layer-header.ts';
import { SHEET_WIDTH } from './layer-header.ts';
import { memberLabel } from './layers.ts';
import { styled } from './styled.ts';
import { tipped } from './tip.ts';

/** What the header shows. */
export interface OutputFacts {
  /** `1 unit`, or where there is little room `1`. */
  readonly units: string;
  readonly task: Opened['task'];
  /** The activation, as it is wanted. */
  readonly head: Member | undefined;
  readonly advice: Opened['advice'];
  readonly refusal: Refusal | undefined;
  choose(head: Member): void;
}

/** The paths of the settings whose refusals are shown here. */
const OWN = /^(output\.activation|loss)\b/;

export const outputHeader = (facts: OutputFacts, place: Place) => html`<div
  class="lay end ${place.shape}"
  ${styled({ left: `${place.x}px`, width: `${place.width}px` })}
>
  ${place.shape === 'folded' ? folded(facts, place) : unfolded(facts)}
</div>`;

const unfolded = (facts: OutputFacts) => html`<div class="top"><span>Output</span></div>
  <span class="line">${facts.units}</span>
  ${headMenu(facts)}
  <div class="aside">${refused(facts)} ${advised(facts)}</div>`;

function folded(facts: OutputFacts, place: Place) {
  const name = facts.head ? memberLabel('activation', facts.head.kind) : '';
  const open = facts.refusal && OWN.test(facts.refusal.field);
  return html`<details class="more" name="layer" ?open=${open}>
    <summary aria-label="Output: ${facts.units}, ${name}" title="Output: ${facts.units}, ${name}">
      <span class="top"><span>Out</span></span>
      <span class="line">${Number.parseInt(facts.units, 10)}</span>
    </summary>
    <div class="pop" role="group" aria-label="Output" ${styled({ left: `${place.sheet}px`, width: `${SHEET_WIDTH}px` })}>
      <b>Output</b> ${headMenu(facts)} ${refused(facts)} ${advised(facts)}
    </div>
  </details>`;
}

function headMenu({ task, head, choose }: OutputFacts) {
  if (!head) return nothing;
  const heads = headsOf(task);
  const own = findMember('activation', head.kind);
  const members: readonly Spec[] = own && !heads.includes(own) ? [...heads, own] : heads;
  const labels = menuLabels(members);
  const give = (event: Event) => choose(switchMember('activation', (event.target as HTMLSelectElement).value, head));
  const menu = html`<span class="sel ghost own">
    <select aria-label="Activation of the output" aria-describedby="head-tip" ${chosen(head.kind)} @change=${give}>
      ${members.map(({ kind }, i) => html`<option value=${kind} ?selected=${kind === head.kind}>${inMenu(labels[i]!)}</option>`)}
    </select>
  </span>`;
  return tipped('head-tip', own && explain(own), menu, 'end');
}

/** As the page writes it elsewhere: `sigmoid`, but `ReLU`. */
const inMenu = (label: string): string => (/^[A-Z][a-z]+$/.test(label) ? label.toLowerCase() : label);

const refused = ({ refusal }: OutputFacts) =>
  refusal && OWN.test(refusal.field) ? html`<p class="err">${icon('bad')}<span>${refusal.text}</span></p>` : nothing;

/** What the range of the targets says about the activation; nothing where that is chosen already. */
export function adviceText({ head, least, most }: NonNullable<Opened['advice']>): string {
  const [low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY] = findMember('activation', head)?.range ?? [];
  if (Number.isFinite(low) && Number.isFinite(high)) return `Targets lie between ${short(low)} and ${short(high)}.`;
  const range = `${short(Number(least.toPrecision(3)))} to ${short(Number(most.toPrecision(3)))}`;
  return Number.isFinite(low) ? `Targets are never negative: ${range}.` : `Targets reach from ${range}.`;
}

function advised({ advice, head, choose }: OutputFacts) {
  if (!advice || !head || advice.head === head.kind) return nothing;
  const name = memberLabel('activation', advice.head);
  return html`<p class="advice">
    ${adviceText(advice)}
    <button class="btn small" title="It gives nothing that the training targets do not reach" @click=${() => choose(defaults('activation', advice.head))}>
      Use ${name}
    </button>
  </p>`;
}

export const outputHeaderStyles = css`
  .lay .sel.own { display: inline-flex; margin: 3px 0 0 12px; }
  .lay .sel.own select { height: max(20px, var(--touch)); width: auto; max-width: 104px; padding-left: 2px; padding-right: 16px; field-sizing: content; font-size: var(--t-1); color: var(--ink-2); }
  .end .tipped { justify-self: center; }
  .end .tip { text-align: left; }
  .end .tip { bottom: auto; top: calc(100% + 5px); }
  .aside { position: absolute; top: calc(100% + 4px); right: 0; display: grid; justify-items: end; gap: 4px; width: 150px; text-align: right; font-size: var(--t-1); line-height: 14px; }
  .narrow .aside { width: 92px; background: var(--bg); }
  .advice { color: var(--ink-3); }
  .advice .btn { margin-top: 4px; }
  .lay.folded .sel.own { margin-left: -2px; }
  .lay.folded .sel.own select { max-width: none; font-size: var(--t-2); }
  .folded .tipped { justify-self: start; }
  .end summary > .top { margin: 0; }
  .end.folded .pop { justify-items: start; text-align: left; }
  .folded .pop .advice { text-align: left; }
`;
