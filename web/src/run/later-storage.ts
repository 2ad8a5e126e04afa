import type { KeptRun, Storage } from './storage.ts';

/** Says, in the browser's small storage, that a run was kept: without it there is none to look for. */
const KEPT = 'playgrad.kept';

/** Whether a run may have been kept. */
function mayKeep(): boolean {
  try {
    return localStorage.getItem(KEPT) !== null;
  } catch {
    return true; // it cannot be said
  }
}

function rememberKept(): void {
  try {
    localStorage.setItem(KEPT, '1');
  } catch {
    // Then it is looked for each time.
  }
}

/** A storage whose program comes when it is of use: to find a run, if one was ever kept, or to keep the first one. */
export class LaterStorage implements Pick<Storage, keyof Storage> {
  #storage: Promise<Storage> | undefined;

  async find(address: string, session: string): Promise<KeptRun | undefined> {
    return mayKeep() ? (await this.#load()).find(address, session) : undefined;
  }

  async newest(): Promise<KeptRun | undefined> {
    return mayKeep() ? (await this.#load()).newest() : undefined;
  }

  async put(run: KeptRun): Promise<void> {
    await (await this.#load()).put(run);
    rememberKept();
  }

  #load(): Promise<Storage> {
    this.#storage ??= import('./storage.ts').then(
      ({ Storage }) => new Storage(),
      error => {
        this.#storage = undefined;
        throw error;
      },
    );
    return this.#storage;
  }
}
