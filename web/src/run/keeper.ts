import { LaterStorage } from './later-storage.ts';
import { notKept } from './notices.ts';
import type { Run } from './run.ts';
import type { KeptRun, Storage } from './storage.ts';

const SESSION = 'playgrad.session';

/** A name for this tab that a reload does not change. */
function sessionOf(store: () => Pick<globalThis.Storage, 'getItem' | 'setItem'>): string {
  const made = crypto.randomUUID();
  try {
    const known = store().getItem(SESSION) ?? made;
    store().setItem(SESSION, known);
    return known;
  } catch {
    // Without storage a reload is another tab.
    return made;
  }
}

/** Keeps a run in the browser, and finds it again. Where that cannot be, it says so once. */
export class Keeper {
  readonly #run: Run;
  readonly #storage: Pick<Storage, keyof Storage>;
  readonly #session: string;
  #told = false;
  /** What is being kept, and what is to be kept after it. */
  #keeping: Promise<void> | undefined;
  #next: Omit<KeptRun, 'session' | 'time'> | undefined;

  constructor(
    run: Run,
    storage: Pick<Storage, keyof Storage> = new LaterStorage(),
    session: string = sessionOf(() => sessionStorage),
  ) {
    this.#run = run;
    this.#storage = storage;
    this.#session = session;
  }

  /** The run that was kept with this address; without an address, the one that was kept last. */
  async find(address: string): Promise<KeptRun | undefined> {
    try {
      return await (address ? this.#storage.find(address, this.#session) : this.#storage.newest());
    } catch {
      // It is told when there is something to keep.
      return undefined;
    }
  }

  /** Keeps a run. While one is being kept, of those that come only the last is. */
  keep(address: string, bytes: Uint8Array): Promise<void> {
    this.#next = { address, bytes };
    this.#keeping ??= this.#work().finally(() => {
      this.#keeping = undefined;
    });
    return this.#keeping;
  }

  async #work(): Promise<void> {
    for (let next = this.#next; next; next = this.#next) {
      this.#next = undefined;
      try {
        await this.#storage.put({ ...next, session: this.#session, time: Date.now() });
      } catch (error) {
        this.#tell(error);
      }
    }
  }

  /** A run that has made no step yet is all in its address. */
  #tell(error: unknown): void {
    if (this.#told || !this.#run.frame?.step) return;
    this.#told = true;
    this.#run.notify(notKept(error));
  }
}
