import { writeAddress } from './address.ts';
import type { Run } from './run.ts';

/** What `sync` needs of a window. */
type Bar = Pick<Window, 'location' | 'history' | 'addEventListener' | 'removeEventListener'>;

/** How long after a change the address is written, and how often while the run plays. */
const AFTER_MS = 200;
const PLAYING_MS = 2000;

/** Keeps the address bar and the run together: what is open is in the address, and an address that is entered is opened. */
export class AddressBar {
  readonly #run: Run;
  readonly #bar: Bar;
  #written = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ends: (() => void)[] = [];

  constructor(run: Run, bar: Bar) {
    this.#run = run;
    this.#bar = bar;
  }

  /** Opens the address that is there. One that cannot be opened stays in the bar, to be corrected, until something changes. */
  async start(): Promise<void> {
    if (await this.#run.begin(this.#hash)) await this.write();
    this.#bar.addEventListener('hashchange', this.#entered);
    this.#ends = [
      () => this.#bar.removeEventListener('hashchange', this.#entered),
      this.#run.store.subscribe(({ opened, view, playing }, before) => {
        if (opened !== before.opened || view !== before.view || playing !== before.playing) this.#later(AFTER_MS);
      }),
      this.#run.onFrame(({ step }) => {
        if (step > 0) this.#later(this.#run.state.playing ? PLAYING_MS : AFTER_MS);
      }),
    ];
  }

  stop(): void {
    clearTimeout(this.#timer);
    for (const end of this.#ends) end();
    this.#ends = [];
  }

  /** Writes where the run is into the bar, and returns the text after `#`. */
  async write(): Promise<string> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    try {
      const text = await writeAddress(await this.#run.place());
      this.#written = text;
      if (this.#hash !== text) this.#bar.history.replaceState(undefined, '', `#${text}`);
    } catch {
      // Without an engine there is nothing new to write.
    }
    return this.#written;
  }

  get #hash(): string {
    return this.#bar.location.hash.slice(1);
  }

  #later(wait: number): void {
    // A change sooner than planned is not put off; while it plays, one plan follows the other.
    if (this.#timer !== undefined && wait === PLAYING_MS) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.write(), wait);
  }

  readonly #entered = async (): Promise<void> => {
    if (this.#hash === this.#written) return;
    await this.#run.openAddress(this.#hash);
    await this.write();
  };
}
