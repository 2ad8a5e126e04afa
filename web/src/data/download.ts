import { quoted } from './words.ts';

/** Data that could not be had. The message is a sentence for the page: what happened, why, what to do. */
export class DataError extends Error {
  override readonly name = 'DataError';
}

/** Where files come from, and what ends their coming. */
export interface Source {
  readonly get?: typeof fetch;
  readonly signal?: AbortSignal | undefined;
}

/** No file of ours begins with `<`: a web page does. */
const startsPage = (bytes: Uint8Array): boolean => /^\s*</.test(new TextDecoder().decode(bytes.subarray(0, 64)));

const nameOf = (url: URL): string => url.pathname.slice(url.pathname.lastIndexOf('/') + 1);

/**
 * Fetches a file of the set `title`.
 *
 * @throws DataError if it does not arrive, or a web page comes in its place, as from a server that answers everything.
 */
export async function download(
  title: string,
  url: URL,
  { get = fetch, signal }: Source,
): Promise<Uint8Array<ArrayBuffer>> {
  const failed = (why: string) => new DataError(`The data set ${quoted(title)} did not load: ${why}`);
  const attempt = async <T>(work: Promise<T>, why: string): Promise<T> => {
    try {
      return await work;
    } catch {
      signal?.throwIfAborted();
      throw failed(why);
    }
  };
  const unreached = 'the server could not be reached. Check the connection, then choose it again.';
  const response = await attempt(get(url, { signal: signal ?? null }), unreached);
  if (!response.ok) {
    const reason = [response.status, response.statusText].filter(Boolean).join(' ');
    throw failed(`the server answered ${quoted(reason)}. Choose it again later, or choose other data.`);
  }
  const bytes = new Uint8Array(await attempt(response.arrayBuffer(), 'the connection broke off. Choose it again.'));
  if (!startsPage(bytes)) return bytes;
  throw failed(`in place of the file ${quoted(nameOf(url))} the server sent a web page. Choose other data.`);
}

/** Fetches a file of JSON of the set `title`. Its content is what the project's own tools wrote. */
export async function downloadJson<T>(title: string, url: URL, source: Source): Promise<T> {
  const bytes = await download(title, url, source);
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as T;
  } catch {
    throw new DataError(`The file ${quoted(nameOf(url))} is cut off or damaged. Choose ${quoted(title)} again.`);
  }
}
