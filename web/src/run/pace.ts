import type { Budget } from '../engine/protocol.ts';

/** How fast a run plays: phase by phase, epochs per second, as many as drawing leaves time for, or almost without drawing. */
export type Speed = number | 'phase' | 'max' | 'turbo';

export const speeds: readonly Speed[] = ['phase', 0.2, 1, 5, 20, 60, 'max', 'turbo'];

/** A speed in the words of a menu. */
export function speedText(speed: Speed): string {
  switch (speed) {
    case 'phase':
      return '1 phase/s';
    case 'max':
      return 'as fast as it draws';
    case 'turbo':
      return 'turbo';
    default:
      return `${speed} ep/s`;
  }
}

/** What is to be done next: a phase, or so much training. */
export type Due = { readonly unit: 'phase' } | { readonly budget: Budget };

/** Training time between two frames at full speed, in milliseconds: one of the screen's, and more where frames are dear. */
const SHORTEST_MS = 16;
const LONGEST_MS = 150;

/** So much more training for what drawing a frame takes longer than the screen does, and for what the engine takes to make it. */
const PER_LATE = 3;
const PER_MADE = 2.5;

/** In turbo, a second. */
const TURBO_MS = 1000;

/** How much of what frames took before is held on to: one slow frame does not slow down those after it. */
const HELD = 0.8;

/** A frame that takes longer is late; one that takes less than `SOON_MS` is not. */
const LATE_MS = 250;
const SOON_MS = 100;

/** How much of the time that went by is made up for in one frame: less while frames are late, so that they become shorter. */
const MOST_MS = 250;
const LEAST_MS = 50;

/** Turns a speed into what is due by now. */
export class Pace {
  #speed: Speed | undefined;
  /** Batches, or phases. */
  #due = 0;
  #most = MOST_MS;
  /** What frames took of late, in milliseconds: to be drawn, and to be made. */
  #drawn = 0;
  #made = 0;

  /** Notes how long it took to draw a frame, in milliseconds. */
  noteDrawn(ms: number): void {
    this.#drawn = held(this.#drawn, ms);
  }

  /** Notes how long it took the engine to make a frame, in milliseconds. */
  noteMade(ms: number): void {
    this.#made = held(this.#made, Math.max(0, ms));
  }

  /** What to do `elapsed` ms after the last time, where an epoch has `batches` batches; undefined if nothing is due. */
  next(speed: Speed, elapsed: number, batches: number): Due | undefined {
    if (speed === 'max') return { budget: { milliseconds: this.#full() } };
    if (speed === 'turbo') return { budget: { milliseconds: TURBO_MS } };
    // What is due is counted in other units now. The first phase comes at once, or nothing would seem to happen.
    if (speed !== this.#speed) this.#due = speed === 'phase' ? 1 : 0;
    this.#speed = speed;
    if (elapsed > LATE_MS) this.#most = Math.max(LEAST_MS, this.#most / 2);
    else if (elapsed < SOON_MS) this.#most = Math.min(MOST_MS, this.#most * 1.5);
    const perSecond = speed === 'phase' ? 1 : speed * batches;
    this.#due += (perSecond * Math.min(elapsed, this.#most)) / 1000;
    const now = Math.floor(this.#due);
    this.#due -= now;
    if (now === 0) return undefined;
    return speed === 'phase' ? { unit: 'phase' } : { budget: { batches: now } };
  }

  /** Training time that leaves drawing the smaller part. */
  #full(): number {
    const late = SHORTEST_MS + PER_LATE * Math.max(0, this.#drawn - SHORTEST_MS);
    return Math.round(Math.min(LONGEST_MS, Math.max(late, PER_MADE * this.#made)));
  }
}

const held = (before: number, now: number): number => (before ? HELD * before + (1 - HELD) * now : now);

/** A rate is measured over at least so many milliseconds. */
const MEASURED_MS = 500;

/** Epochs per second, measured while a run plays. */
export class Rate {
  #from: { readonly ms: number; readonly epochs: number } | undefined;
  perSecond: number | undefined;

  /** Notes how many epochs are done, at a time of any clock. */
  note(ms: number, epochs: number): void {
    this.#from ??= { ms, epochs };
    const passed = ms - this.#from.ms;
    if (passed < MEASURED_MS) return;
    this.perSecond = (1000 * (epochs - this.#from.epochs)) / passed;
    this.#from = { ms, epochs };
  }

  /** Begins anew. */
  reset(): void {
    this.#from = undefined;
    this.perSecond = undefined;
  }
}
