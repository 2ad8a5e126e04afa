import type { Mistake } from './errors.ts';
import type { Command, Event } from './protocol.ts';

/** Whether the wasm has stopped in the middle of something, after which nothing in it can be trusted. */
export const isFatal = (error: unknown): error is Error => error instanceof WebAssembly.RuntimeError;

/** Why something that was stopped before it began has no result. */
export const givenUp = (): Error => new Error('It was given up for something else.');

/** Says that a command failed: whom that concerns, why, and of a mistake in a configuration where it is. */
export function failed(command: Command, error: Mistake): Extract<Event, { readonly type: 'failed' }> {
  const { message, field, value, allowed } = error;
  return {
    type: 'failed',
    ...('run' in command && { run: command.run }),
    ...('id' in command && { id: command.id }),
    message,
    ...(field !== undefined && value !== undefined && allowed !== undefined && { field, value, allowed }),
  };
}
