/** Long work on a run, cut into pieces: messages are looked at between two of them. */
import type { Slot } from './frame.ts';
import type { Budget, Unit } from './protocol.ts';
import type { World } from './world.ts';

/** How long a piece of work may take before messages are looked at. */
const pieceMs = 8;

/** A piece grows by no more than this factor, so that one short measurement does not make it endless. */
const mostGrowth = 4;

const progressMs = 50;

/**
 * Calls `work` with how much to do until it returns false, and lets messages in between two calls. Begins with `size`;
 * returns what now takes as long as a piece may.
 */
async function inPieces({ now, breathe }: World, size: number, work: (size: number) => boolean): Promise<number> {
  let next = size;
  for (;;) {
    const start = now();
    const goesOn = work(next);
    const growth = Math.min(mostGrowth, pieceMs / Math.max(now() - start, Number.MIN_VALUE));
    if (!goesOn) return next;
    next = Math.max(1, Math.floor(next * growth));
    await breathe();
  }
}

/** What a run trains under: what ends it where it is, and whether other commands wait, which end a time budget. */
export interface Conditions {
  readonly world: World;
  readonly stop: AbortSignal;
  othersWait(): boolean;
}

/** Trains so many batches, or until so many epochs are done, or until it is enough. */
async function train(
  slot: Slot,
  { world, stop }: Conditions,
  batches: number,
  untilEpoch?: number,
  isEnough = () => false,
): Promise<void> {
  const { run } = slot;
  let left = batches;
  slot.batches = await inPieces(world, slot.batches, n => {
    if (stop.aborted || left === 0) return false;
    const wanted = Math.min(n, left);
    const done = run.advance(wanted, untilEpoch);
    left -= done;
    return done === wanted && left > 0 && !isEnough();
  });
}

const endless = Number.POSITIVE_INFINITY;

/** Trains as much as a budget allows. */
export async function advance(slot: Slot, conditions: Conditions, budget: Budget): Promise<void> {
  if ('milliseconds' in budget) {
    const { now } = conditions.world;
    const end = now() + budget.milliseconds;
    return train(slot, conditions, endless, undefined, () => !(now() < end) || conditions.othersWait());
  }
  if ('epochs' in budget) return train(slot, conditions, endless, slot.run.epoch + budget.epochs);
  return train(slot, conditions, budget.batches);
}

export async function step(slot: Slot, conditions: Conditions, unit: Unit): Promise<void> {
  if (unit === 'epoch') return advance(slot, conditions, { epochs: 1 });
  slot.run.step(unit);
}

/** Brings a run to a step, and tells now and then at which it is. */
export async function replay(
  { run }: Slot,
  { world, stop }: Conditions,
  to: number,
  tell: (step: number) => void,
): Promise<void> {
  const { now } = world;
  let told = now();
  await inPieces(world, 1, n => {
    if (stop.aborted || run.steps >= to || run.status.type !== 'training') return false;
    run.seek(Math.min(to, run.steps + n));
    if (now() - told >= progressMs) {
      told = now();
      tell(run.steps);
    }
    return run.steps < to;
  });
}
