/** What the graph of a network consists of. */
import type { Weights } from '../draw/edges.ts';
import type { Layer, Opened } from '../engine/protocol.ts';
import { findMember, sentenceCase } from '../registry.ts';

/** A column of the graph: the inputs, or a dense layer. Layers of other kinds have no column of their own. */
export interface GraphColumn {
  /** Its number in `Opened.layers`; −1 is the inputs. */
  readonly layer: number;
  readonly title: string;
  readonly units: number;
  /** Names of its units, where they have any: inputs, and outputs if there are several. */
  readonly names: readonly string[];
  /** What leads into it from the column before; undefined where its units do not line up with these. */
  readonly weights: Weights | undefined;
  /** The number of its first bias among the parameters. */
  readonly biases: number | undefined;
}

/** A parameter with the words for it. */
export interface Parameter {
  readonly number: number;
  readonly name: string;
}

const hasWeights = (layer: Layer): boolean => layer.weights !== undefined;

/** A feature by its symbol, a column by its name. */
const inputName = (name: string): string => findMember('feature', name)?.label ?? name;

/** The columns of the graph from left to right. */
export function columnsOf({ inputs, outputs, layers }: Opened): readonly GraphColumn[] {
  const columns: GraphColumn[] = [
    {
      layer: -1,
      title: 'Inputs',
      units: inputs.length,
      names: inputs.map(inputName),
      weights: undefined,
      biases: undefined,
    },
  ];
  layers.forEach((layer, index) => {
    if (!hasWeights(layer)) return;
    const last = index === layers.length - 1;
    const linesUp = layer.inputs === columns.at(-1)!.units;
    columns.push({
      layer: index,
      title: last ? 'Output' : `Layer ${columns.length}`,
      units: layer.units,
      names: last && layer.units === outputs.length && layer.units > 1 ? outputs : [],
      weights: linesUp ? { first: layer.weights!, inputs: layer.inputs } : undefined,
      biases: layer.biases,
    });
  });
  return columns;
}

/** A unit in words: `x₁`, `layer 2, unit 5`, `output`. */
export function unitName(column: GraphColumn, unit: number): string {
  const title = column.title.toLowerCase();
  if (column.layer < 0) return column.names[unit] ?? `input ${unit + 1}`;
  const name = column.names[unit];
  if (name !== undefined) return `${title} ${name}`;
  return column.units === 1 && column.title === 'Output' ? title : `${title}, unit ${unit + 1}`;
}

/** The name of a unit where a line begins; symbols stay as they are. */
export const unitTitle = (column: GraphColumn, unit: number): string =>
  column.layer < 0 ? unitName(column, unit) : sentenceCase(unitName(column, unit));

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
