import tables from '../../data/catalog.json';

/** A table that the site ships: where it lies and what its columns mean. */
export interface Entry {
  /** Its name on a tile. */
  readonly label: string;
  /** Its name in a sentence. */
  readonly title: string;
  /** Its file, beside the catalog. */
  readonly file: string;
  /** How many rows, from the first on, are for training and validation. */
  readonly train: number;
  readonly columns: readonly { readonly name: string; readonly label: string; readonly unit: string }[];
  /** The column to predict, and its classes in order. */
  readonly target: { readonly name: string; readonly classes: readonly string[] };
  /** Two columns that show the classes well: the axes to begin with. */
  readonly axes: readonly string[];
}

/** Every table by name. Adding one is an entry in `web/data/catalog.json` and its file beside it. */
export const catalog: Readonly<Record<string, Entry>> = tables;

/** The numbers of the two columns that a table is shown along at first. */
export const firstAxes = (name: string): readonly [number, number] => {
  const entry = catalog[name];
  const [x = 0, y = 1] = entry?.axes.map(axis => entry.columns.findIndex(column => column.name === axis)) ?? [];
  return [x, y];
};
