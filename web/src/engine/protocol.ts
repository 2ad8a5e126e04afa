/**
 * What the page and the worker say to each other.
 *
 * One frame is in flight at a time: the page asks for the next when it has drawn the last, so training adapts to drawing.
 * Every command and every event carries the number of the run it is about; whatever belongs to an older run is dropped.
 */

/** How far `step` goes. */
export type Unit = 'phase' | 'layer' | 'batch' | 'epoch';

/** A configuration or a part of it, as JSON would hold it. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [name: string]: Value };

/** The part of a step that comes next. `layer` counts from 0 at the first hidden layer; the output layer is the last. */
export type Phase =
  | { readonly type: 'batch' | 'loss' | 'clip' | 'update' }
  | { readonly type: 'forward' | 'backward'; readonly layer: number };

/** How the run is. */
export type Status =
  | { readonly type: 'training' }
  /** A number stopped being finite in step `step` (counted from 1), first in layer `layer`; the last finite parameters are kept. */
  | { readonly type: 'diverged'; readonly step: number; readonly layer: number };

/** A change of a run that goes into its journal. */
export type Edit =
  /** A setting of the configuration that may change while the run trains: `{ type: 'set', field: 'optimizer', value: { kind: 'adam', lr: 0.01 } }`. */
  | { readonly type: 'set'; readonly field: string; readonly value: Value }
  /** One parameter, by its number (see `Layer.weights`, `Layer.biases`). */
  | { readonly type: 'weight'; readonly number: number; readonly value: number };

/** What the two axes of fields and maps are: inputs by number, each over a range in the data's own units. The other inputs stay at their mean. */
export interface Plane {
  readonly x: number;
  readonly y: number;
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
}

/** What the visible views need; the worker computes nothing else. */
export interface Want {
  /** All parameters, for edges and bias marks. */
  readonly params?: boolean;
  /** The picture of one unit (default: the prediction) on the plane, `size × size` pixels; `hard` shows the decision only. */
  readonly field?: { readonly size: number; readonly plane: Plane; readonly unit?: UnitId; readonly hard?: boolean };
  /** Small pictures of every unit of every layer, and of every input: an atlas (see `Frame.maps`), `size × size` pixels each. */
  readonly maps?: { readonly size: number; readonly plane: Plane };
}

/** A unit: `layer` −1 is the inputs, then hidden layers from 0; the output layer is the last. */
export interface UnitId {
  readonly layer: number;
  readonly unit: number;
}

/** How much to train before the next frame. Time is cut into pieces of about 8 ms, so that the worker can be interrupted. */
export type Budget = { readonly batches: number } | { readonly epochs: number } | { readonly milliseconds: number };

/** The colors to paint with, as 0xAABBGGRR (the bytes R, G, B, A in memory). */
export interface Palette {
  /** From −1 to 1, 256 entries: fields and units. */
  readonly diverging: Uint32Array;
  /** One for each class, up to ten; mixed with `paper` by confidence. */
  readonly classes: Uint32Array;
  readonly paper: number;
}

/** Own data in place of a data set of the configuration. */
export interface Table {
  /** `[rows, columns]`, row by row. */
  readonly x: Float32Array;
  /** Regression: `[rows, targets]`, row by row. Classes: the class of each row, from 0. */
  readonly y: Float32Array;
  readonly columns: readonly string[];
  /** Regression: names of the targets. */
  readonly targets?: readonly string[];
  /** Classification: names of the classes. */
  readonly classes?: readonly string[];
  /** How many rows, from the first on, may be used for training and validation; the others are for a last test only. */
  readonly train?: number;
}

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
  | { readonly type: 'predict'; readonly run: number; readonly id: number; readonly x: Float32Array }
  | { readonly type: 'save'; readonly run: number; readonly id: number }
  /** The address of the run: configuration as text, journal as bytes. */
  | { readonly type: 'address'; readonly run: number; readonly id: number }
  /** Stops a replay that `open` is at. */
  | { readonly type: 'stop'; readonly run: number }
  /** A fresh random seed. */
  | { readonly type: 'seed'; readonly id: number }
  | { readonly type: 'close'; readonly run: number };

export type Event =
  /** The worker runs; `simd` says which of the two builds. */
  | { readonly type: 'ready'; readonly simd: boolean }
  | { readonly type: 'opened'; readonly run: number; readonly opened: Opened }
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
  | { readonly type: 'predicted'; readonly y: Float32Array }
  | { readonly type: 'saved'; readonly bytes: Uint8Array }
  | { readonly type: 'address'; readonly config: string; readonly journal: Uint8Array; readonly step: number }
  | { readonly type: 'seed'; readonly seed: number };

/** What does not change while a run trains (an edit of its settings sends it again). */
export interface Opened {
  /** The whole configuration, defaults included. */
  readonly config: Value;
  /** The configuration as an address: what differs from the defaults. */
  readonly address: string;
  readonly task: 'regression' | 'binary' | 'classes';
  /** Names of the data's columns (`x₁`, `x₂`, or a table's), and of the network's inputs (the columns, or features made of them). */
  readonly columns: readonly string[];
  readonly inputs: readonly string[];
  /** Names of the classes, or of the targets. */
  readonly outputs: readonly string[];
  /** Every row as it is in the data, `[rows, columns]`. */
  readonly x: Float32Array;
  /** Class from 0, or first target, of each row. */
  readonly y: Float32Array;
  /** 0: training, 1: validation, 2: test, for each row. */
  readonly role: Uint8Array;
  /** For each column: smallest and largest value shown on an axis. */
  readonly ranges: Float32Array;
  readonly layers: readonly Layer[];
  /** How many parameters there are. */
  readonly parameters: number;
}

/** One layer of the configuration, hidden or output. */
export interface Layer {
  readonly kind: string;
  readonly units: number;
  readonly inputs: number;
  /** The first number of its weights `[units, inputs]` among the parameters, row by row; undefined if it has none. */
  readonly weights?: number;
  /** The first number of its biases `[units]`. */
  readonly biases?: number;
}

/** A run at one moment. Typed arrays and bitmaps belong to whoever has the frame. */
export interface Frame {
  readonly step: number;
  readonly epoch: number;
  /** How many rows of the epoch are done, and how many it has. */
  readonly row: number;
  readonly rows: number;
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
  /** The picture of `want.field`, and its contours: x0, y0, x1, y1 of each piece, in 0..1 from the lower left corner. */
  readonly field?: { readonly image: ImageBitmap; readonly contour: Float32Array };
  /** The atlas of `want.maps`: column `layer + 1`, row `unit`, each `size × size` pixels. */
  readonly maps?: { readonly image: ImageBitmap; readonly size: number };
}

export interface Evaluation {
  readonly epoch: number;
  /** Running mean over the batches of the epoch; before the first epoch, the loss of all training rows. */
  readonly trainLoss: number;
  /** undefined without validation rows. */
  readonly validationLoss?: number;
  /** Share of the rows that were right; undefined for regression. */
  readonly trainAccuracy?: number;
  readonly validationAccuracy?: number;
  /** Validation rows (without any: training rows) by class and prediction, `[classes, classes]`; empty for regression. */
  readonly confusion: Uint32Array;
}

/** Records of epochs. Long histories are thinned: then `reset` is set and everything is sent again, every `stride` epochs. */
export interface History {
  readonly reset: boolean;
  readonly stride: number;
  readonly epoch: Uint32Array;
  readonly train: Float32Array;
  readonly validation: Float32Array;
  readonly lr: Float32Array;
  /** Root mean square of ‖∇W‖ over the epoch's batches, `[records, layers]`. */
  readonly gradients: Float32Array;
}
