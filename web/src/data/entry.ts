import { catalog, findSummary, type Task } from './catalog.ts';
import { DataError, downloadJson, type Source } from './download.ts';
import { quoted } from './words.ts';

/** A column of a file. */
export interface Column {
  readonly name: string;
  /** Learned from, predicted, or an identifier: shown, and never learned from. */
  readonly role: 'feature' | 'target' | 'id';
  readonly kind: 'numeric' | 'categorical';
  readonly unit?: string;
  readonly description?: string;
  /** Every word that may stand in it (for an identifier, if they are few). */
  readonly categories?: readonly string[];
  /** How many of its cells are empty. */
  readonly missing?: number;
  readonly min?: number;
  readonly max?: number;
}

export interface File {
  /** A table with everything; images with either labels or a table of targets; or a picture of some images. */
  readonly role: 'table' | 'images' | 'labels' | 'targets' | 'preview';
  readonly path: string;
  readonly bytes: number;
}

/** All that `datasets.json` says of a set and the page uses. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly task: Task;
  readonly description: string;
  readonly modality: 'tabular' | 'image';
  readonly files: readonly File[];
  readonly rows: number;
  /** Rows from the first on for training and validation; the rest for a last test. */
  readonly split: { readonly train: number; readonly test: number };
  readonly target_names: readonly string[];
  readonly feature_count: number;
  /** Columns of the table, or of the table of targets. */
  readonly columns?: readonly Column[];
  readonly missing_cells?: number;
  readonly duplicate_rows?: number;
  readonly test_rows_also_in_train?: number;
  readonly classes?: readonly { readonly name: string; readonly count: number }[];
  readonly positive_class?: string;
  /** Size of an image, and its brightest value. */
  readonly image?: { readonly width: number; readonly height: number; readonly max: number; readonly inputs: number };
  readonly source: {
    readonly origin: string;
    readonly url: string;
    readonly package: { readonly ecosystem: string; readonly name: string; readonly version: string };
  };
  readonly citation: string;
  /** Its address may be relative to the folder of the data. */
  readonly licence: { readonly spdx: string; readonly name: string; readonly url: string; readonly note?: string };
  readonly attribution: string;
  readonly notes: readonly string[];
  /** Scores on the test rows by kind of model: `{ linear: { model, accuracy, … } }`. */
  readonly baselines: { readonly [model: string]: { readonly [name: string]: unknown } };
}

/**
 * Fetches what there is to know of the set `name` from the folder `base`.
 *
 * @throws DataError if there is no such set, or its description does not arrive.
 */
export async function loadEntry(name: string, base: URL, source: Source = {}): Promise<Entry> {
  const summary = findSummary(name);
  if (!summary) {
    const known = Object.keys(catalog).map(quoted).join(', ');
    throw new DataError(
      `There is no data set called ${quoted(name)}. Those of this site are ${known}: choose one of them.`,
    );
  }
  const entry = (await descriptions(summary.title, new URL('datasets.json', base), source)).find(
    ({ id }) => id === name,
  );
  if (entry) return entry;
  throw new DataError(
    `“datasets.json” says nothing of ${quoted(summary.title)}: it is of another version. Load the page again.`,
  );
}

/** The descriptions of all sets, which are one file: what has arrived is not asked for again. */
const arrived = new WeakMap<typeof fetch, Map<string, readonly Entry[]>>();

async function descriptions(title: string, url: URL, source: Source): Promise<readonly Entry[]> {
  const { get = fetch } = source;
  const known = arrived.get(get) ?? new Map<string, readonly Entry[]>();
  arrived.set(get, known);
  const before = known.get(url.href);
  if (before) return before;
  const { datasets = [] } =
    (await downloadJson<{ readonly datasets?: readonly Entry[] } | null>(title, url, source)) ?? {};
  if (datasets.length) known.set(url.href, datasets);
  return datasets;
}
