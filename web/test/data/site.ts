import { readFileSync } from 'node:fs';
import { loadEntry } from '../../src/data/entry.ts';
import { type Loaded, loadTable } from '../../src/data/load.ts';

const folder = new URL('../../data/', import.meta.url);

/** Where the files of the tests seem to lie. */
export const base = new URL('https://example.org/data/');

/** The bytes of a file of the site. */
export const fileOf = (path: string): Uint8Array<ArrayBuffer> => readFileSync(new URL(path, folder).pathname);

/** A server with the files of the site, and others in place of some. */
export const serving =
  (changed: Readonly<Record<string, BodyInit>> = {}): typeof fetch =>
  async (url, init) => {
    init?.signal?.throwIfAborted();
    const path = String(url).slice(base.href.length);
    return new Response(changed[path] ?? fileOf(path));
  };

export const source = { get: serving() };

/** What is known of a set, for tests that start from it. */
export const entryOf = (name: string) => loadEntry(name, base, source);

const loaded = new Map<string, Promise<Loaded>>();

/** A set as it is, loaded once; or anew, with other files in place of some. */
export function load(name: string, changed?: Readonly<Record<string, BodyInit>>): Promise<Loaded> {
  if (changed) return loadTable(name, base, { get: serving(changed) });
  const promise = loaded.get(name) ?? loadTable(name, base, source);
  loaded.set(name, promise);
  return promise;
}
