import { sets } from './catalog.gen.ts';

/** What is to be predicted: one of two classes, one of several, a number, or several numbers. */
export type Task = 'binary' | 'multiclass' | 'regression' | 'multi-output';

/** What is known of a set before it is chosen; the rest is an [`Entry`](./entry.ts). */
export interface Summary {
  /** Its name on a tile. */
  readonly label: string;
  /** Its name in a sentence. */
  readonly title: string;
  readonly task: Task;
  readonly modality: 'tabular' | 'image';
  readonly rows: number;
  /** How many rows, from the first on, are for training and validation. */
  readonly train: number;
  /** How many columns of the file, or pixels, are learned from. */
  readonly features: number;
  /** How many inputs of a network they make: every category is one. */
  readonly inputs: number;
  /** Two inputs, by number, that show much of what is to be predicted: the axes to begin with. */
  readonly axes: readonly [number, number];
  /** Pixels of an image. */
  readonly image?: { readonly width: number; readonly height: number };
}

/** Every set by name, in order. Adding one: its files and entry in `web/data`, then `web/data/tools/catalog.mjs`. */
export const catalog: Readonly<Record<string, Summary>> = sets;

/** What is known of the set `name`; `undefined` if there is none. */
export const findSummary = (name: string): Summary | undefined =>
  // `hasOwn`, or a set could be called `constructor`.
  Object.hasOwn(catalog, name) ? catalog[name] : undefined;

/** The numbers of the two inputs that a set is shown along at first. */
export const firstAxes = (name: string): readonly [number, number] => findSummary(name)?.axes ?? [0, 1];
