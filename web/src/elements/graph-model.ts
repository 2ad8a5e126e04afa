/** What the graph of a network consists of. */
import type { Weights } from '../draw/edges.ts';
import type { Opened, Shown } from '../engine/protocol.ts';
import { type Named, namedLayer, unitName } from '../run/names.ts';
import { imagesOf } from '../run/picture.ts';
import { shownOf } from '../run/shown.ts';

/** A column of the graph: the inputs, or a dense layer. Layers of other kinds have no column of their own. */
export interface GraphColumn extends Named {
  /** What leads into it from the column before; undefined where its units do not line up with these. */
  readonly weights: Weights | undefined;
  /** The number of its first bias among the parameters. */
  readonly biases: number | undefined;
  /** The number of its first unit where inputs and the units of all layers are counted, as in `Questions.values`. */
  readonly first: number;
}

/** A parameter with the words for it. */
export interface Parameter {
  readonly number: number;
  readonly name: string;
}

/** The columns of the graph from left to right. */
export function columnsOf(opened: Opened): readonly GraphColumn[] {
  const columns: GraphColumn[] = [{ ...namedLayer(opened, -1), weights: undefined, biases: undefined, first: 0 }];
  let counted = opened.inputs.length;
  opened.layers.forEach(({ weights, inputs, biases, units }, index) => {
    const first = counted;
    counted += units;
    if (weights === undefined) return;
    const linesUp = inputs === columns.at(-1)!.units;
    const into = linesUp ? { first: weights, inputs } : undefined;
    columns.push({ ...namedLayer(opened, index), weights: into, biases, first });
  });
  return columns;
}

/** The column that shows layer `layer`, or the dense layer that it follows. */
export const columnOfLayer = (opened: Opened, layer: number): number =>
  columnsOf(opened).findLastIndex(column => column.layer <= layer);

/** The units to show in each column: of many the strongest. Inputs that are images are one. */
export function unitsToShow(opened: Opened, params: Float32Array): readonly (readonly number[])[] {
  const shown = shownOf(opened, params);
  const images = imagesOf(opened);
  return columnsOf(opened).map(({ layer }) => (images && layer < 0 ? [0] : shown[layer + 1]!));
}

/** The same by layer: of those without a column none. */
export function byLayer(opened: Opened, shown: readonly (readonly number[])[]): Shown {
  const columns = columnsOf(opened).map(({ layer }) => layer);
  return [-1, ...opened.layers.keys()].map(layer => shown[columns.indexOf(layer)] ?? []);
}

/** Whether two runs have the same layers, and the same names for inputs and outputs. */
export const sameShape = (a: Opened, b: Opened): boolean =>
  JSON.stringify([a.inputs, a.outputs, a.layers]) === JSON.stringify([b.inputs, b.outputs, b.layers]);

/** How many numbers `Questions.values` gives for one row. */
export const valuesOf = ({ inputs, layers }: Opened): number =>
  layers.reduce((sum, { units }) => sum + units, inputs.length);

/** The bias of a unit and the weights that lead into it. */
export function parametersOf(columns: readonly GraphColumn[], index: number, unit: number): readonly Parameter[] {
  const column = columns[index]!;
  const before = columns[index - 1];
  const bias = column.biases === undefined ? [] : [{ number: column.biases + unit, name: 'bias' }];
  const { weights } = column;
  if (!weights || !before) return bias;
  const incoming = Array.from({ length: weights.inputs }, (_, i) => ({
    number: weights.first + unit * weights.inputs + i,
    name: before.layer < 0 ? unitName(before, i) : (before.names[i] ?? `unit ${i + 1}`),
  }));
  return [...bias, ...incoming];
}

/** The weights that lead out of column `index`, `[units of the next, units]`. */
export function outgoing(columns: readonly GraphColumn[], index: number, params: Float32Array): Float32Array {
  const next = columns[index + 1];
  if (!next?.weights) return new Float32Array();
  const { first, inputs } = next.weights;
  return params.subarray(first, first + next.units * inputs);
}
