/** A configuration or a part of it, as JSON would hold it. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [name: string]: Value };

/** Settings by name; what is missing has its default. A member of a family is its kind, or an object with `kind` and settings. */
export type ConfigInput = { readonly [name: string]: Value };

/** What is thrown for anything that cannot be used. The message is a sentence: `optimizer.beta1 = 1.2 is not a number from 0 to below 1`. */
export interface ConfigError extends Error {
  readonly name: 'ConfigError';
  /** The path to what was wrong: `layers[0].units`. */
  readonly field: string;
  /** What stands there. */
  readonly value: string;
  /** What may stand there: `an integer from 1 to 1024`. */
  readonly allowed: string;
}

/** Own data in place of a data set of the configuration. */
export interface Table {
  /** `[rows, columns]`, row by row. */
  readonly x: Float32Array;
  /** Regression: `[rows, targets]`, row by row. Classes: the class of each row, from 0. */
  readonly y: Float32Array;
  /** Names of the columns. */
  readonly columns: readonly string[];
  /** Regression: names of the targets. */
  readonly targets?: readonly string[];
  /** Classification: names of the classes. */
  readonly classes?: readonly string[];
  /** How many rows, from the first on, may be used for training and validation; the others are for a last test only. */
  readonly train?: number;
  /** Which column of the source each column was made of (without it, each of its own): those of one category belong together. */
  readonly groups?: Uint32Array;
}

/** What may be given to a run beside its configuration. */
export interface OpenOptions {
  /** The rows that `data` of the kind `table` stands for. */
  readonly table?: Table;
  /** All parameters at the start, in the order of `Run.params`. */
  readonly params?: Float32Array;
  /** The rows of an epoch in order, and how many each batch has (without `sizes`, as many as the configuration says). */
  readonly order?: { readonly rows: Uint32Array; readonly sizes?: Uint32Array };
  /** Edits to carry out when their steps are reached: what `Run.journal` gave, as text or as its bytes. */
  readonly journal?: string | Uint8Array;
}

/** How far `Run.step` goes. */
export type Unit = 'phase' | 'layer' | 'batch' | 'epoch';

/** A part of a step. `layer` counts from 0 at the first hidden layer; the output layer is the last. */
export type Phase =
  | { readonly type: 'batch' | 'loss' | 'clip' | 'update' }
  | { readonly type: 'forward' | 'backward'; readonly layer: number };

/** How a run is. */
export type Status =
  | { readonly type: 'training' }
  /** A number stopped being finite in step `step` (from 1), first in layer `layer`; the last finite parameters are kept. */
  | { readonly type: 'diverged'; readonly step: number; readonly layer: number };

/** A change of a run that goes into its journal. */
export type Edit =
  /** A setting of the configuration that may change while the run trains. */
  | { readonly type: 'set'; readonly field: string; readonly value: Value }
  /** One parameter, by its number in the order of `Run.params`. */
  | { readonly type: 'weight'; readonly number: number; readonly value: number }
  /** A new row to learn from, from the next epoch on: its columns as they are in the data, and its class from 0, or its number. */
  | { readonly type: 'add'; readonly x: readonly number[]; readonly y: number }
  /** Another place for a row. */
  | { readonly type: 'move'; readonly row: number; readonly x: readonly number[] }
  /** A row is taken away, from the next epoch on; its number stays its own. */
  | { readonly type: 'erase'; readonly row: number };

/** What the two axes of fields and maps are: columns by number, each over a range in the data's own units. The others stay at their mean. */
export interface Plane {
  readonly x: number;
  readonly y: number;
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
}

/** A unit: `layer` −1 is the inputs, then layers from 0; the output layer is the last. */
export interface UnitId {
  readonly layer: number;
  readonly unit: number;
}

/** Values on a grid of `size × size` points. */
export interface FieldRequest {
  /** Points along an edge, 1 to 1024. */
  readonly size: number;
  /** Without it, the first two columns as far as they reach. */
  readonly plane?: Plane;
  /** Whose values; without it, the prediction's. */
  readonly unit?: UnitId;
  /** Painting only: decisions without confidence. */
  readonly hard?: boolean;
  /** Painting two classes: from which share of the way to the second, 0 to 1, it is decided for it. Default 0.5. */
  readonly threshold?: number;
}

