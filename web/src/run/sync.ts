import { writeAddress } from './address.ts';
import { follow } from './follow.ts';
import type { Keeper } from './keeper.ts';
import { isBack } from './notices.ts';
import type { Run } from './run.ts';

/** What comes before a page goes, or may. */
const LEAVING = ['beforeunload', 'pagehide', 'visibilitychange'] as const;

/** What `sync` needs of a window. */
type Bar = Pick<Window, 'location' | 'history' | 'addEventListener' | 'removeEventListener'>;

/** Keeps the address bar and the run together: what is open is in the address, and an address that is entered is opened. */
export class AddressBar {
  readonly #run: Run;
  readonly #bar: Bar;
  #written = '';
  /** What is in the bar as far as is known; anything else was entered, and is opened before it may be overwritten. */
  #known = '';
  readonly #keeper: Pick<Keeper, 'find' | 'keep'> | undefined;
  #ends: (() => void)[] = [];

  constructor(run: Run, bar: Bar, keeper?: Pick<Keeper, 'find' | 'keep'>) {
    this.#run = run;
    this.#bar = bar;
    this.#keeper = keeper;
  }

  /** Opens the address that is there, as it was kept if it is the page's own; without one, what was kept last. One that cannot be opened stays in the bar, to be corrected, until something changes. */
  async start(): Promise<void> {
    // An address may be entered while the first is still on its way.
    this.#bar.addEventListener('hashchange', this.#entered);
    this.#ends = [() => this.#bar.removeEventListener('hashchange', this.#entered)];
    const address = this.#hash;
    this.#known = address;
    const opened = await this.#open(address);
    if (this.#ends.length === 0) return;
    this.#ends.push(follow(this.#run, this.#follow));
    for (const event of LEAVING) {
      this.#bar.addEventListener(event, this.#follow);
      this.#ends.push(() => this.#bar.removeEventListener(event, this.#follow));
    }
    if (opened && this.#hash === address) await this.write();
  }

  stop(): void {
    for (const end of this.#ends) end();
    this.#ends = [];
  }

  /** Opens an address as a link does: the browser's way back leads to the run as it was. Returns whether it was opened. */
  async visit(address: string): Promise<boolean> {
    await this.write();
    this.#bar.history.pushState(undefined, '', `#${address}`);
    this.#known = this.#hash;
    const opened = await this.#run.openAddress(address);
    await this.write();
    return opened;
  }

  /** Writes where the run is into the bar, and keeps it where runs are kept. Returns the text after `#`. */
  async write(): Promise<string> {
    try {
      const { bytes, ...place } = this.#keeper
        ? await this.#run.save()
        : { ...(await this.#run.place()), bytes: undefined };
      const text = await writeAddress(place);
      this.#show(text);
      if (bytes) void this.#keeper?.keep(text, bytes);
    } catch {
      // Without an engine there is nothing new to write.
    }
    return this.#written;
  }

  #show(text: string): void {
    this.#written = text;
    if (this.#hash === this.#known && this.#hash !== text) this.#bar.history.replaceState(undefined, '', `#${text}`);
    if (this.#hash === text) this.#known = text;
  }

  async #open(address: string): Promise<boolean> {
    const kept = await this.#keeper?.find(address);
    // Something else may have been entered meanwhile.
    if (this.#hash !== address) return false;
    if (!kept) return this.#run.openAddress(address);
    const opened = await this.#run.openKept(kept.bytes, kept.address);
    const { frame } = this.#run;
    if (opened && !address && frame?.step) {
      this.#run.notify(isBack(frame.epoch, () => void this.#run.openAddress('')));
    }
    return opened;
  }

  readonly #follow = (): void => void this.write();

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
