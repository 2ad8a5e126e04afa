/** Least time between two questions of one kind, in milliseconds. */
const EVERY_MS = 200;

/**
 * Asks again when it is told to: one question at a time, and none too soon after another. What was asked for meanwhile is
 * asked once.
 */
export class Poll<T> {
  readonly #ask: () => Promise<T | undefined> | undefined;
  readonly #take: (found: T) => void;
  readonly #every: number;
  readonly #rest: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #busy = false;
  #again = false;
  /** Before this time nothing is asked. */
  #next = Number.NEGATIVE_INFINITY;

  /**
   * `ask` gives undefined where there is nothing to be asked; `take` gets what was found. After a question that took long
   * the next waits `rest` times as long, so that training goes on.
   */
  constructor(ask: () => Promise<T | undefined> | undefined, take: (found: T) => void, every = EVERY_MS, rest = 0) {
    this.#ask = ask;
    this.#take = take;
    this.#every = every;
    this.#rest = rest;
  }

  /** Asks soon. */
  request(): void {
    this.#again = true;
    if (this.#busy || this.#timer !== undefined) return;
    const wait = this.#next - performance.now();
    if (wait <= 0) void this.#run();
    else this.#timer = setTimeout(this.#run, wait);
  }

  /** Forgets what was asked for. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#again = false;
  }

  readonly #run = async (): Promise<void> => {
    this.#timer = undefined;
    this.#again = false;
    const question = this.#ask();
    if (!question) return;
    this.#busy = true;
    const start = performance.now();
    this.#next = start + this.#every;
    try {
      const found = await question;
      if (found !== undefined) this.#take(found);
    } catch {
      // The run tells what is wrong with it; here the last answer stays.
    }
    const end = performance.now();
    this.#next = Math.max(this.#next, end + this.#rest * (end - start));
    this.#busy = false;
    if (this.#again) this.request();
  };
}
