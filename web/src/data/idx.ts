import { DataError } from './download.ts';
import { quoted } from './words.ts';

/** Two zero bytes and 8 for unsigned bytes: how a file of images or labels begins. Then come its rank, and its dimensions. */
const MARK = [0, 0, 8];

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Bytes as they were before they were packed. Some servers undo `.gz` on the way: what is not packed is returned. */
async function unpack(file: string, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  if (!isGzip(bytes)) return bytes;
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    throw new DataError(`${quoted(file)} is cut off or damaged. Choose it again, or choose other data.`);
  }
}

/**
 * Reads a file of images or labels in the format of MNIST's (IDX), packed or not: unsigned bytes, `dimensions` of them.
 * It draws on no canvas, because some browsers add noise to what is read from one.
 */
export async function readIdx(
  file: string,
  bytes: Uint8Array<ArrayBuffer>,
  dimensions: readonly number[],
): Promise<Uint8Array> {
  const unpacked = await unpack(file, bytes);
  const refuse = (why: string) => new DataError(`${quoted(file)} ${why}. Choose it again, or choose other data.`);
  const rank = unpacked[MARK.length] ?? 0;
  const start = MARK.length + 1 + 4 * rank;
  if (MARK.some((byte, i) => unpacked[i] !== byte)) throw refuse('is not a file of images or labels');
  if (unpacked.length < start) throw refuse('is cut off');
  const view = new DataView(unpacked.buffer, unpacked.byteOffset);
  const found = Array.from({ length: rank }, (_, i) => view.getUint32(MARK.length + 1 + 4 * i));
  const [have, want] = [found, dimensions].map(sizes => sizes.join(' × '));
  if (have !== want) throw refuse(`holds ${have} values, and should hold ${want}`);
  const values = unpacked.subarray(start);
  const length = dimensions.reduce((a, b) => a * b, 1);
  if (values.length === length) return values;
  throw refuse(`holds ${values.length} values, and its head says ${length}: it is cut off or damaged`);
}
