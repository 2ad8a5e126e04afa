/**
 * What the page and the worker say to each other.
 *
 * One frame is in flight at a time. The page asks for the next before it draws the last, and shows it when that is drawn: the
 * engine trains while the page draws, and training adapts to drawing.
 * Every command and every event carries the number of the run it is about; whatever belongs to an older run is dropped.
 */
import type {
  Data,
  Edit,
  Evaluation,
  Found,
  Layer,
  Palette,
  Phase,
  Plane,
  History as Records,
  Role,
  Status,
  Table,
  Unit,
  UnitId,
  Value,
} from '../../../crates/wasm/src/typings.d.ts';

export type { Data, Edit, Evaluation, Found, Layer, Palette, Phase, Plane, Role, Status, Table, Unit, UnitId, Value };

/** What may be asked about a run at any moment, while it trains too. */
export interface Questions {
  /** Predictions for rows, `[batch, columns]` → `[batch, outputs]`. */
  predict(x: Float32Array): Float32Array;
  /** What every input and every unit makes of one row: the inputs, then layer by layer; the last are predictions. */
  values(x: Float32Array): Float32Array;
  /** The loss of each of some rows by itself. */
  losses(rows: Uint32Array): Float32Array;
  /** The mean of each unit of a layer over the training rows of each class, `[classes, units]`; empty for regression. */
  classMeans(layer: number): Float32Array;
  /** How good the run is on the rows of a role; undefined without any. */
  evaluate(role: Role): Found | undefined;
  /** The run as bytes, to be loaded again where it was. */
  save(): Uint8Array;
}

/** A question, with what it is about. */
export type Asked = {
  [Name in keyof Questions]: { readonly name: Name; readonly args: Parameters<Questions[Name]> };
}[keyof Questions];

/** Numbers of inputs, then of units of each layer. */
export type Shown = readonly (readonly number[])[];

/** What the visible views need; the worker computes nothing else. */
export interface Want {
  /** All parameters, for edges and bias marks. */
  readonly params?: boolean;
  /** The gradient of every parameter: for edges, while a step is made part by part. */
  readonly paramGradients?: boolean;
  /** The picture of one unit (default: the prediction) on the plane, `size × size` pixels; `hard` shows the decision only, `threshold` where it changes between two classes. */
  readonly field?: {
    readonly size: number;
    readonly plane: Plane;
    readonly unit?: UnitId;
    readonly hard?: boolean;
    readonly threshold?: number;
  };
  /** Small pictures of some inputs and units in an atlas (see `Frame.maps`), `size × size` pixels each. */
  readonly maps?: { readonly size: number; readonly plane: Plane; readonly units: Shown };
}

/** How much to train before the next frame. Time is cut into pieces of about 8 ms, so that the worker can be interrupted. */
export type Budget = { readonly batches: number } | { readonly epochs: number } | { readonly milliseconds: number };

export type Command =
  | { readonly type: 'palette'; readonly palette: Palette }
  /** Opens a run from a configuration: an address (the text after `#`), or an object. With `journal` and `step` it is replayed up to there, with `progress` events on the way. */
  | {
      readonly type: 'open';
      readonly run: number;
      readonly config: string | Value;
      readonly journal?: Uint8Array;
      readonly step?: number;
      readonly table?: Table;
      readonly want: Want;
    }
  | { readonly type: 'load'; readonly run: number; readonly bytes: Uint8Array; readonly want: Want }
  /** Trains; answered by one `frame`. `recycle` gives the last frame's buffers back. */
  | {
      readonly type: 'advance';
      readonly run: number;
      readonly budget: Budget;
      readonly want: Want;
      readonly recycle?: readonly ArrayBuffer[];
    }
  | { readonly type: 'step'; readonly run: number; readonly unit: Unit; readonly want: Want }
  | { readonly type: 'edit'; readonly run: number; readonly edit: Edit; readonly want: Want }
  /** A frame of the run as it is: after a change of the view. */
  | { readonly type: 'look'; readonly run: number; readonly want: Want }
  /** Answered between two pieces of training; with nothing, if there is no such run any more. */
  | { readonly type: 'ask'; readonly run: number; readonly id: number; readonly question: Asked }
  /** The address of the run: configuration as text, journal as bytes. With `save` the whole run as bytes of the same moment. */
  | { readonly type: 'address'; readonly run: number; readonly id: number; readonly save?: boolean }
  /** Stops what a run is at: a replay where it is, training for a time, the loading of its table. */
  | { readonly type: 'stop'; readonly run: number }
  /** Has the rows at hand that a configuration or a saved run names, while runs go on; answered when opening has nothing to wait for. */
  | { readonly type: 'prepare'; readonly id: number; readonly config: string | Value | Uint8Array }
  /** Gives up what `prepare` is at. */
  | { readonly type: 'cancel'; readonly id: number }
  /** A fresh random seed. */
  | { readonly type: 'seed'; readonly id: number }
  | { readonly type: 'close'; readonly run: number };

