import type { Opened, Plane, Unit } from '../engine/protocol.ts';
import { type Speed, speeds } from './pace.ts';

/** The points as they are, those that the network is not sure of, those that it is wrong about, or what each is for; of images, a sheet to draw on. */
export type Show = 'output' | 'uncertain' | 'errors' | 'split' | 'draw';

export const shows: readonly Show[] = ['output', 'uncertain', 'errors', 'split', 'draw'];

/** What the edges of the network show. */
export const edgeKinds = ['weights', 'gradients'] as const;

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
  /** What the output shows beside its field. */
  readonly show: Show;
  /** From which share of the way from the first of two classes to the second a prediction stands for the second. */
  readonly threshold: number;
  /** What the edges of the network show, and whether only those of large numbers are drawn. */
  readonly edges: (typeof edgeKinds)[number];
  readonly strong: boolean;
  /** How much of the past the loss curves hold on to, from 0 to below 1. */
  readonly smooth: number;
  readonly speed: Speed;
  /** How far a step goes. */
  readonly step: Unit;
}

export const defaultView: View = {
  axes: undefined,
  log: true,
  hard: false,
  validation: true,
  show: 'output',
  threshold: 0.5,
  edges: 'weights',
  strong: false,
  smooth: 0,
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

const share = (most: number): Key<number> => ({
  allowed: `a number from 0 to ${most}`,
  write: String,
  read: text => (/^\d*\.?\d+$/.test(text) && Number(text) <= most ? Number(text) : undefined),
});

/** The curves hold on to no more of the past than this: at 1 they would never move. */
export const MOST_SMOOTH = 0.99;

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
  show: oneOf(shows),
  threshold: share(1),
  edges: oneOf(edgeKinds),
  strong: flag,
  smooth: share(MOST_SMOOTH),
  speed: oneOf(speeds),
  step: oneOf(stepUnits),
};

/** The names of what an address may say of the view, without `view.`. */
export const viewKeys = Object.keys(keys) as readonly (keyof View)[];

/** What differs from the default view, as the parts of an address. */
export function writeView(view: View): string[] {
  const part = <K extends keyof View>(name: K) =>
    view[name] === defaultView[name] ? [] : [`view.${name}=${keys[name].write(view[name])}`];
  return viewKeys.flatMap(part);
}

/** A key of an address as a change of the view, or what would be right. */
export function readView(name: string, text: string): Partial<View> | { readonly allowed: string } {
  const key = Object.hasOwn(keys, name) ? keys[name as keyof View] : undefined;
  if (!key) return { allowed: `a setting of the view: one of ${viewKeys.join(', ')}` };
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
export const FIELD_SIZE = 110;
export const MAP_SIZE = 28;
