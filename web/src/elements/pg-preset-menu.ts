import { css, html, LitElement } from 'lit';
import { sentenceCase } from '../registry.ts';
import { levels, type Preset, presets } from '../run/presets.ts';
import { fire } from './events.ts';
import { groupsOf, type LayerConfig, MOST_LAYERS, MOST_UNITS, type Shape, widthsOf, withWidths } from './layers.ts';
import { segments } from './segments.ts';
import { stepButton } from './step-button.ts';
import { base, buttons, segmented, stepper } from './styles.ts';

const shapeNames: readonly (readonly [Shape, string])[] = [
  ['equal', 'Equal width'],
  ['funnel', 'Funnel'],
];

/**
 * What to start from: a shape for the hidden layers, or a whole configuration that teaches something.
 *
 * @prop layers - The hidden layers as they are: a shape copies what else they are, and begins as theirs.
 * @fires pg-layers - `CustomEvent<LayerConfig[]>`: the hidden layers in the shape that the user chose.
 * @fires pg-preset - `CustomEvent<Preset>`: the configuration to open.
 */
export class PgPresetMenu extends LitElement {
  static override properties = {
    layers: { attribute: false },
    _shape: { state: true },
    _depth: { state: true },
    _width: { state: true },
  };
  static override styles = [
    base,
    buttons,
    stepper,
    segmented,
    css`
      :host { display: block; }
      section { padding: 14px 16px; }
      section + section { border-top: 1px solid var(--line); padding: 10px 8px; }
      .row { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; margin-top: 10px; }
      .row > span { display: inline-flex; align-items: center; gap: 6px; color: var(--ink-2); }
      .stepper input { width: 28px; height: max(24px, var(--touch)); padding: 0; border: 0; border-radius: var(--r-1); background: none; text-align: center; font-size: var(--t-2); font-weight: 600; appearance: textfield; }
      .stepper input::-webkit-inner-spin-button { appearance: none; }
      .stepper :focus-visible { outline-offset: -2px; }
      .use { min-width: 0; max-width: 100%; overflow: hidden; text-overflow: ellipsis; }
      section + section .label { display: block; margin: 12px 8px 4px; }
      section + section .label:first-child { margin-top: 4px; }
      li button { display: block; width: 100%; min-height: var(--touch); padding: 6px 8px; border: 0; border-radius: var(--r-2); background: none; text-align: left; cursor: pointer; font-size: var(--t-2); line-height: 17px; color: var(--ink-2); }
      li button:hover { background: var(--bg-3); }
      li button:focus-visible { outline-offset: -2px; }
      li b { display: block; font-weight: 600; color: var(--ink); }
    `,
  ];

  declare layers: readonly LayerConfig[];
  declare _shape: Shape;
  declare _depth: number;
  declare _width: number;

  constructor() {
    super();
    this.layers = [];
    this._shape = 'equal';
    this._depth = 1;
    this._width = 8;
  }

  protected override willUpdate(): void {
    if (this.hasUpdated) return;
    const { groups } = groupsOf(this.layers);
    this._depth = Math.max(1, groups.length);
    this._width = groups[0]?.dense.units ?? this._width;
  }

  protected override render() {
    const widths = widthsOf(this._shape, this._depth, this._width);
    return [this.#shapes(widths), this.#list()];
  }

  #shapes(widths: readonly number[]) {
    const shape = (chosen: Shape) => {
      this._shape = chosen;
    };
    const depth = (by: number) => {
      this._depth += by;
    };
    return html`<section aria-label="Shape of the hidden layers">
      <h3 class="label">Shape of the hidden layers</h3>
      <div class="row">${segments('shape', 'Shape', shapeNames, this._shape, shape)}</div>
      <div class="row">
        <span class="stepper" role="group" aria-label="Layers of the shape">
          ${stepButton('Fewer layers', 'minus', this._depth <= 1, () => depth(-1))}
          <output>${this._depth}</output>
          ${stepButton('More layers', 'plus', this._depth >= MOST_LAYERS, () => depth(1))}
        </span>
        <span>${this._depth === 1 ? 'layer' : 'layers'}, the first of</span>
        ${this.#widthField()}<span>units</span>
      </div>
      <div class="row"><button class="btn use" @click=${() => fire<LayerConfig[]>(this, 'pg-layers', withWidths(this.layers, widths))}>Use ${widths.join(', ')}</button></div>
    </section>`;
  }

  #widthField() {
    const set = (width: number) => {
      const valid = Number.isFinite(width) ? width : this._width;
      this._width = Math.max(1, Math.min(MOST_UNITS, Math.round(valid)));
    };
    const enter = (event: Event) => {
      const input = event.target as HTMLInputElement;
      set(input.valueAsNumber);
      input.value = String(this._width);
    };
    return html`<span class="stepper" role="group" aria-label="Units of the first layer">
      ${stepButton('Fewer units', 'minus', this._width <= 1, () => set(this._width - 1))}
      <input type="number" min="1" max=${MOST_UNITS} aria-label="Units" .value=${String(this._width)} @change=${enter} />
      ${stepButton('More units', 'plus', this._width >= MOST_UNITS, () => set(this._width + 1))}
    </span>`;
  }

  #list() {
    const of = (level: Preset['level']) => presets.filter(preset => preset.level === level);
    return html`<section aria-label="Configurations to start from">
      ${levels.map(
        level => html`<h3 class="label" id=${level}>${sentenceCase(level)}</h3>
          <ul aria-labelledby=${level}>
            ${of(level).map(
              preset =>
                html`<li><button @click=${() => fire(this, 'pg-preset', preset)}><b>${preset.name}</b>${preset.teaches}</button></li>`,
            )}
          </ul>`,
      )}
    </section>`;
  }
}
