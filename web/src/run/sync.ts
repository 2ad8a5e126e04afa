import { writeAddress } from './address.ts';
import { follow } from './follow.ts';
import type { Run } from './run.ts';

/** What `sync` needs of a window. */
type Bar = Pick<Window, 'location' | 'history' | 'addEventListener' | 'removeEventListener'>;

/** Keeps the address bar and the run together: what is open is in the address, and an address that is entered is opened. */
export class AddressBar {
  readonly #run: Run;
  readonly #bar: Bar;
  #written = '';
  /** What is in the bar as far as is known; anything else was entered, and is opened before it may be overwritten. */
  #known = '';
  #ends: (() => void)[] = [];

  constructor(run: Run, bar: Bar) {
    this.#run = run;
    this.#bar = bar;
  }

  /** Opens the address that is there. One that cannot be opened stays in the bar, to be corrected, until something changes. */
  async start(): Promise<void> {
    // An address may be entered while the first is still on its way.
    this.#bar.addEventListener('hashchange', this.#entered);
    this.#ends = [() => this.#bar.removeEventListener('hashchange', this.#entered)];
    const address = this.#hash;
    this.#known = address;
    const opened = await this.#run.openAddress(address);
    if (this.#ends.length === 0) return;
    this.#ends.push(follow(this.#run, () => void this.write()));
    if (opened && this.#hash === address) await this.write();
  }

  stop(): void {
    for (const end of this.#ends) end();
    this.#ends = [];
  }

  /** Writes where the run is into the bar, and returns the text after `#`. */
  async write(): Promise<string> {
    try {
      const text = await writeAddress(await this.#run.place());
      this.#written = text;
      if (this.#hash === this.#known && this.#hash !== text) this.#bar.history.replaceState(undefined, '', `#${text}`);
      if (this.#hash === text) this.#known = text;
    } catch {
      // Without an engine there is nothing new to write.
    }
    return this.#written;
  }

  get #hash(): string {
    return this.#bar.location.hash.slice(1);
  }

  readonly #entered = async (): Promise<void> => {
    if (this.#hash === this.#known) return;
    this.#known = this.#hash;
    await this.#run.openAddress(this.#known);
    await this.write();
  };
}
