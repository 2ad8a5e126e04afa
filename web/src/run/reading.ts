/** What predictions say: pure functions of the outputs that the engine gives. */
import { fixed, percent, significant } from '../draw/format.ts';
import type { Evaluation, Opened } from '../engine/protocol.ts';
import { lowestOf } from '../registry.ts';
import { configOf } from './state.ts';

/** How good a run is, in a figure: of numbers R², else the accuracy. */
export function scoreOf({
  validationAccuracy,
  trainAccuracy,
  fits,
}: Evaluation): readonly [name: string, value: string] {
  const [fit] = fits;
  if (fit) return ['R²', fit.r2 === undefined ? '–' : significant(fit.r2)];
  const accuracy = validationAccuracy ?? trainAccuracy;
  return ['Accuracy', accuracy === undefined ? '–' : percent(accuracy)];
}

/** How the outputs of a run are to be read. */
export interface Reading {
  readonly task: Opened['task'];
  /** Names of the classes, or of the targets. */
  readonly names: readonly string[];
  /** What one output gives for the first of two classes; for the second it gives 1. */
  readonly low: number;
  /** From which share of the way to the second class it is the second. */
  readonly threshold: number;
}

export const readingOf = (opened: Opened, threshold: number): Reading => ({
  task: opened.task,
  names: opened.outputs,
  low: lowestOf(configOf(opened).output.activation?.kind ?? ''),
  threshold,
});

/** How far a prediction of two classes is on the way to the second, from 0 to 1. */
export const shareOfSecond = (outputs: Float32Array, { low }: Reading): number => {
  const [first = 0] = outputs;
  return outputs.length > 1 ? outputs[1]! : (first - low) / (1 - low);
};

function indexOfLargest(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

/** The class that a prediction stands for. */
export const classOf = (outputs: Float32Array, reading: Reading): number =>
  reading.task === 'binary' ? Number(shareOfSecond(outputs, reading) > reading.threshold) : indexOfLargest(outputs);

/** How sure a prediction is of its class: the largest probability. */
export function certaintyOf(outputs: Float32Array, reading: Reading): number {
  if (reading.task !== 'binary') return outputs[indexOfLargest(outputs)]!;
  const second = shareOfSecond(outputs, reading);
  return Math.max(second, 1 - second);
}

/** A prediction in words: `B 83.0 %`, `y 1.23`. */
export function wordsOf(outputs: Float32Array, reading: Reading): string {
  const { task, names } = reading;
  if (task === 'regression') return Array.from(outputs, (value, i) => `${names[i]} ${significant(value)}`).join('; ');
  const chosen = classOf(outputs, reading);
  const share = task === 'binary' ? shareOfSecond(outputs, reading) : outputs[chosen]!;
  const ofChosen = task === 'binary' && chosen === 0 ? 1 - share : share;
  // Heads that are no probabilities go beyond 0 and 1.
  return `${names[chosen]} ${ofChosen >= 0 && ofChosen <= 1 ? percent(ofChosen) : fixed(ofChosen)}`;
}

/** The outputs of row `row` among those of several. */
export const outputsOf = (predictions: Float32Array, rows: number, row: number): Float32Array => {
  const wide = predictions.length / rows;
  return predictions.subarray(row * wide, (row + 1) * wide);
};

/** Rows by class and prediction, `[classes, classes]`, from `y`, the class of each, and the predictions for them. */
export function confusionOf(y: ArrayLike<number>, predictions: Float32Array, reading: Reading): Uint32Array {
  const classes = reading.names.length;
  const counts = new Uint32Array(classes * classes);
  for (let row = 0; row < y.length; row++) {
    counts[y[row]! * classes + classOf(outputsOf(predictions, y.length, row), reading)]!++;
  }
  return counts;
}

/** Of two classes: how many of those said to be the second are, and how many of the second were found; NaN without any. */
export function precisionAndRecall([_, falseSecond = 0, missed = 0, found = 0]: ArrayLike<number> & Iterable<number>): {
  readonly precision: number;
  readonly recall: number;
} {
  return { precision: found / (found + falseSecond), recall: found / (found + missed) };
}

/** Below this largest probability a prediction is unsure. */
export const UNSURE = 0.75;

/** A number is wrong when it is off by more than this many times the root of the mean squared error. */
export const FAR = 2;

/** Which of some rows are unsure (`uncertain`), or wrong (`errors`); of numbers, those that are off by far. */
export function markedRows(
  rows: Uint32Array,
  y: Float32Array,
  predictions: Float32Array,
  reading: Reading,
  which: 'uncertain' | 'errors',
): Uint32Array {
  const outputs = (i: number) => outputsOf(predictions, rows.length, i);
  if (reading.task !== 'regression') {
    const isMarked = (row: number, i: number): boolean =>
      which === 'errors' ? classOf(outputs(i), reading) !== y[row] : certaintyOf(outputs(i), reading) < UNSURE;
    return rows.filter(isMarked);
  }
  const errors = Float32Array.from(rows, (row, i) => Math.abs(outputs(i)[0]! - y[row]!));
  const limit = FAR * Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / Math.max(1, errors.length));
  return which === 'errors' ? rows.filter((_, i) => errors[i]! > limit) : new Uint32Array();
}
