import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { fixed, percent, significant, whole } from '../draw/format.ts';
import type { Evaluation, Opened } from '../engine/protocol.ts';
import { precisionAndRecall } from '../run/reading.ts';
import { fire } from './events.ts';
import { FeedController, sectionRole } from './feed.ts';
import { scoreFeed } from './feeds.ts';
import { Panel } from './panel.ts';
import { styled } from './styled.ts';
import { base, range, stand } from './styles.ts';

/** More classes than this are named by their colors: their names would not fit. */
const NAMED = 3;

/** Percent of a class's color that a cell has at most: the number on it must stay readable in both themes. */
const STRONGEST = 40;
const TWO_STRONGEST = 92;

/**
 * How often the network is right: accuracy as a figure, and the confusion of classes as a table; of numbers how far it is
 * off.
 *
 * @prop opened - The run: its classes or targets.
 * @prop evaluation - The last one; it changes once an epoch.
 * @prop threshold - Of two classes: from which share of the way to the second a prediction stands for it.
 * @prop confusion - Rows by class and prediction at that threshold, if it is not the usual one.
 * @prop bare - Whether the confusion is shown elsewhere.
 * @fires pg-threshold - `CustomEvent<number>`: the threshold that the user chose.
 */
export class PgScore extends Panel {
  static override properties = {
    opened: { attribute: false },
    evaluation: { attribute: false, hasChanged },
    threshold: { type: Number },
    confusion: { attribute: false },
    bare: { type: Boolean },
  };
  static override styles = [
    base,
    range,
    css`
      :host { display: block; }
      section { display: flex; justify-content: space-between; gap: 16px; align-items: end; }
      .big { font-size: 26px; line-height: 30px; font-weight: 600; letter-spacing: -0.02em; white-space: nowrap; }
      .note { font-size: var(--t-1); line-height: 15px; }
      table { border-spacing: 2px; font-size: var(--t-1); line-height: 14px; color: var(--ink-3); margin: 0 -2px -2px 0; }
      th { font-weight: 400; padding: 0; white-space: nowrap; }
      thead th { padding: 0 3px; }
      th[scope='row'] { text-align: right; padding-right: 6px; }
      td { width: 52px; height: 24px; padding: 0; text-align: center; border-radius: var(--r-1); font-size: var(--t-2); font-weight: 600; color: var(--ink); forced-color-adjust: none; }
      thead td.corner { height: auto; }
      .many td { width: 20px; height: 18px; font-size: var(--t-1); }
      .most { align-self: start; border-spacing: 1px; }
      .most td { width: 19px; height: 14px; line-height: 13px; }
      .most :is(thead, th) { line-height: 10px; }
      section:has(.most) { align-items: start; flex-wrap: wrap; gap: 6px 16px; }
      .dot { display: inline-block; width: 8px; height: 8px; border-radius: 50%; }
      .threshold { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 10px; margin-top: 8px; font-size: var(--t-1); color: var(--ink-2); white-space: nowrap; }
      .threshold .rng { flex: 1 1 60px; min-width: 60px; margin: 0; }
      .threshold .note { flex-basis: 100%; }
      .threshold output { min-width: 26px; font-weight: 600; color: var(--ink); }
      .fits { width: 100%; border-spacing: 0; margin: 4px 0 0; }
      .fits th, .fits td { height: 20px; text-align: right; padding: 0 0 0 12px; border-radius: 0; border-top: 1px solid var(--line); width: auto; }
      .fits thead th { border: 0; }
      .fits th:first-child { text-align: left; padding: 0; color: var(--ink-2); }
    `,
    stand,
  ];

  declare opened: Opened | undefined;
  declare evaluation: Evaluation | undefined;
  declare threshold: number;
  declare confusion: Uint32Array | undefined;
  declare bare: boolean;

  constructor() {
    super();
    this.threshold = 0.5;
    this.bare = false;
    const feed: FeedController = new FeedController(this, () => scoreFeed(this, () => feed.run));
  }

  protected override render() {
    const { opened, evaluation } = this;
    if (!opened || !evaluation) return nothing;
    return evaluation.fits.length ? this.#fits(opened, evaluation) : this.#classes(opened, evaluation);
  }

