/** Records of epochs, as they arrive; a run's `History` is one. */
export interface Records {
  /** Everything is sent again: forget what was there. */
  readonly reset: boolean;
  readonly epoch: Uint32Array;
  readonly train: Float32Array;
  readonly validation: Float32Array;
  /** `[records, layers]`. */
  readonly gradients: Float32Array;
}

/** Smallest and largest positive finite number seen; `min > max` before the first. */
export interface Extent {
  readonly min: number;
  readonly max: number;
}

const nothing: Extent = { min: Number.POSITIVE_INFINITY, max: 0 };

const firstCapacity = 256;

function extended(extent: Extent, values: Float32Array): Extent {
  let { min, max } = extent;
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!;
    if (!(x > 0 && x < Number.POSITIVE_INFINITY)) continue;
    if (x < min) min = x;
    if (x > max) max = x;
  }
  return min === extent.min && max === extent.max ? extent : { min, max };
}

function grown<T extends Float32Array | Uint32Array>(array: T, length: number): T {
  if (array.length >= length) return array;
  const larger = new (array.constructor as new (n: number) => T)(Math.max(length, 2 * array.length, firstCapacity));
  larger.set(array);
  return larger;
}

/** The history of a run so far, put together from the pieces that its frames bring. Arrays are longer than `length`. */
export class Series {
  length = 0;
  layers = 0;
  epoch = new Uint32Array();
  train = new Float32Array();
  validation = new Float32Array();
  /** `[length, layers]`. */
  gradients = new Float32Array();
  losses = nothing;
  norms = nothing;

  get lastEpoch(): number {
    return this.length ? this.epoch[this.length - 1]! : 0;
  }

  /** Adds `records` in place of those from their first epoch on. */
  append(records: Records): void {
    const n = records.epoch.length;
    if (records.reset) this.#keepUntil(0);
    if (n === 0) return;
    this.#keepUntil(records.epoch[0]!);
    if (this.length === 0) this.layers = records.gradients.length / n;
    this.#reserve(this.length + n);
    this.epoch.set(records.epoch, this.length);
    this.train.set(records.train, this.length);
    this.validation.set(records.validation, this.length);
    this.gradients.set(records.gradients, this.length * this.layers);
    this.length += n;
    this.losses = extended(extended(this.losses, records.train), records.validation);
    this.norms = extended(this.norms, records.gradients);
  }

  /** Forgets the records from `epoch` on. */
  #keepUntil(epoch: number): void {
    while (this.length > 0 && this.lastEpoch >= epoch) this.length--;
    if (this.length > 0) return;
    this.losses = nothing;
    this.norms = nothing;
  }

  #reserve(length: number): void {
    this.epoch = grown(this.epoch, length);
    this.train = grown(this.train, length);
    this.validation = grown(this.validation, length);
    this.gradients = grown(this.gradients, length * this.layers);
  }
}
