/** What is refused before the engine is asked: there it would have no effect, or no end. In the engine's own words. */
import { EngineError } from '../engine/errors.ts';

function refuse(field: string, found: unknown, allowed: string): never {
  const value = written(found);
  throw new EngineError({ message: `${field} = ${value} is not ${allowed}`, field, value, allowed });
}

function written(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/** Refuses options that are no object, and those of other names: what is misspelled would be as if it were not there. */
export function checkOptions(options: object, names: readonly string[]): void {
  if (typeof options !== 'object' || Array.isArray(options)) refuse('options', options, 'an object');
  for (const [name, value] of Object.entries(options)) {
    if (!names.includes(name)) refuse(`options.${name}`, value, `a property of options: one of ${names.join(', ')}`);
  }
}

/** Refuses what is no number of times: less than none, a part, or without end. */
export function checkCount(field: string, count: number): void {
  if (!Number.isSafeInteger(count) || count < 0) {
    refuse(field, count, `an integer from 0 to ${Number.MAX_SAFE_INTEGER}`);
  }
}
