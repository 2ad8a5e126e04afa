import type { Easel } from './easel.ts';
import type { EnginePainter, EngineRun } from './load.ts';
import type { Frame, History, Settings, Want } from './protocol.ts';

/** A run in the worker, and what the page knows of it. */
export interface Slot {
  readonly run: EngineRun;
  /** The last record of the history that was sent, and the distance of records. */
  sent: { readonly epoch: number; readonly stride: number } | undefined;
  /** How many batches take about as long as a piece of work may. */
  batches: number;
}

/** What makes the pictures of a frame. */
export interface Studio {
  readonly painter: EnginePainter;
  readonly easel: Easel;
}

/** Buffers that came back from the page, to be filled again. */
export class Pool {
  readonly #buffers: ArrayBuffer[] = [];

  /** Keeps buffers; as many as there are in one frame are enough. */
  put(buffers: readonly ArrayBuffer[]): void {
    this.#buffers.push(...buffers);
    this.#buffers.splice(0, this.#buffers.length - mostBuffers);
  }

  /** A buffer of just this size, if there is one. */
  take(bytes: number): ArrayBuffer | undefined {
    const at = this.#buffers.findIndex(({ byteLength }) => byteLength === bytes);
    return at < 0 ? undefined : this.#buffers.splice(at, 1)[0];
  }
}

const mostBuffers = 16;

export const settingsOf = (run: EngineRun): Settings => ({
  config: run.config(),
  address: run.address(),
  layers: run.layers(),
  parameters: run.parameters,
});

/** What happened since the last frame; everything, if the page does not have it or has too much. */
function historyOf(slot: Slot): History {
  const { run, sent } = slot;
  let news = run.history(sent ? sent.epoch + 1 : 0);
  const reset = !sent || sent.stride !== news.stride || run.epoch < sent.epoch;
  if (sent && reset) news = run.history(0);
  slot.sent = { epoch: news.epoch.at(-1) ?? sent?.epoch ?? 0, stride: news.stride };
  return { reset, ...news };
}

function paramsOf(run: EngineRun, pool: Pool): Float32Array {
  const buffer = pool.take(run.parameters * Float32Array.BYTES_PER_ELEMENT);
  return run.params(buffer && new Float32Array(buffer));
}

async function pictures(
  run: EngineRun,
  want: Want,
  studio: Studio | undefined,
): Promise<Pick<Frame, 'field' | 'maps'>> {
  const made: { field?: NonNullable<Frame['field']>; maps?: NonNullable<Frame['maps']> } = {};
  if (!studio) return made;
  const { painter, easel } = studio;
  if (want.field) {
    const request = want.field;
    let contour: Float32Array = new Float32Array();
    const image = await easel.picture('field', request.size, request.size, target => {
      contour = painter.field(run, request, target);
    });
    made.field = { image, contour };
  }
  if (want.maps?.units.some(({ length }) => length > 0)) {
    const request = want.maps;
    const { size, units } = request;
    const [width, height] = painter.atlas(run, request);
    const image = await easel.picture('maps', width, height, target => painter.maps(run, request, target));
    made.maps = { image, size, units };
  }
  return made;
}

/** The run as it is: all of it that the visible views want. */
export async function frameOf(slot: Slot, want: Want, studio: Studio | undefined, pool: Pool): Promise<Frame> {
  const { run } = slot;
  const { batchLoss } = run;
  // First what may fail: the history counts as sent.
  const painted = await pictures(run, want, studio);
  return {
    step: run.steps,
    epoch: run.epoch,
    row: run.row,
    rows: run.rows,
    batches: run.batches,
    batchesInEpoch: run.batchesInEpoch,
    phase: run.phase,
    status: run.status,
    ...(batchLoss !== undefined && { batchLoss }),
    batch: run.batch(),
    lr: run.lr,
    fingerprint: run.fingerprint,
    evaluation: run.evaluation(),
    history: historyOf(slot),
    gradients: run.gradientNorms(),
    ...(want.params && { params: paramsOf(run, pool) }),
    ...(want.paramGradients && { paramGradients: run.gradients() }),
    ...painted,
  };
}

/** What a message may give away instead of copying it: all its buffers and bitmaps. */
export function belongings(value: unknown, found: Transferable[] = []): Transferable[] {
  if (ArrayBuffer.isView(value)) found.push(value.buffer as ArrayBuffer);
  else if (typeof ImageBitmap === 'function' && value instanceof ImageBitmap) found.push(value);
  else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) belongings(part, found);
  return found;
}
