import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { short } from '../draw/format.ts';
import { curvePath } from '../draw/glyph.ts';
import {
  explain,
  families,
  findMember,
  type Member,
  menuLabels,
  type Param,
  paramLabel,
  type Spec,
  switchMember,
} from '../registry.ts';
import { caption, type Group, MOST_UNITS, memberLabel, mostUnits } from './layers.ts';
import { stepButton } from './step-button.ts';
import { styled } from './styled.ts';
import { tipped } from './tip.ts';

/** What the header of a hidden layer asks for. */
export interface Actions {
  units(group: Group, units: number): void;
  member(group: Group, setting: 'activation' | 'init', member: Member): void;
}

/** Where a header stands: its middle and width in CSS pixels. */
export interface Place {
  readonly x: number;
  readonly width: number;
  readonly shape: 'wide' | 'tight' | 'narrow' | 'folded';
  /** Whether what it opens has no room to its right. */
  readonly last: boolean;
  /** From its left edge to that of the sheet that it opens. */
  readonly sheet: number;
}

/** Width of a sheet, in CSS pixels. */
export const SHEET_WIDTH = 286;

/** An activation as the registry draws it: its values at even distances. */
type Drawn = Spec & { readonly curve?: readonly number[] };

/** Sizes of a curve in a menu, and the width that the menu must have for it. */
const GLYPH = { width: 12.4, height: 10.4, inset: 0.8, room: 90 };

/** A folded header narrower than this says the number of units only. */
const SAID = 48;

const style = ({ x, width }: Place) => styled({ left: `${x}px`, width: `${width}px` });

/** The header of the inputs or of the output: a title and a few lines. */
export const endHeader = (
  title: string,
  lines: readonly string[],
  place: Place,
  more: unknown = nothing,
) => html`<div class="lay end ${place.shape}" ${style(place)}>
  <div class="top"><span>${title}</span></div>
  ${lines.map(line => html`<span class="line">${line}</span>`)} ${more}
</div>`;

/** The header of a hidden layer: how many units, which activation, and the rest behind a line that states it. */
export const layerHeader = (group: Group, title: string, place: Place, actions: Actions) => html`<div
  class="lay ${place.shape}"
  ${style(place)}
>
  ${place.shape === 'folded' ? folded(group, title, place, actions) : unfolded(group, title, place, actions)}
</div>`;

const unfolded = (group: Group, title: string, place: Place, actions: Actions) => html`<div class="top">
    <span>${title}</span>${stepper(group, title, actions)}
  </div>
  ${activation(group, title, place, actions)} ${details(group, title, place, actions)}`;

/** Where there is no room for controls: what they say, and all of them in the sheet behind it. */
function folded(group: Group, title: string, place: Place, actions: Actions) {
  const { units, activation: member } = group.dense;
  const name = memberLabel('activation', member.kind);
  return html`<details class="more" name="layer">
    <summary aria-label="${title}: ${units} units, ${name}" title="${title}: ${units} units, ${name}">
      <span class="top"><span>${title.replace('Layer ', 'L')}</span></span>
      <span class="line">${units}${place.width < SAID ? nothing : ` ${name}`}</span>
    </summary>
    ${sheet(
      group,
      title,
      place,
      actions,
      html`<div class="top"><b>${title}</b>${stepper(group, title, actions)}</div>
        ${activation(group, title, { ...place, width: SHEET_WIDTH }, actions)}`,
    )}
  </details>`;
}

function stepper(group: Group, title: string, actions: Actions) {
  const { units } = group.dense;
  const enter = (event: Event) => {
    const value = (event.target as HTMLInputElement).valueAsNumber;
    actions.units(group, Number.isFinite(value) ? value : units);
  };
  return html`<span class="stepper" role="group" aria-label="Units of ${title}">
    ${stepButton('Fewer units', 'minus', units <= 1, () => actions.units(group, units - 1))}
    <input
      type="number"
      min="1"
      max=${mostUnits(units)}
      class=${units > 999 ? 'long' : nothing}
      aria-label="Units"
      .value=${live(String(units))}
      @change=${enter}
    />
    ${stepButton('More units', 'plus', units >= MOST_UNITS, () => actions.units(group, units + 1))}
  </span>`;
}

function activation(group: Group, title: string, place: Place, actions: Actions) {
  const { members } = families.activation;
  const labels = menuLabels(members);
  const member = group.dense.activation as Member;
  const spec: Drawn | undefined = findMember('activation', member.kind);
  const choose = (event: Event) =>
    actions.member(group, 'activation', switchMember('activation', (event.target as HTMLSelectElement).value, member));
  const curve = place.width < GLYPH.room ? [] : (spec?.curve ?? []);
  const about = `activation-${group.index}`;
  const menu = html`<span class="sel ${curve.length ? 'drawn' : ''}">
    ${curve.length ? glyph(curve) : nothing}
    <select
      aria-label="Activation of ${title}"
      aria-describedby=${about}
      .value=${live(member.kind)}
      @change=${choose}
    >
      ${members.map(({ kind }, i) => html`<option value=${kind} ?selected=${kind === member.kind}>${labels[i]}</option>`)}
    </select>
  </span>`;
  return tipped(about, spec && explain(spec), menu, place.last ? 'end' : 'start');
}

