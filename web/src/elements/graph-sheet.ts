import { html, type LitElement, nothing } from 'lit';
import type { Edit } from '../engine/protocol.ts';
import { fire } from './events.ts';
import { fieldValue, gradientText, type Sheet, sheetTemplate } from './graph-cards.ts';
import type { Numbers, Target } from './graph-scene.ts';
import { parseNumber } from './slider.ts';

/** Least time between two updates of open fields, in milliseconds. */
const FIELDS_MS = 250;

/** Room for an open sheet of fields. */
const SHEET = { width: 264, height: 320, gap: 12 };

/** The sheet of a graph: the parameters of a unit, of an edge or of a bias mark as fields. */
export class GraphSheet {
  readonly #host: LitElement;
  readonly #numbers: () => Numbers;
  readonly #closed: (target: Target, byKey: boolean) => void;
  #target: Target | undefined;
  /** Its fields: of very many those that were the strongest when it was opened. */
  #fields: Sheet | undefined;
  #refreshedAt = 0;

  /** `closed` is called after the user closed it, by Escape or by a press elsewhere. */
  constructor(host: LitElement, numbers: () => Numbers, closed: (target: Target, byKey: boolean) => void) {
    this.#host = host;
    this.#numbers = numbers;
    this.#closed = closed;
  }

  /** Whose parameters are open. */
  get target(): Target | undefined {
    return this.#target;
  }

  /** Opens the fields of a target beside `anchor`. */
  async open(target: Target, fields: Sheet, anchor: DOMRect): Promise<void> {
    this.#target = target;
    this.#fields = fields;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const sheet = this.#element;
    if (!sheet) return;
    place(sheet, anchor);
    sheet.showPopover();
    sheet.querySelector('input')?.select();
  }

  /** Closes it without a word. */
  close(): void {
    this.#target = undefined;
    this.#host.renderRoot.querySelector<HTMLElement>('#sheet:popover-open')?.hidePopover();
  }

  template() {
    return html`<div id="sheet" class="pop" popover @toggle=${this.#toggled} @keydown=${this.#key}>
      ${this.#target && this.#fields ? sheetTemplate(this.#fields, this.#numbers(), this.#change) : nothing}
    </div>`;
  }

  /** Writes the values of this frame into the fields, but not into the one that is being edited, and not too often. */
  refresh(): void {
    const now = performance.now();
    if (now - this.#refreshedAt < FIELDS_MS) return;
    this.#refreshedAt = now;
    const { params, gradients } = this.#numbers();
    const numberOf = ({ dataset }: HTMLElement) => Number(dataset.number);
    for (const input of this.#element?.querySelectorAll('input') ?? [])
      if (input !== this.#host.shadowRoot?.activeElement) input.value = fieldValue(params[numberOf(input)]);
    for (const output of this.#element?.querySelectorAll('output') ?? [])
      output.textContent = gradientText(gradients, numberOf(output));
  }

  get #element(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('#sheet');
  }

  #end(byKey: boolean): void {
    const target = this.#target;
    if (!target) return;
    this.close();
    this.#host.requestUpdate();
    this.#closed(target, byKey);
  }

  readonly #toggled = (event: Event): void => {
    if (!(event.target as HTMLElement).matches(':popover-open')) this.#end(false);
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.#end(true);
  };

  readonly #change = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const number = Number(input.dataset.number);
    const value = parseNumber(input.value);
    if (Number.isFinite(value)) fire<Edit>(this.#host, 'pg-edit', { type: 'weight', number, value });
    else input.value = fieldValue(this.#numbers().params[number]);
  };
}

/** Puts a sheet beside `anchor`, inside the window. */
function place(sheet: HTMLElement, anchor: DOMRect): void {
  const right = anchor.right + SHEET.gap;
  const left = right + SHEET.width < innerWidth ? right : anchor.left - SHEET.gap - SHEET.width;
  sheet.style.left = `${Math.max(SHEET.gap, left)}px`;
  sheet.style.top = `${Math.max(SHEET.gap, Math.min(anchor.top, innerHeight - SHEET.height))}px`;
}
