import type { Table, Value } from './protocol.ts';

/** Fetches the rows of a table that a configuration names. An aborted signal ends it. */
export type TableLoader = (name: string, signal: AbortSignal) => Promise<Table>;

interface Loading {
  readonly table: Promise<Table>;
  readonly end: AbortController;
  /** How many wait for it. */
  waiting: number;
}

/** The tables that runs are opened with: each is loaded once, and only while somebody waits for it. */
export class Tables {
  readonly #load: TableLoader;
  readonly #known = new Map<string, Table>();
  readonly #loading = new Map<string, Loading>();

  constructor(load: TableLoader) {
    this.#load = load;
  }

  set(name: string, table: Table): void {
    this.#known.set(name, table);
  }

  /** The table `name`, as it was given or loaded before, or else loaded; `signal` gives it up. */
  async get(name: string, signal: AbortSignal): Promise<Table> {
    signal.throwIfAborted();
    const known = this.#known.get(name);
    if (known) return known;
    const loading = this.#loading.get(name) ?? this.#begin(name);
    loading.waiting++;
    try {
      return await Promise.race([loading.table, aborted(signal)]);
    } finally {
      if (--loading.waiting === 0) this.#end(name, loading);
    }
  }

  /** The rows that a configuration names. */
  async of(config: Value, signal: AbortSignal): Promise<Table | undefined> {
    const { kind, name } = dataOf(config);
    return kind === 'table' ? this.get(name, signal) : undefined;
  }

  #begin(name: string): Loading {
    const end = new AbortController();
    const table = this.#load(name, end.signal);
    const loading = { table, end, waiting: 0 };
    this.#loading.set(name, loading);
    table.then(
      loaded => this.#known.set(name, loaded),
      () => {},
    );
    return loading;
  }

  #end(name: string, loading: Loading): void {
    if (this.#loading.get(name) === loading) this.#loading.delete(name);
    loading.end.abort();
  }
}

/** The data of a configuration. */
export const dataOf = (config: Value): { readonly kind: string; readonly name: string } =>
  (config as { readonly data: { readonly kind: string; readonly name: string } }).data;

/** Fails when a signal is given. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
