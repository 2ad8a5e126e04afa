import type { Run } from '../run/run.ts';
import { Poll } from './poll.ts';

/** A place that is pointed at is answered at once; still not more often than it can be read. */
const PROBE_MS = 50;

/** Asks what every unit makes of the place of the output that is pointed at, again after every frame. */
export class Probe {
  readonly #give: (values: Float32Array | undefined) => void;
  #row: Float32Array | undefined;
  readonly #poll: Poll<Float32Array>;

  constructor(run: () => Run | undefined, give: (values: Float32Array | undefined) => void) {
    this.#give = give;
    this.#poll = new Poll(
      () => {
        const row = this.#row;
        const answer = row && run()?.values(row);
        return answer?.then(values => (row === this.#row ? values : undefined));
      },
      give,
      PROBE_MS,
    );
  }

  /** Points at a row as it is in the data, or at none. */
  at(row: Float32Array | undefined): void {
    this.#row = row;
    if (row) return this.#poll.request();
    this.stop();
  }

  /** Asks again, if there is a place that is pointed at. */
  refresh(): void {
    if (this.#row) this.#poll.request();
  }

  stop(): void {
    this.#row = undefined;
    this.#poll.stop();
    this.#give(undefined);
  }
}
