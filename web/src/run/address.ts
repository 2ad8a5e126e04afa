import { defaultView, readView, type View, writeView } from './view.ts';

/** What an address says: the configuration as the engine's own text, where the run is, and how it is shown. */
export interface Address {
  readonly config: string;
  readonly journal: Uint8Array | undefined;
  readonly step: number;
  readonly view: View;
}

/** A part of an address that cannot be used. The message is a sentence. */
export class AddressError extends Error {
  override readonly name = 'AddressError';

  constructor(key: string, value: string, allowed: string) {
    super(`${key} = ${value} is not ${allowed}`);
  }
}

/** Characters of an address that every program passes on whole. */
export const MOST_ADDRESS = 8192;

/** Bytes that a journal may have when unpacked: an address must not fill the memory. */
const MOST_UNPACKED = 16_000_000;

const toBase64 = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));

const through = (bytes: Uint8Array<ArrayBuffer>, by: GenericTransformStream): ReadableStream<Uint8Array> =>
  new Blob([bytes]).stream().pipeThrough(by as TransformStream<Uint8Array, Uint8Array>);

/** The journal as text for an address: deflated, base64url. */
export async function packJournal(journal: Uint8Array): Promise<string> {
  const stream = through(new Uint8Array(journal), new CompressionStream('deflate-raw'));
  return toBase64(new Uint8Array(await new Response(stream).arrayBuffer()));
}

export async function unpackJournal(text: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    const reader = through(fromBase64(text), new DecompressionStream('deflate-raw')).getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      parts.push(read.value);
      length += read.value.length;
      if (length > MOST_UNPACKED) throw new RangeError('too long');
    }
  } catch {
    const shown = text.length > 24 ? `${text.slice(0, 24)}…` : text;
    throw new AddressError('journal', shown, 'a journal that this page wrote; the address may be cut off');
  }
  const journal = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    journal.set(part, at);
    at += part.length;
  }
  return journal;
}

function readStep(text: string): number {
  const step = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(step)) throw new AddressError('step', text, 'a whole number');
  return step;
}

/** Programs that pass addresses on may have encoded `,`; what is not encoded is left as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Reads the text after `#`. What the page does not know itself is left to the engine.
 *
 * @throws AddressError
 */
export async function readAddress(text: string): Promise<Address> {
  const parts = text.replace(/^#/, '').split('&').filter(Boolean);
  const config: string[] = [];
  let journal: Uint8Array | undefined;
  let step = 0;
  let view = defaultView;
  for (const part of parts) {
    const [key, value] = decoded(part).split(/=(.*)/s, 2) as [string, string?];
    if (key === 'journal') journal = await unpackJournal(value ?? '');
    else if (key === 'step') step = readStep(value ?? '');
    else if (key.startsWith('view.')) view = withKey(view, key, value ?? '');
    else config.push(part);
  }
  return { config: config.join('&'), journal, step, view };
}

function withKey(view: View, key: string, value: string): View {
  const change = readView(key.slice('view.'.length), value);
  if ('allowed' in change) throw new AddressError(key, value, change.allowed);
  return { ...view, ...change };
}

/** The text after `#`. */
export async function writeAddress({ config, journal, step, view }: Address): Promise<string> {
  const parts = [config, ...writeView(view)];
  if (step > 0) parts.push(`step=${step}`);
  if (journal?.length) parts.push(`journal=${await packJournal(journal)}`);
  return parts.join('&');
}
