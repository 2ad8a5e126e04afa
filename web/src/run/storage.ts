import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** A run as a browser keeps it. */
export interface KeptRun {
  /** Which page keeps it: a tab has its own, a reload of it the same. */
  readonly session: string;
  /** Its address at that moment. */
  readonly address: string;
  /** All of it, as the engine saved it. */
  readonly bytes: Uint8Array;
  /** When it was kept, in milliseconds since 1970. */
  readonly time: number;
}

interface Schema extends DBSchema {
  runs: { key: string; value: KeptRun; indexes: { time: number; address: string } };
}

const NAME = 'playgrad';
const VERSION = 1;

/** So many runs are kept: those of older pages give way. */
const MOST_RUNS = 8;

/** A database that another page holds up is not waited for any longer. */
const PATIENCE_MS = 1000;

/** The runs that this browser keeps. Every method fails where there is no storage, or no room. */
export class Storage {
  #database: Promise<IDBPDatabase<Schema>> | undefined;

  /** The run with this address, if one is kept; of several the one of `session`, else the last. */
  async find(address: string, session: string): Promise<KeptRun | undefined> {
    const database = await this.#open();
    const found = await database.getAllFromIndex('runs', 'address', address);
    return found.find(run => run.session === session) ?? found.at(-1);
  }

  /** The run that was kept last. */
  async newest(): Promise<KeptRun | undefined> {
    const database = await this.#open();
    const cursor = await database.transaction('runs').store.index('time').openCursor(undefined, 'prev');
    return cursor?.value;
  }

  /** Keeps a run in place of the one of the same page. */
  async put(run: KeptRun): Promise<void> {
    const database = await this.#open();
    try {
      await database.put('runs', run);
    } catch (error) {
      // Perhaps there is room without those of other pages.
      if (!(await this.#trim(1))) throw error;
      await database.put('runs', run);
    }
    await this.#trim(MOST_RUNS);
  }

  /** Removes all but the newest runs. Returns whether there were any to remove. */
  async #trim(most: number): Promise<boolean> {
    const database = await this.#open();
    const old = (await database.getAllKeysFromIndex('runs', 'time')).reverse().slice(most);
    for (const session of old) await database.delete('runs', session);
    return old.length > 0;
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    this.#database ??= open().catch(error => {
      this.#database = undefined;
      throw error;
    });
    return this.#database;
  }
}

function open(): Promise<IDBPDatabase<Schema>> {
  const opening = openDB<Schema>(NAME, VERSION, {
    upgrade: database => {
      const runs = database.createObjectStore('runs', { keyPath: 'session' });
      runs.createIndex('time', 'time');
      runs.createIndex('address', 'address');
    },
    // Another version of the page wants it: it goes on with the address alone.
    blocking: (_, __, event) => (event.target as IDBDatabase).close(),
  });
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('The storage of this browser does not answer')), PATIENCE_MS);
  });
  return Promise.race([opening, late]);
}