export type Event =
  /** The worker runs; `simd` says which of the two builds. */
  | { readonly type: 'ready'; readonly simd: boolean }
  /** `data` only with what changes it: a run that is opened, points that are edited. */
  | { readonly type: 'opened'; readonly run: number; readonly settings: Settings; readonly data?: Data }
  | { readonly type: 'progress'; readonly run: number; readonly step: number; readonly of: number }
  | { readonly type: 'frame'; readonly run: number; readonly frame: Frame }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer }
  /** Something could not be done; the run, if there was one, is as it was. `field`, `value`, `allowed`: what was wrong, where, what would be right. */
  | {
      readonly type: 'failed';
      readonly run?: number;
      readonly id?: number;
      readonly message: string;
      readonly field?: string;
      readonly value?: string;
      readonly allowed?: string;
    };

export type Answer =
  | { readonly type: 'found'; readonly found: ReturnType<Questions[keyof Questions]> }
  | {
      readonly type: 'address';
      readonly config: string;
      readonly journal: Uint8Array;
      readonly step: number;
      readonly bytes?: Uint8Array;
    }
  | { readonly type: 'prepared' }
  | { readonly type: 'seed'; readonly seed: number };

/** How a run is set, and what it is made of. */
export interface Settings {
  /** The whole configuration, defaults included. */
  readonly config: Value;
  /** The configuration as an address: what differs from the defaults. */
  readonly address: string;
  readonly layers: readonly Layer[];
  /** How many parameters there are. */
  readonly parameters: number;
}

/** What does not change while a run trains; an edit brings what it changed. */
export interface Opened extends Data, Settings {}

/**
 * A run at one moment. Whoever draws frames may keep their parts, but for two: `params` goes back to the engine when the
 * next frame was drawn, and a picture is closed when a later frame has brought another of its kind.
 */
export interface Frame {
  readonly step: number;
  readonly epoch: number;
  /** How many rows of the epoch are done, and how many it has. */
  readonly row: number;
  readonly rows: number;
  /** Batches of the epoch that are done, and how many it has. */
  readonly batches: number;
  readonly batchesInEpoch: number;
  /** What comes next. */
  readonly phase: Phase;
  readonly status: Status;
  /** Loss of the last batch whose loss was computed. */
  readonly batchLoss?: number;
  /** Rows of the current batch by number; empty between steps. */
  readonly batch: Uint32Array;
  readonly lr: number;
  /** Hash of all parameters as 16 hexadecimal digits. */
  readonly fingerprint: string;
  /** The last evaluation, after an epoch (or before the first). */
  readonly evaluation: Evaluation;
  /** What happened since the last frame. */
  readonly history: History;
  /** ‖∇W‖ of each layer in the last step (0 for a layer without weights). */
  readonly gradients: Float32Array;
  readonly params?: Float32Array;
  /** Gradients in the order of `params`: of this step where its backward phase is done, else of the last. */
  readonly paramGradients?: Float32Array;
  /** The picture of `want.field`, and its contours: x0, y0, x1, y1 of each piece, in 0..1 from the lower left corner. */
  readonly field?: { readonly image: ImageBitmap; readonly contour: Float32Array };
  /** The atlas of `want.maps`: column `layer + 1`, and in it row by row its `units`; each picture has `size × size` pixels. */
  readonly maps?: { readonly image: ImageBitmap; readonly size: number; readonly units: Shown };
}

/** Records of epochs. Long histories are thinned: then `reset` is set and everything is sent again, every `stride` epochs. */
export interface History extends Records {
  readonly reset: boolean;
}
