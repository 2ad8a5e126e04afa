import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { rowOf } from '../data/rows.ts';
import type { Evaluation, Opened } from '../engine/protocol.ts';
import { type Images, imagesOf } from '../run/picture.ts';
import { readingOf } from '../run/reading.ts';
import { boundaryStyles } from './boundary-styles.ts';
import { fire } from './events.ts';
import type { ImageAnswers } from './image-answers.ts';
import { picture } from './picture.ts';
import { type PointCard, pointCardTemplate } from './point-card.ts';
import { base, buttons, popover } from './styles.ts';

/**
 * What a network says of images: which classes it takes for which and its worst mistakes, or the boxes that it sees; or
 * what it says of something drawn by hand.
 *
 * @prop opened - The run.
 * @prop evaluation - The last one; it changes once an epoch.
 * @prop found - What the engine answered.
 * @prop card - The image that is looked at.
 * @prop drawing - Whether a sheet to draw on is shown in place of the results.
 * @prop brief - Whether there is room for an overview only.
 * @fires pg-point - `CustomEvent<number | null>`: the row that the user wants to look at; null for none.
 * @fires pg-drawn - `CustomEvent<Float32Array | null>`: the image that is drawn; null for none.
 */
export class PgImages extends LitElement {
  static override properties = {
    opened: { attribute: false },
    evaluation: { attribute: false },
    found: { attribute: false },
    card: { attribute: false },
    drawing: { type: Boolean },
    brief: { type: Boolean },
  };
  static override styles = [
    base,
    buttons,
    popover,
    boundaryStyles,
    css`
      .results { position: relative; }
      pg-mistakes { margin-top: 4px; }
      .card { inset: auto 0 0; width: auto; padding: 10px 12px 12px; }
      .card .with { display: grid; grid-template-columns: 112px minmax(0, 1fr); gap: 14px; align-items: start; }
      .card dt { max-width: none; }
      .card .picture { width: 112px; height: 112px; border-radius: var(--r-1); background: var(--bg-2); box-shadow: 0 0 0 1px var(--line); image-rendering: pixelated; }
    `,
  ];

  declare opened: Opened | undefined;
  declare evaluation: Evaluation | undefined;
  declare found: Partial<ImageAnswers>;
  declare card: PointCard | undefined;
  declare drawing: boolean;
  declare brief: boolean;

  constructor() {
    super();
    this.found = {};
    this.drawing = false;
    this.brief = false;
  }

  protected override render() {
    const { opened, drawing, found } = this;
    const images = imagesOf(opened);
    if (!opened || !images) return nothing;
    if (this.brief) return this.#results(opened, images);
    return html`<div class="results" ?hidden=${drawing} @keydown=${this.#escape}>
        ${this.#results(opened, images)} ${this.card ? this.#card(this.card, opened, images) : nothing}
      </div>
      <pg-digit ?hidden=${!drawing} .opened=${opened} .images=${images} .outputs=${found.drawn}
        .reading=${readingOf(opened, 0.5)}></pg-digit>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    // Whoever opened the card goes on in it.
    const before = changed.get('card');
    if (changed.has('card') && this.card && !before)
      this.renderRoot.querySelector<HTMLElement>('.card button')?.focus();
  }

  #results(opened: Opened, images: Images) {
    const { found, evaluation, brief, card } = this;
    if (images.boxes) {
      return html`<pg-boxes .opened=${opened} .images=${images} .boxes=${found.boxes ?? []} .chosen=${card?.row} ?brief=${brief}></pg-boxes>`;
    }
    const of = opened.role.includes(1) ? 'validation images' : 'training images';
    const confusion = html`<pg-confusion .names=${opened.outputs} .of=${of} ?brief=${brief}
      .confusion=${evaluation?.confusion ?? new Uint32Array(opened.outputs.length ** 2)}></pg-confusion>`;
    if (brief) return confusion;
    return html`${confusion}<pg-mistakes .opened=${opened} .images=${images} .mistakes=${found.mistakes ?? []}
      .chosen=${card?.row}></pg-mistakes>`;
  }

  #card(card: PointCard, opened: Opened, images: Images) {
    return pointCardTemplate(card, {}, () => this.#close(), picture(this, images, rowOf(opened, card.row)));
  }

  #escape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.card) return;
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  }

  /** Closes the card, and goes back to where it was opened. */
  #close(): void {
    const list = this.renderRoot.querySelector('pg-mistakes, pg-boxes');
    const tile =
      list?.shadowRoot?.querySelector<HTMLElement>('[aria-pressed=true]') ??
      list?.shadowRoot?.querySelector<HTMLElement>('button');
    fire(this, 'pg-point', null);
    tile?.focus();
  }
}
