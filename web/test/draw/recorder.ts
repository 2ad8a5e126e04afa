/** What tests of drawing share: a context that writes down what is done with it, and colors. */
import { type Colors, readColors } from '../../src/draw/palette.ts';

/** One call of a method, with the properties that the context had then. */
export interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly state: Readonly<Record<string, unknown>>;
}

export interface Recorder {
  readonly ctx: CanvasRenderingContext2D;
  readonly calls: readonly Call[];
  /** The calls of one method. */
  of(name: string): readonly Call[];
}

export function recorder(): Recorder {
  const calls: Call[] = [];
  const state: Record<string, unknown> = { globalAlpha: 1 };
  const ctx = new Proxy(state, {
    get: (_, name: string) =>
      name in state ? state[name] : (...args: unknown[]) => calls.push({ name, args, state: { ...state } }),
    set: (_, name: string, value) => {
      state[name] = value;
      return true;
    },
  });
  return {
    ctx: ctx as unknown as CanvasRenderingContext2D,
    calls,
    of: name => calls.filter(call => call.name === name),
  };
}

/** Ramps and colors of the light theme; each other name has a gray of its own, so that mistaking it shows. */
const tokens: Readonly<Record<string, string>> = {
  '--pos': '#0b6fb4',
  '--neg': '#d96a08',
  ...ramp('div', ['#d96a08', '#f0a765', '#f8dcc0', '#f7f5f1', '#c9def0', '#74aedb', '#0b6fb4']),
  ...ramp('seq', ['#0e1a44', '#1c3b70', '#2b5f84', '#408487', '#74a97c', '#bcc970', '#fbe984']),
  ...ramp('cat', ['#0b6fb4', '#d96a08', '#409a70']),
};

function ramp(name: string, values: readonly string[]): Record<string, string> {
  return Object.fromEntries(values.map((value, i) => [`--${name}-${i}`, value]));
}

const gray = (name: string): string => {
  const level = [...name].reduce((sum, c) => (31 * sum + c.charCodeAt(0)) % 256, 7);
  return `#${level.toString(16).padStart(2, '0').repeat(3)}`;
};

/** The value of a custom property. */
export const token = (name: string): string => tokens[name] ?? gray(name);

export const colors: Colors = readColors(token);

export const box = { x: 0, y: 0, w: 300, h: 200 };
