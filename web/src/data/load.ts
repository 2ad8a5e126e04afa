import { download, type Source } from './download.ts';
import { type Entry, type File, loadEntry } from './entry.ts';
import { type Loaded, readImages, readTable } from './read.ts';

export { DataError } from './download.ts';
export type { Loaded } from './read.ts';

/**
 * Fetches the set `name` from the folder `base`, as a table of numbers. An aborted signal ends it with the signal's reason.
 *
 * @throws DataError if there is no such set, it does not arrive, or it is not what the catalog says.
 */
export async function loadTable(name: string, base: URL, source: Source = {}): Promise<Loaded> {
  const entry = await loadEntry(name, base, source);
  const files = new Map(await Promise.all(needed(entry).map(file => arrived(entry, file, base, source))));
  const loaded = await (entry.image ? readImages(entry, files) : readTable(entry, files));
  source.signal?.throwIfAborted();
  return loaded;
}

const needed = ({ files }: Entry): readonly File[] => files.filter(({ role }) => role !== 'preview');

async function arrived({ title }: Entry, { role, path }: File, base: URL, source: Source) {
  return [role, { path, bytes: await download(title, new URL(path, base), source) }] as const;
}