  #classes(opened: Opened, evaluation: Evaluation) {
    const { validationAccuracy, trainAccuracy } = evaluation;
    const confusion = this.confusion ?? evaluation.confusion;
    const classes = Math.round(Math.sqrt(confusion.length));
    const rows = confusion.reduce((sum, n) => sum + n, 0);
    const right = Array.from({ length: classes }, (_, i) => confusion[i * classes + i]!).reduce((sum, n) => sum + n, 0);
    const accuracy = this.confusion ? right / Math.max(1, rows) : (validationAccuracy ?? trainAccuracy);
    return html`<section role=${sectionRole(this)} aria-labelledby="title">
        <div>
          <h3 id="title" class="label">Accuracy</h3>
          <div class="big">${accuracy === undefined ? '–' : percent(accuracy)}</div>
          <p class="note">${whole(right)} of ${whole(rows)} ${which(evaluation)} points</p>
        </div>
        ${classes > 1 && !this.bare ? this.#table(opened.outputs, confusion, classes) : nothing}
      </section>
      ${classes === 2 ? this.#threshold(opened.outputs[1] ?? '', confusion) : nothing}`;
  }

  #threshold(second: string, confusion: Uint32Array) {
    const { precision, recall } = precisionAndRecall(confusion);
    const share = (x: number) => (Number.isNaN(x) ? '–' : percent(x));
    const settle = (e: Event) => fire(this, 'pg-threshold', Number((e.target as HTMLInputElement).value));
    return html`<div class="threshold">
      <label for="threshold" title="From here on a prediction stands for ${second}">Threshold</label>
      <input id="threshold" class="rng" type="range" min="0" max="1" step="0.01" .value=${live(String(this.threshold))}
        ${styled({ '--p': `${100 * this.threshold}%` })} aria-valuetext="${fixed(this.threshold)}: precision ${share(precision)}, recall ${share(recall)}"
        @input=${settle} />
      <output for="threshold">${fixed(this.threshold)}</output>
      <p class="note" title="Of those said to be ${second}, how many are; of those that are, how many were found">
        precision ${share(precision)}, recall ${share(recall)}
      </p>
    </div>`;
  }

  /** How far numbers are off, each in its own units. */
  #fits({ outputs }: Opened, evaluation: Evaluation) {
    const { fits } = evaluation;
    const written = (r2: number | undefined) => (r2 === undefined ? '–' : significant(r2));
    const [first] = fits;
    if (fits.length === 1 && first) {
      return html`<section role=${sectionRole(this)} aria-labelledby="title">
        <div>
          <h3 id="title" class="label" title="Root mean squared error">RMSE</h3>
          <div class="big">${significant(first.rmse)}</div>
          <p class="note">of ${outputs[0]}, over ${which(evaluation)} points</p>
        </div>
        <div><h3 class="label">R²</h3><div class="big">${written(first.r2)}</div><p class="note">of the variance explained</p></div>
      </section>`;
    }
    return html`<table class="fits">
      <caption class="sr">How far each target is off, over ${which(evaluation)} points.</caption>
      <thead><tr><th scope="col" class="label">Target</th><th scope="col" class="label">RMSE</th><th scope="col" class="label">R²</th></tr></thead>
      <tbody>${fits.map(({ rmse, r2 }, i) => html`<tr><th scope="row">${outputs[i]}</th><td>${significant(rmse)}</td><td>${written(r2)}</td></tr>`)}</tbody>
    </table>`;
  }

  #table(names: readonly string[], confusion: Uint32Array, classes: number) {
    const numbers = [...Array(classes).keys()];
    const name = (i: number, word: string) =>
      classes <= NAMED
        ? `${classes === 2 ? `${word} ` : ''}${names[i]}`
        : html`<span class="dot" ${styled({ background: `var(--cat-${i})` })}></span><span class="sr">${word} ${names[i]}</span>`;
    return html`<table class=${classes > 2 * NAMED ? 'many most' : classes > NAMED ? 'many' : ''}>
      <caption class="sr">Rows are what the points are, columns what the network said.</caption>
      <thead><tr><td class="corner"></td>${numbers.map(j => html`<th scope="col" title="said ${names[j]}">${name(j, 'said')}</th>`)}</tr></thead>
      <tbody>
        ${numbers.map(i => {
          const row = confusion.subarray(i * classes, (i + 1) * classes);
          const sum = row.reduce((a, b) => a + b, 0);
          return html`<tr><th scope="row" title="is ${names[i]}">${name(i, 'is')}</th>
            ${numbers.map(j => html`<td ${styled({ background: shade(j, row[j]! / Math.max(1, sum), i === j, classes) })}>${row[j]}</td>`)}
          </tr>`;
        })}
      </tbody>
    </table>`;
  }
}

/** Which rows a score is about. */
const which = ({ validationLoss, validationAccuracy }: Evaluation): string =>
  (validationLoss ?? validationAccuracy) === undefined ? 'training' : 'validation';

/** A cell has the color of the class that was said: strong where that is right, else pale, by its share of the row. */
export function shade(said: number, share: number, right: boolean, classes: number): string {
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
