/** What layers and units are called, everywhere on the page. */
import type { Opened } from '../engine/protocol.ts';
import { findMember, sentenceCase } from '../registry.ts';

/** A layer that the page shows, with the words for it: the inputs, or a layer with weights. */
export interface Named {
  /** Its number in `Opened.layers`; −1 is the inputs. */
  readonly layer: number;
  readonly title: string;
  readonly units: number;
  /** Names of its units, where they have any: inputs, and outputs if there are several. */
  readonly names: readonly string[];
}

const output = 'Output';

/** Names this short are symbols, set like mathematics. */
const SYMBOL = 6;

export const isSymbol = (name: string): boolean => name.length <= SYMBOL;

/** A feature by its symbol, a product by those of its factors, a column by its name. */
const inputName = (name: string): string => {
  const symbols = name.split('·').map(kind => findMember('feature', kind)?.label);
  return symbols.every(symbol => symbol !== undefined) ? symbols.join('·') : name;
};

/** The layer `number` of a run. One without weights belongs to the layer before it that has some, or to the inputs. */
export function namedLayer({ inputs, outputs, layers }: Opened, number: number): Named {
  const shown = layers.flatMap(({ weights }, i) => (weights !== undefined && i <= number ? [i] : []));
  const layer = shown.at(-1);
  if (layer === undefined) return { layer: -1, title: 'Inputs', units: inputs.length, names: inputs.map(inputName) };
  const { units } = layers[layer]!;
  const last = layer === layers.length - 1;
  return {
    layer,
    title: last ? output : `Layer ${shown.length}`,
    units,
    names: last && units === outputs.length && units > 1 ? outputs : [],
  };
}

/** A layer inside a sentence: `the inputs`, `layer 2`, `the output layer`. */
export function layerPhrase({ layer, title }: Named): string {
  if (layer < 0) return 'the inputs';
  return title === output ? 'the output layer' : title.toLowerCase();
}

/** A unit in words: `x₁`, `layer 2, unit 5`, `output`, `output setosa`. */
export function unitName({ layer, title, units, names }: Named, unit: number): string {
  const name = names[unit];
  if (layer < 0) return name ?? `input ${unit + 1}`;
  if (name !== undefined) return `${title.toLowerCase()} ${name}`;
  return units === 1 && title === output ? title.toLowerCase() : `${title.toLowerCase()}, unit ${unit + 1}`;
}

/** The name of a unit where a line begins; symbols stay as they are. */
export const unitTitle = (layer: Named, unit: number): string =>
  layer.layer < 0 ? unitName(layer, unit) : sentenceCase(unitName(layer, unit));
