import type { Budget } from '../engine/protocol.ts';

/** How fast a run plays: epochs per second, or as many as drawing leaves time for. */
export type Speed = number | 'max';

export const speeds: readonly Speed[] = [1, 5, 20, 60, 'max'];

/** Training time between two frames at full speed, in milliseconds. */
const FULL_MS = 20;

/** A frame that takes longer is late; one that takes less than `SOON_MS` is not. */
const LATE_MS = 250;
const SOON_MS = 100;

/** How much of the time that went by is made up for in one frame: less while frames are late, so that they become shorter. */
const MOST_MS = 250;
const LEAST_MS = 50;

/** Turns a speed into budgets: as many batches as are due by now. */
export class Pace {
  #due = 0;
  #most = MOST_MS;

  /** What to train `elapsed` ms after the last budget, where an epoch has `batches` batches; undefined if nothing is due. */
  budget(speed: Speed, elapsed: number, batches: number): Budget | undefined {
    if (speed === 'max') return { milliseconds: FULL_MS };
    if (elapsed > LATE_MS) this.#most = Math.max(LEAST_MS, this.#most / 2);
    else if (elapsed < SOON_MS) this.#most = Math.min(MOST_MS, this.#most * 1.5);
    this.#due += (speed * batches * Math.min(elapsed, this.#most)) / 1000;
    const now = Math.floor(this.#due);
    this.#due -= now;
    return now > 0 ? { batches: now } : undefined;
  }
}
