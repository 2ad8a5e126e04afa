import type { Series } from './series.ts';

/**
 * Loss curves with what comes and goes averaged out: each value is the mean of all so far, those of the past counting `hold`
 * times as much with every epoch. It is divided by the sum of these weights, so that it does not begin near 0 (as Adam's
 * means; Kingma and Ba, 2015, arXiv:1412.6980).
 */
export class Smoothed {
  train = new Float32Array();
  validation = new Float32Array();
  #length = 0;
  #hold = 0;
  /** The sums, and their weights, after each record. */
  #sums = { train: new Float64Array(), validation: new Float64Array(), weights: new Float64Array() };

  /** Follows `series`, whose records from `from` on may be others than before. */
  update(series: Series, from: number, hold: number): void {
    this.#reserve(series.train.length);
    const first = hold === this.#hold ? Math.min(from, this.#length, series.length) : 0;
    this.#hold = hold;
    this.#length = series.length;
    const { train, validation, weights } = this.#sums;
    for (let i = first; i < series.length; i++) {
      // Records of a thinned history are further apart.
      const keep = hold ** (i > 0 ? series.epoch[i]! - series.epoch[i - 1]! : 1);
      const next = (sums: Float64Array, value: number) => keep * (i > 0 ? sums[i - 1]! : 0) + (1 - keep) * value;
      train[i] = next(train, series.train[i]!);
      validation[i] = next(validation, series.validation[i]!);
      weights[i] = next(weights, 1);
      this.train[i] = train[i]! / weights[i]!;
      this.validation[i] = validation[i]! / weights[i]!;
    }
  }

  #reserve(length: number): void {
    if (this.train.length >= length) return;
    this.train = extended(this.train, new Float32Array(length));
    this.validation = extended(this.validation, new Float32Array(length));
    const { train, validation, weights } = this.#sums;
    const [a, b, c] = [train, validation, weights].map(sums => extended(sums, new Float64Array(length)));
    this.#sums = { train: a!, validation: b!, weights: c! };
  }
}

function extended<T extends Float32Array | Float64Array>(array: T, longer: T): T {
  longer.set(array as never);
  return longer;
}
