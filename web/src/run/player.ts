import type { Link } from './link.ts';
import { Pace } from './pace.ts';
import { wantIn } from './state.ts';

/** What playing needs of the world around it. */
export interface Clock {
  /** Resolves when everything that was asked for is drawn. */
  drawn(): Promise<void>;
  /** Milliseconds of any clock. */
  now(): number;
}

/** Trains and draws in turn, as fast as the view says, while the state says that the run plays. */
export class Player {
  readonly #link: Link;
  readonly #clock: Clock;
  /** Counts plays: an older one ends when a newer begins. */
  #plays = 0;

  constructor(link: Link, clock: Clock) {
    this.#link = link;
    this.#clock = clock;
  }

  play(): void {
    this.#link.store.set({ playing: true });
    void this.#play();
  }

  pause(): void {
    this.#link.store.set({ playing: false });
  }

  async #play(): Promise<void> {
    const { store, frames } = this.#link;
    const { now, drawn } = this.#clock;
    const pace = new Pace();
    const play = ++this.#plays;
    let asked = now();
    while (store.state.playing && play === this.#plays) {
      const start = now();
      const budget = pace.budget(store.state.view.speed, start - asked, frames.last?.batchesInEpoch ?? 1);
      asked = start;
      const works =
        !budget ||
        (await this.#link.turn('Training stopped', client =>
          client.advance(budget, wantIn(store.state), frames.takeSpare()),
        ));
      if (!works) return this.pause();
      await drawn();
    }
  }
}