/** Values of inputs and units, on a grid of `size × size` points each. */
export interface MapsRequest {
  /** Points along an edge, 1 to 1024. */
  readonly size: number;
  /** Without it, the first two columns as far as they reach. */
  readonly plane?: Plane;
  /** Which ones, by number: a list of inputs, then a list of units for each layer. Without it, all. */
  readonly units?: readonly (readonly number[])[];
}

/** One layer, hidden or output. */
export interface Layer {
  readonly kind: string;
  readonly units: number;
  readonly inputs: number;
  /** The first number of its weights `[units, inputs]` among the parameters, row by row; undefined if it has none. */
  readonly weights?: number;
  /** The first number of its biases `[units]`. */
  readonly biases?: number;
}

/** The rows of a run, and what they are called. */
export interface Data {
  readonly task: 'regression' | 'binary' | 'classes';
  /** Names of the data's columns, and of the network's inputs: the columns, or features made of them. */
  readonly columns: readonly string[];
  readonly inputs: readonly string[];
  /** Names of the classes, or of the targets. */
  readonly outputs: readonly string[];
  /** Every row as it is in the data, `[rows, columns]`. */
  readonly x: Float32Array;
  /** Class from 0, or first target, of each row. */
  readonly y: Float32Array;
  /** Where several numbers are predicted, all of them: `[rows, targets]`. */
  readonly targets?: Float32Array;
  /** 0: training, 1: validation, 2: test, 3: erased, for each row. */
  readonly role: Uint8Array;
  /** `[columns, 2]`: smallest and largest value that an axis shows. */
  readonly ranges: Float32Array;
  /** Mean and standard deviation of each target that is a number, over the training rows: colors reach two deviations either side. */
  readonly spreads: Float32Array;
  /** For numbers: the smallest and the largest of all targets over the training rows, and the output's activation whose reach fits them. */
  readonly advice?: { readonly head: string; readonly least: number; readonly most: number };
}

/** How good a run was at the end of its last epoch. */
export interface Evaluation {
  readonly epoch: number;
  /** Running mean over the batches of the epoch; before the first epoch, the loss of the training rows (of 2,000, if there are more). */
  readonly trainLoss: number;
  /** undefined without validation rows. */
  readonly validationLoss?: number;
  /** Share of the rows that were right; undefined for regression. */
  readonly trainAccuracy?: number;
  readonly validationAccuracy?: number;
  /** Validation rows (without any: training rows) by class and prediction, `[classes, classes]`; empty for regression. */
  readonly confusion: Uint32Array;
  /** How each target that is a number was met, by the same rows; empty for classes. */
  readonly fits: readonly Fit[];
}

/** What a row is for: learned from, looked at after each epoch, or kept for the end. */
export type Role = 'training' | 'validation' | 'test';

/** How a target that is a number was met, in its own units. */
export interface Fit {
  readonly rmse: number;
  /** Share of the target's variance that is explained, as scikit-learn's `r2_score`; undefined for one that is always the same. */
  readonly r2?: number;
}

/** How good a run is on some rows. */
export interface Found {
  readonly loss: number;
  /** Share of the rows that are right; undefined for regression. */
  readonly accuracy?: number;
  /** Rows by class and prediction, `[classes, classes]`; empty for regression. */
  readonly confusion: Uint32Array;
  /** How each target that is a number was met, by the same rows; empty for classes. */
  readonly fits: readonly Fit[];
}

/** Records of epochs, oldest first, every `stride` epochs: a long history is thinned. */
export interface History {
  readonly stride: number;
  readonly epoch: Uint32Array;
  readonly train: Float32Array;
  /** NaN without validation rows. */
  readonly validation: Float32Array;
  readonly lr: Float32Array;
  /** Root mean square of ‖∇W‖ over the epoch's batches, `[records, layers]`. */
  readonly gradients: Float32Array;
  /** Hash of all parameters; as 16 hexadecimal digits it is `run.fingerprint`. */
  readonly fingerprint: BigUint64Array;
}

/** The colors to paint with, as 0xAABBGGRR (the bytes R, G, B, A in memory). */
export interface Palette {
  /** From −1 to 1, 256 entries: fields and units. */
  readonly diverging: Uint32Array;
  /** One for each class; mixed with `paper` by confidence. */
  readonly classes: Uint32Array;
  readonly paper: number;
}

/** Where a picture goes: a canvas's 2d context, or an array of `width · height · 4` bytes. */
export type Target = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | Uint8ClampedArray;
