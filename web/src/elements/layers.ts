/** Changes of the hidden layers of a configuration: pure functions, for the headers of the network. */
import { percent } from '../draw/format.ts';
import { type Config, defaults, findMember, type Member } from '../registry.ts';

export type LayerConfig = Config<'layer'>;
export type DenseConfig = Extract<LayerConfig, { readonly kind: 'dense' }>;

/** A column of the network: a dense layer, and the layers of other kinds that follow it. */
export interface Group {
  /** Its place in the list of layers. */
  readonly index: number;
  readonly dense: DenseConfig;
  readonly others: readonly LayerConfig[];
}

/** What this page offers; a configuration from elsewhere may hold more. */
export const MOST_LAYERS = 8;
export const MOST_UNITS = 256;

/** How many units a layer may be given that has so many. */
export const mostUnits = (units: number): number => Math.max(MOST_UNITS, units);

const isDense = (layer: LayerConfig): layer is DenseConfig => layer.kind === 'dense';

/** The columns of the hidden layers. Layers before the first dense one belong to the inputs. */
export function groupsOf(layers: readonly LayerConfig[]): { before: readonly LayerConfig[]; groups: readonly Group[] } {
  const starts = layers.flatMap((layer, index) => (isDense(layer) ? [index] : []));
  const groups = starts.map((index, i) => ({
    index,
    dense: layers[index] as DenseConfig,
    others: layers.slice(index + 1, starts[i + 1]),
  }));
  return { before: layers.slice(0, starts[0]), groups };
}

const withDense = (layers: readonly LayerConfig[], index: number, changes: Partial<DenseConfig>): LayerConfig[] =>
  layers.map((layer, i) => (i === index && isDense(layer) ? { ...layer, ...changes } : layer));

/** Another number of units, as near as is allowed. */
export function withUnits(layers: readonly LayerConfig[], index: number, units: number): LayerConfig[] {
  const most = mostUnits((layers[index] as DenseConfig).units);
  return withDense(layers, index, { units: Math.max(1, Math.min(most, Math.round(units))) });
}

/** Another activation or initialization, as the registry's controls give it. */
export const withMember = (
  layers: readonly LayerConfig[],
  index: number,
  setting: 'activation' | 'init',
  member: Member,
): LayerConfig[] => withDense(layers, index, { [setting]: member } as Partial<DenseConfig>);

/** One hidden layer more: a copy of the last. */
export function withLayer(layers: readonly LayerConfig[]): LayerConfig[] {
  const last = layers.findLast(isDense) ?? (defaults('layer', 'dense') as unknown as DenseConfig);
  return [...layers, { ...last }];
}

/** One hidden layer less: the last, with what follows it. */
export const withoutLayer = (layers: readonly LayerConfig[]): LayerConfig[] =>
  layers.slice(0, layers.findLastIndex(isDense));

/** One unit less in the layer at `index`; with its last unit the layer goes, and what follows it. */
export function withoutUnit(layers: readonly LayerConfig[], index: number): LayerConfig[] {
  const group = groupsOf(layers).groups.find(each => each.index === index);
  if (!group) return [...layers];
  if (group.dense.units > 1) return withUnits(layers, index, group.dense.units - 1);
  return layers.toSpliced(index, 1 + group.others.length);
}

/** How the widths of hidden layers follow each other. */
export const shapes = ['equal', 'funnel'] as const;
export type Shape = (typeof shapes)[number];

/** The units of each of `depth` layers: all as wide as the first, or evenly fewer, as a funnel. */
export const widthsOf = (shape: Shape, depth: number, width: number): readonly number[] =>
  Array.from({ length: depth }, (_, i) =>
    shape === 'equal' ? width : Math.max(1, Math.round((width * (depth - i)) / depth)),
  );

/** Layers of these widths; what else a layer is, is copied from the last one that there is. */
export function withWidths(layers: readonly LayerConfig[], widths: readonly number[]): LayerConfig[] {
  const last = layers.findLast(isDense) ?? (defaults('layer', 'dense') as unknown as DenseConfig);
  return widths.map(units => ({ ...last, units }));
}

/** `ReLU` stays, `Sigmoid` becomes `sigmoid`: a label inside a sentence. */
export const inSentence = (label: string): string =>
  /^[A-Z][a-z]+\b/.test(label) ? label[0]!.toLowerCase() + label.slice(1) : label;

/** The label of a member inside a sentence. */
export const memberLabel = (family: 'activation' | 'init' | 'layer', kind: string): string =>
  inSentence(findMember(family, kind)?.label ?? kind);

/** A layer of another kind in a few words: `batch norm`, `dropout 10 %`. */
export function caption(layer: LayerConfig): string {
  if ('activation' in layer) return memberLabel('activation', layer.activation.kind);
  const name = memberLabel('layer', layer.kind);
  return 'rate' in layer ? `${name} ${percent(layer.rate, 0)}` : name;
}
