import type { EngineRun } from './load.ts';
import type { Answer, Asked, Command, Questions } from './protocol.ts';

/** A command that is answered at once. */
export type Question = Extract<Command, { readonly type: 'ask' | 'address' | 'seed' }>;

type Found = ReturnType<Questions[keyof Questions]>;

/** What a run knows; nothing if it is gone. */
export function found(run: EngineRun | undefined, { name, args }: Asked): Answer {
  const method = run?.[name] as ((...args: Asked['args']) => Found) | undefined;
  return { type: 'found', found: run && method?.apply(run, args) };
}

/** Where a run is, and if it is to be saved all of it as bytes of the same moment. */
export function address(run: EngineRun, save: boolean | undefined): Answer {
  const journal = new TextEncoder().encode(run.journal());
  const bytes = save ? run.save() : undefined;
  return { type: 'address', config: run.address(), journal, step: run.steps, ...(bytes && { bytes }) };
}
