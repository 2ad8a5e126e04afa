import type { Event } from './protocol.ts';

/** What is wrong, and of a setting where, what it is and what would be right. */
export type Mistake = Pick<Extract<Event, { readonly type: 'failed' }>, 'message' | 'field' | 'value' | 'allowed'>;

/** Something the engine could not do. The message is a sentence; `field`, `value` and `allowed` say where, what and what would be right. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly field: string | undefined;
  readonly value: string | undefined;
  readonly allowed: string | undefined;

  constructor({ message, field, value, allowed }: Mistake) {
    super(message);
    this.field = field;
    this.value = value;
    this.allowed = allowed;
  }
}

/** The engine is gone: nothing that is asked of this client will be answered any more. */
export class EngineLost extends Error {
  override readonly name = 'EngineLost';
}
