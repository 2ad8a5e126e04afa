import type { Client, Shown } from '../engine/client.ts';
import type { Link } from './link.ts';
import { type Due, Pace, Rate } from './pace.ts';

/** What playing needs of the world around it. */
export interface Clock {
  /** Resolves when everything that was asked for is drawn. */
  drawn(): Promise<void>;
  /** Milliseconds of any clock. */
  now(): number;
}

/**
 * Trains and draws at once, as fast as the view says, while the state says that the run plays: while the page draws a frame
 * the engine makes the next, and no more than one waits.
 */
export class Player {
  readonly #link: Link;
  readonly #clock: Clock;
  readonly #rate = new Rate();
  /** Counts plays: an older one ends when a newer begins. */
  #plays = 0;

  constructor(link: Link, clock: Clock) {
    this.#link = link;
    this.#clock = clock;
  }

  /** Epochs per second, as measured; undefined while the run rests. */
  get rate(): number | undefined {
    return this.#link.state.playing ? this.#rate.perSecond : undefined;
  }

  play(): void {
    this.#link.store.set({ playing: true });
    void this.#play();
  }

  pause(): void {
    this.#link.store.set({ playing: false });
    this.#link.client.hurry();
  }

  async #play(): Promise<void> {
    const { store, frames } = this.#link;
    const { now, drawn } = this.#clock;
    const pace = new Pace();
    const play = ++this.#plays;
    this.#rate.reset();
    let asked = now();
    /** The last frame that was shown is on its way to the screen. */
    let drawing = Promise.resolve();
    while (store.state.playing && play === this.#plays) {
      const start = now();
      const due = pace.next(store.state.view.speed, start - asked, frames.last?.batchesInEpoch ?? 1);
      asked = start;
      if (due && !(await this.#train(due, drawing, pace))) return this.pause();
      const shown = now();
      drawing = drawn().then(() => pace.noteDrawn(now() - shown));
      if (!due) await drawing;
    }
  }

  /** Does what is due, and shows it when the frame before is drawn. Returns whether it worked. */
  async #train(due: Due, drawing: Promise<void>, pace: Pace): Promise<boolean> {
    const { now } = this.#clock;
    const works = await this.#link.turn('Training stopped', async client => {
      const asked = now();
      const shown = await this.#ask(client, due);
      if ('budget' in due && 'milliseconds' in due.budget) pace.noteMade(now() - asked - due.budget.milliseconds);
      await this.#link.idle(drawing);
      return shown;
    });
    const { last } = this.#link.frames;
    if (last) this.#rate.note(now(), last.epoch + last.batches / last.batchesInEpoch);
    return works;
  }

  #ask(client: Client, due: Due): Promise<Shown> {
    const { want, frames } = this.#link;
    if ('unit' in due) return client.step(due.unit, { ...want, paramGradients: true });
    return client.advance(due.budget, want, frames.takeSpare());
  }
}
