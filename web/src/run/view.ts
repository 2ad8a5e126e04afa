import type { Opened, Plane, Unit, UnitId, Want } from '../engine/protocol.ts';
import { type Speed, speeds } from './pace.ts';

/** How the page shows a run: kept in the address, unknown to the engine. */
export interface View {
  /** The columns along the two axes; `undefined` leaves them to the data set. */
  readonly axes: readonly [number, number] | undefined;
  /** Whether the scale of the loss is logarithmic. */
  readonly log: boolean;
  /** Whether the output shows decisions only, without confidence. */
  readonly hard: boolean;
  /** Whether validation points are shown. */
  readonly validation: boolean;
  readonly speed: Speed;
  /** How far a step goes. */
  readonly step: Unit;
}

export const defaultView: View = {
  axes: undefined,
  log: true,
  hard: false,
  validation: true,
  speed: 20,
  step: 'epoch',
};

export const stepUnits: readonly Unit[] = ['phase', 'layer', 'batch', 'epoch'];

/** One key of a view as text in an address. `read` gives undefined for what it does not understand. */
interface Key<T> {
  readonly allowed: string;
  write(value: T): string;
  read(text: string): T | undefined;
}

const flag: Key<boolean> = {
  allowed: 'yes or no',
  write: on => (on ? 'yes' : 'no'),
  read: text => ({ yes: true, no: false })[text],
};

const oneOf = <T extends string | number>(values: readonly T[]): Key<T> => ({
  allowed: `one of ${values.join(', ')}`,
  write: String,
  read: text => values.find(value => String(value) === text),
});

const pair: Key<View['axes']> = {
  allowed: 'two numbers of columns, like 0,1',
  write: axes => axes?.join(',') ?? '',
  read: text => {
    const match = /^(\d{1,4}),(\d{1,4})$/.exec(text);
    return match ? [Number(match[1]), Number(match[2])] : undefined;
  },
};

const keys: { readonly [K in keyof View]: Key<View[K]> } = {
  axes: pair,
  log: flag,
  hard: flag,
  validation: flag,
  speed: oneOf(speeds),
  step: oneOf(stepUnits),
};

/** What differs from the default view, as the parts of an address. */
export function writeView(view: View): string[] {
  const part = <K extends keyof View>(name: K) =>
    view[name] === defaultView[name] ? [] : [`view.${name}=${keys[name].write(view[name])}`];
  return (Object.keys(keys) as (keyof View)[]).flatMap(part);
}

/** A key of an address as a change of the view, or what would be right. */
export function readView(name: string, text: string): Partial<View> | { readonly allowed: string } {
  const key = Object.hasOwn(keys, name) ? keys[name as keyof View] : undefined;
  if (!key) return { allowed: `a setting of the view: one of ${Object.keys(keys).join(', ')}` };
  const value = key.read(text);
  return value === undefined ? { allowed: key.allowed } : { [name]: value };
}

/** The two columns of the axes and how far they reach. Columns that the data does not have give way to the first two. */
export function planeOf(opened: Opened, view: View, first: readonly [number, number]): Plane {
  const [a, b] = view.axes ?? first;
  const last = opened.columns.length - 1;
  const [x, y] = a <= last && b <= last ? [a, b] : [0, Math.min(1, last)];
  const range = (i: number) => [opened.ranges[2 * i]!, opened.ranges[2 * i + 1]!] as const;
  return { x, y, xRange: range(x), yRange: range(y) };
}

/** Pixels along a side of the picture of the output, and of one unit. */
const FIELD_SIZE = 110;
const MAP_SIZE = 28;

/** What the views need of a frame. */
export const wantOf = (plane: Plane | undefined, hard: boolean, unit: UnitId | undefined): Want =>
  plane
    ? {
        params: true,
        field: { size: FIELD_SIZE, plane, hard, ...(unit && { unit }) },
        maps: { size: MAP_SIZE, plane },
      }
    : { params: true };
