import { firstAxes } from '../data/catalog.ts';
import type { Opened, Plane, Status, UnitId } from '../engine/protocol.ts';
import type { Configuration } from '../registry.ts';
import { defaultView, planeOf, type View } from './view.ts';

/** Something to tell the user: what happened, why, and what can be done. */
export interface Notice {
  /** `bad` and `warn` stay until they are closed; `info` goes by itself. */
  readonly type: 'bad' | 'warn' | 'info';
  readonly title: string;
  readonly text?: string;
  readonly actions?: readonly NoticeAction[];
}

export interface NoticeAction {
  /** What will happen, in the words of a button. */
  readonly label: string;
  act(): void;
}

/** Points are drawn with a class or number, moved or erased. */
export type Tool = { readonly type: 'draw'; readonly y: number } | { readonly type: 'move' | 'erase' };

/** What the elements show of a run. It changes rarely: what changes with every frame is not here. */
export interface State {
  readonly engine: 'starting' | 'ready' | 'lost';
  readonly opened: Opened | undefined;
  /** The configuration that was asked for last, until it is open or refused. */
  readonly pending: Configuration | undefined;
  /** A replay on its way to a step. */
  readonly progress: { readonly step: number; readonly of: number } | undefined;
  /** Whether the rows of a run that was asked for are on their way; the one that is open goes on. */
  readonly loading: boolean;
  readonly playing: boolean;
  readonly status: Status['type'];
  /** The unit whose picture stands in place of the prediction. */
  readonly unit: UnitId | undefined;
  readonly view: View;
  /** Of images: the row that is looked at closely; undefined for none. */
  readonly example: number | undefined;
  /** What a press on the output does to the points; undefined while it only looks at them. */
  readonly tool: Tool | undefined;
  readonly notice: Notice | undefined;
  /** The setting whose last change was refused, and why: shown beside it until the next change. */
  readonly refusal: Refusal | undefined;
}

/** A setting of the configuration by its path, and the sentence that says what is wrong with it. */
export interface Refusal {
  readonly field: string;
  readonly text: string;
}

export const initialState: State = {
  engine: 'starting',
  opened: undefined,
  pending: undefined,
  progress: undefined,
  loading: false,
  playing: false,
  status: 'training',
  unit: undefined,
  view: defaultView,
  example: undefined,
  tool: undefined,
  notice: undefined,
  refusal: undefined,
};

/** The configuration that is open. The engine checked it, and the types follow from the same declarations. */
export const configOf = (opened: Opened): Configuration => opened.config as unknown as Configuration;

/** The plane of the pictures of a run that is shown like this. */
export function planeFor(opened: Opened, view: View): Plane {
  const { data } = configOf(opened);
  return planeOf(opened, view, data.kind === 'table' ? firstAxes(data.name) : [0, 1]);
}
