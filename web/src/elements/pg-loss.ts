import { css, html, LitElement } from 'lit';
import type { Box } from '../draw/box.ts';
import { significant, whole } from '../draw/format.ts';
import { drawLoss } from '../draw/loss.ts';
import type { Colors } from '../draw/palette.ts';
import { Series } from '../draw/series.ts';
import type { Frame } from '../engine/protocol.ts';
import { fire } from './events.ts';
import { base, checks } from './styles.ts';
import { Surface } from './surface.ts';

/**
 * Training and validation loss over the epochs.
 *
 * @prop frame - The run as it is; every frame must be set once, because each brings a piece of the history.
 * @prop log - Whether the scale of the loss is logarithmic.
 * @fires pg-log - `CustomEvent<boolean>`: the scale that the user chose.
 */
export class PgLoss extends LitElement {
  static override properties = { frame: { noAccessor: true }, log: { type: Boolean } };
  static override styles = [
    base,
    checks,
    css`
      :host { display: flex; flex-direction: column; }
      header { display: flex; align-items: center; gap: 12px; height: 20px; }
      canvas { flex: 1 1 auto; width: 100%; min-height: 150px; margin-top: 8px; }
    `,
  ];

  declare log: boolean;

  #frame: Frame | undefined;
  readonly #series = new Series();
  readonly #surface = new Surface(
    this,
    (ctx, box, colors) => this.#paint(ctx, box, colors),
    () => this.#describe(),
  );

  constructor() {
    super();
    this.log = false;
  }

  get frame(): Frame | undefined {
    return this.#frame;
  }

  set frame(frame: Frame | undefined) {
    if (frame === this.#frame) return;
    this.#frame = frame;
    if (frame) this.#series.append(frame.history);
    this.#surface.redraw();
  }

  protected override render() {
    return html`<header>
        <h3 class="label grow">Loss</h3>
        <label class="chk switch"><input type="checkbox" .checked=${this.log} @change=${this.#choose} />Log</label>
      </header>
      <canvas role="img"></canvas>`;
  }

  #paint(ctx: CanvasRenderingContext2D, box: Box, colors: Colors): void {
    drawLoss(ctx, this.#series, this.log ? 'log' : 'linear', colors, box);
  }

  #describe(): string {
    const { length, train, validation, lastEpoch } = this.#series;
    if (length === 0) return 'Loss by epoch: nothing is trained yet.';
    const curves = { training: train, validation };
    const texts = Object.entries(curves).map(([name, values]) =>
      Number.isNaN(values[0]) ? '' : `, ${name} from ${significant(values[0]!)} to ${significant(values[length - 1]!)}`,
    );
    const scale = this.log ? 'logarithmic' : 'linear';
    return `Loss by epoch, up to epoch ${whole(lastEpoch)}, ${scale} scale${texts.join('')}.`;
  }

  #choose(event: Event): void {
    this.log = (event.target as HTMLInputElement).checked;
    fire(this, 'pg-log', this.log);
  }
}