const glyph = (curve: readonly number[]) => html`<svg class="glyph" viewBox="0 0 14 12" aria-hidden="true">
  <path d=${curvePath(curve, GLYPH.width, GLYPH.height)} transform="translate(${GLYPH.inset} ${GLYPH.inset})" />
</svg>`;

function details(group: Group, title: string, place: Place, actions: Actions) {
  const text = stated(group, settingsOf(group));
  const shown =
    place.shape === 'narrow'
      ? text.replace(/ (uniform|normal)\b/, ([, initial = '']) => ` ${initial.toUpperCase()}`)
      : text;
  return html`<details class="more" name="layer">
    <summary title=${text} aria-label=${text}><span>${shown}</span></summary>
    ${sheet(group, title, place, actions, html`<b>${title}</b>`)}
  </details>`;
}

const settingsOf = (group: Group): readonly Param[] =>
  findMember('activation', group.dense.activation.kind)?.params ?? [];

/** The settings of a layer that are folded away, below `head`. */
const sheet = (group: Group, title: string, place: Place, actions: Actions, head: unknown) => html`<div
  class="pop"
  role="group"
  aria-label=${title}
  ${styled({ left: `${place.sheet}px`, width: `${SHEET_WIDTH}px` })}
>
  ${head}
  <pg-choice
    nested
    label="Initialization"
    .family=${'init'}
    .value=${group.dense.init}
    @pg-change=${(event: CustomEvent<Member>) => actions.member(group, 'init', event.detail)}
  ></pg-choice>
  <p class="doc">${findMember('init', group.dense.init.kind)?.doc}</p>
  ${settingsOf(group).map(param => setting(group, param, actions))}
</div>`;

function setting(group: Group, param: Param, actions: Actions) {
  const member = group.dense.activation as Member;
  return html`<pg-param
    .param=${param}
    .value=${member[param.name] ?? param.default}
    @pg-change=${(event: CustomEvent<Member[string]>) =>
      actions.member(group, 'activation', { ...member, [param.name]: event.detail })}
  ></pg-param>`;
}

/** What is behind the line, in the order of the sheet: `Glorot uniform, negative slope 0.01, dropout 10 %`. */
function stated({ dense, others }: Group, settings: readonly Param[]): string {
  const values = dense.activation as Member;
  const parts = settings.map(({ name }) => {
    const value = values[name];
    return `${paramLabel(name)} ${typeof value === 'number' ? short(value) : String(value)}`;
  });
  const init = findMember('init', dense.init.kind)?.label ?? dense.init.kind;
  return [init, ...parts, ...others.map(caption)].join(', ');
}

export const headerStyles = css`
  .lay { position: relative; grid-area: 1 / 1; place-self: start; transform: translateX(-50%); display: grid; gap: 5px; }
  .lay:is(:hover, :focus-within) { z-index: 1; }
  .top { display: flex; align-items: center; justify-content: space-between; min-height: 26px; font-size: var(--t-2); font-weight: 600; white-space: nowrap; }
  .end { gap: 0; text-align: center; }
  .end .top { justify-content: center; margin-bottom: 5px; }
  .line { font-size: var(--t-1); line-height: 15px; color: var(--ink-2); }
  .lay[data-now] .top > span:first-child { color: var(--accent); }
  .stepper input { width: 20px; height: max(24px, var(--touch)); padding: 0; border: 0; border-radius: var(--r-1); background: none; text-align: center; font-size: var(--t-2); font-weight: 600; appearance: textfield; }
  .stepper input::-webkit-inner-spin-button { appearance: none; }
  .stepper :focus-visible { outline-offset: -2px; }
  .lay .sel { display: flex; }
  .lay .sel select { height: 26px; }
  .lay .sel.drawn select { padding-left: 30px; }
  .glyph { position: absolute; left: 9px; top: calc(50% - 6px); width: 14px; height: 12px; fill: none; stroke: var(--ink-2); stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; pointer-events: none; }
  .more { min-width: 0; }
  .more > summary { max-width: 100%; height: 18px; font-size: var(--t-1); color: var(--ink-3); }
  .more > summary span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .more .pop { position: absolute; z-index: 5; top: calc(100% + 4px); display: grid; gap: 8px; max-width: calc(100cqw - 32px); }
  .more .doc { font-size: var(--t-1); line-height: 15px; color: var(--ink-3); }
  .narrow { gap: 3px; }
  .narrow .top { display: grid; height: auto; justify-content: stretch; gap: 2px; line-height: 14px; text-align: center; }
  .narrow .stepper { justify-content: space-between; }
  .wide .stepper button { width: min(28px, max(24px, var(--touch))); }
  .narrow .stepper button, .tight .stepper button { width: 20px; }
  .narrow .stepper button { width: 18px; }
  .long { min-width: 30px; }
  .narrow .stepper input { width: 24px; font-size: var(--t-1); letter-spacing: -0.03em; }
  .narrow .sel:not(.drawn) select { padding-left: 7px; padding-right: 16px; }
  .narrow .sel::after { right: 6px; }
  .folded > .top, summary > .top { display: block; min-height: 0; line-height: 16px; text-align: center; color: var(--ink); }
  .folded > .top { margin: 0; }
  .folded .more > summary { display: block; max-width: none; height: auto; min-height: max(32px, var(--touch)); text-align: center; white-space: nowrap; }
  .folded .more > summary::before { display: none; }
  .folded .more > summary > span { display: block; overflow: hidden; text-overflow: ellipsis; }
`;
