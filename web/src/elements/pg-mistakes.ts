import { css, html, LitElement, nothing } from 'lit';
import { rowOf } from '../data/rows.ts';
import { percent, significant, whole } from '../draw/format.ts';
import type { Opened } from '../engine/protocol.ts';
import type { Images } from '../run/picture.ts';
import { fire } from './events.ts';
import type { Mistake } from './image-answers.ts';
import { onPhone } from './layout.ts';
import { picture } from './picture.ts';
import { base } from './styles.ts';
import { watchColors } from './theme.ts';

/** A share, where it is one: heads that are no probabilities go beyond 0 and 1. */
const shareOf = (share: number, digits = 1): string =>
  share >= 0 && share <= 1 ? percent(share, digits) : significant(share, digits + 2);

/**
 * The images that the network is most wrong about: each with what it is, what the network says and how surely, and its loss.
 *
 * @prop opened - The run: its rows and classes.
 * @prop images - The size of an image.
 * @prop mistakes - The rows, the worst first.
 * @prop chosen - The row that is looked at closely.
 * @fires pg-point - `CustomEvent<number>`: the row that the user wants to look at.
 */
export class PgMistakes extends LitElement {
  static override properties = {
    opened: { attribute: false },
    images: { attribute: false },
    mistakes: { attribute: false },
    chosen: { attribute: false },
  };
  static override styles = [
    base,
    css`
      :host { display: block; }
      ol { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 4px 8px; margin-top: 4px; }
      button { display: grid; grid-template-columns: 42px minmax(0, 1fr); gap: 8px; align-items: center; width: 100%; min-height: var(--touch); padding: 0 2px; border: 0; border-radius: var(--r-2); background: none; text-align: left; font-size: var(--t-1); line-height: 14px; color: var(--ink-2); cursor: pointer; }
      button:hover { background: var(--bg-3); }
      button[aria-pressed='true'] { box-shadow: 0 0 0 2px var(--accent); }
      .picture { width: 42px; height: 42px; border-radius: var(--r-1); background: var(--bg-2); box-shadow: 0 0 0 1px var(--line); }
      span span { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      b { color: var(--ink); font-weight: 600; }
      @container ${onPhone} { ol { gap: 8px; } }
    `,
  ];

  declare opened: Opened | undefined;
  declare images: Images | undefined;
  declare mistakes: readonly Mistake[];
  declare chosen: number | undefined;

  #unwatch: () => void = () => {};

  constructor() {
    super();
    this.mistakes = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unwatch = watchColors(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwatch();
  }

  protected override render() {
    const { opened, images, mistakes } = this;
    if (!opened || !images) return nothing;
    const where = opened.role.includes(1) ? 'validation' : 'training';
    return html`<h3 class="label" title="The ${where} images with the largest loss">Worst of ${where}</h3>
      <ol aria-label="The ${where} images with the largest loss">${mistakes.map(mistake => this.#tile(mistake, opened, images))}</ol>`;
  }

  #tile({ row, is, said, share, loss }: Mistake, opened: Opened, images: Images) {
    const [name, other] = [opened.outputs[is], opened.outputs[said]];
    const sure = shareOf(share);
    return html`<li><button
      aria-pressed=${row === this.chosen}
      aria-label="Image ${whole(row + 1)}: is ${name}, said ${other} with ${sure}, loss ${significant(loss)}"
      @click=${() => fire(this, 'pg-point', row)}
    >
      ${picture(this, images, rowOf(opened, row))}
      <span><span>is <b>${name}</b></span><span>said <b>${other}</b></span><span>${shareOf(share, 0)}, loss ${significant(loss)}</span></span>
    </button></li>`;
  }
}
