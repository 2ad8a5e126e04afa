import { html, nothing } from 'lit';
import { significant } from '../draw/format.ts';
import type { Parameter } from './graph-model.ts';
import { styled } from './styled.ts';

/** A small card beside what the pointer is on. */
export interface Card {
  readonly title: string;
  readonly note?: string;
  /** Names, and values that may change with every frame. */
  readonly facts: readonly (readonly [string, string])[];
  readonly hint?: string;
  /** Whether the picture of the unit is on it, larger. */
  readonly pictured?: boolean;
  readonly x: number;
  readonly y: number;
  /** Whether it lies to the left of its place. */
  readonly left: boolean;
}

/** Parameters to edit, and what they belong to. */
export interface Sheet {
  readonly title: string;
  readonly note?: string;
  readonly parameters: readonly Parameter[];
}

export const cardTemplate = ({ title, note, facts, hint, pictured, x, y, left }: Card) => html`<div
  class="card ${left ? 'left' : ''}"
  aria-hidden="true"
  ${styled({ left: `${x}px`, top: `${y}px` })}
>
  <b>${title}</b>
  ${note ? html`<p>${note}</p>` : nothing}
  ${pictured ? html`<canvas class="picture"></canvas>` : nothing}
  ${facts.map(([name, value]) => html`<div class="fact"><span>${name}</span><b class="value" .textContent=${value}></b></div>`)}
  ${hint ? html`<p class="hint">${hint}</p>` : nothing}
</div>`;

/** Writes the values of a frame into the card that is open. */
export function refreshCard(root: ParentNode, facts: Card['facts']): void {
  root.querySelectorAll('.value').forEach((element, i) => {
    const value = facts[i]?.[1] ?? '';
    if (element.textContent !== value) element.textContent = value;
  });
}

/** A parameter as a field holds it: plain digits, so that it can be edited; `parseNumber` reads it back. */
export const fieldValue = (x: number | undefined): string =>
  x === undefined || !Number.isFinite(x) ? '' : String(Number(x.toPrecision(4))).replaceAll('-', '−');

/** What is known of the parameters: their values, and where edges show them, their gradients. */
interface Known {
  readonly params: Float32Array;
  readonly gradients: Float32Array | undefined;
}

export const gradientText = (gradients: Float32Array | undefined, number: number): string =>
  gradients ? significant(gradients[number] ?? Number.NaN, 2) : '';

const field = (
  { number, name }: Parameter,
  { params, gradients }: Known,
  change: (event: Event) => void,
) => html`<label>
  <span>${name}</span>
  ${gradients ? html`<output class="gradient" data-number=${number} title="Gradient of the loss" .textContent=${gradientText(gradients, number)}></output>` : nothing}
  <input
    class="inp"
    inputmode="decimal"
    autocomplete="off"
    data-number=${number}
    .value=${fieldValue(params[number])}
    @change=${change}
  />
</label>`;

/** `change` is called when the user settled on a value. */
export const sheetTemplate = ({ title, note, parameters }: Sheet, known: Known, change: (event: Event) => void) =>
  html`<b>${title}</b>
    ${note ? html`<p>${note}</p>` : nothing}
    <div class="fields">${parameters.map(parameter => field(parameter, known, change))}</div>`;

/** The strongest of some weights by their `values`, in words: `x₁ × 2.52`. */
export function strongest(
  weights: readonly Parameter[],
  values: Float32Array,
  write: (value: number) => string,
): string {
  const size = ({ number }: Parameter): number => Math.abs(values[number] ?? 0);
  const most = weights.reduce<Parameter | undefined>((a, b) => (a && size(a) >= size(b) ? a : b), undefined);
  return most ? `${most.name} × ${write(values[most.number] ?? 0)}` : '';
}
