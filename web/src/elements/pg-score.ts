import { css, html, LitElement, nothing } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { percent, whole } from '../draw/format.ts';
import type { Evaluation, Opened } from '../engine/protocol.ts';
import { base } from './styles.ts';

/** More classes than this are named by their colors: their names would not fit. */
const NAMED = 3;

/** Percent of a class's color that a cell has at most: the number on it must stay readable in both themes. */
const STRONGEST = 40;
const TWO_STRONGEST = 92;

/**
 * How often the network is right: accuracy as a figure, and the confusion of classes as a table.
 *
 * @prop opened - The run: its classes.
 * @prop evaluation - The last one; it changes once an epoch.
 */
export class PgScore extends LitElement {
  static override properties = { opened: { attribute: false }, evaluation: { attribute: false, hasChanged } };
  static override styles = [
    base,
    css`
      :host { display: block; }
      section { display: flex; justify-content: space-between; gap: 16px; align-items: end; }
      .big { font-size: 26px; line-height: 30px; font-weight: 600; letter-spacing: -0.02em; white-space: nowrap; }
      .note { font-size: var(--t-1); line-height: 15px; }
      table { border-spacing: 2px; font-size: var(--t-1); line-height: 14px; color: var(--ink-3); margin: 0 -2px -2px 0; }
      th { font-weight: 400; padding: 0; white-space: nowrap; }
      th[scope='row'] { text-align: right; padding-right: 6px; }
      td { width: 52px; height: 24px; padding: 0; text-align: center; border-radius: var(--r-1); font-size: var(--t-2); font-weight: 600; color: var(--ink); }
      .many td { width: 20px; height: 18px; font-size: var(--t-1); }
      .dot { display: inline-block; width: 8px; height: 8px; border-radius: 50%; }
    `,
  ];

  declare opened: Opened | undefined;
  declare evaluation: Evaluation | undefined;

  protected override render() {
    const { opened, evaluation } = this;
    if (!opened || !evaluation) return nothing;
    const { confusion, validationAccuracy, trainAccuracy } = evaluation;
    const classes = Math.round(Math.sqrt(confusion.length));
    const rows = confusion.reduce((sum, n) => sum + n, 0);
    const right = Array.from({ length: classes }, (_, i) => confusion[i * classes + i]!).reduce((sum, n) => sum + n, 0);
    const accuracy = validationAccuracy ?? trainAccuracy;
    const which = validationAccuracy === undefined ? 'training' : 'validation';
    return html`<section aria-labelledby="title">
      <div>
        <h3 id="title" class="label">Accuracy</h3>
        <div class="big">${accuracy === undefined ? '–' : percent(accuracy)}</div>
        <p class="note">${whole(right)} of ${whole(rows)} ${which} points</p>
      </div>
      ${classes > 1 ? this.#table(opened.outputs, confusion, classes) : nothing}
    </section>`;
  }

  #table(names: readonly string[], confusion: Uint32Array, classes: number) {
    const numbers = [...Array(classes).keys()];
    const name = (i: number, word: string) =>
      classes <= NAMED
        ? `${classes === 2 ? `${word} ` : ''}${names[i]}`
        : html`<span class="dot" style="background:var(--cat-${i})"></span><span class="sr">${word} ${names[i]}</span>`;
    return html`<table class=${classes > NAMED ? 'many' : ''}>
      <caption class="sr">Rows are what the points are, columns what the network said.</caption>
      <thead><tr><td style="height:auto"></td>${numbers.map(j => html`<th scope="col" title="said ${names[j]}">${name(j, 'said')}</th>`)}</tr></thead>
      <tbody>
        ${numbers.map(i => {
          const row = confusion.subarray(i * classes, (i + 1) * classes);
          const sum = row.reduce((a, b) => a + b, 0);
          return html`<tr><th scope="row" title="is ${names[i]}">${name(i, 'is')}</th>
            ${numbers.map(j => html`<td style=${styleMap({ background: shade(j, row[j]! / Math.max(1, sum), i === j, classes) })}>${row[j]}</td>`)}
          </tr>`;
        })}
      </tbody>
    </table>`;
  }
}

/** A cell has the color of the class that was said: strong where that is right, else pale, by its share of the row. */
function shade(said: number, share: number, right: boolean, classes: number): string {
  const pair = right ? ['--div-1', '--div-5'] : ['--div-2', '--div-4'];
  const color = classes === 2 ? pair[said] : `--cat-${said}`;
  const strongest = classes === 2 ? TWO_STRONGEST : STRONGEST;
  const strength = right ? strongest * (0.3 + 0.7 * share) : Math.min(strongest, (classes === 2 ? 200 : 50) * share);
  return `color-mix(in oklab, var(${color}) ${strength.toFixed(0)}%, var(--div-3))`;
}

function hasChanged(now: Evaluation | undefined, before: Evaluation | undefined): boolean {
  if (!now || !before) return now !== before;
  const same =
    now.confusion.length === before.confusion.length && now.confusion.every((n, i) => n === before.confusion[i]);
  return !same || now.epoch !== before.epoch || now.trainAccuracy !== before.trainAccuracy;
}
