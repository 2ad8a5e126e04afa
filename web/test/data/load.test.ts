import { csvParse } from 'd3-dsv';
import { describe, expect, it } from 'vitest';
import { catalog, firstAxes } from '../../src/data/catalog.ts';
import type { Column, Entry } from '../../src/data/entry.ts';
import { type Loaded, loadTable } from '../../src/data/load.ts';
import { base, entryOf, fileOf, load, serving } from './site.ts';

/** The names of sets of a kind. */
const names = (modality: 'tabular' | 'image') =>
  Object.keys(catalog).filter(name => catalog[name]?.modality === modality);

/** The values of an input, from the first row to the last. */
const column = ({ table: { x, columns } }: Loaded, j: number) =>
  Float32Array.from({ length: x.length / columns.length }, (_, i) => x[i * columns.length + j]!);

const columns = ({ columns = [] }: Entry, role: Column['role']) => columns.filter(column => column.role === role);

const text = (name: string, role: string, entry: Entry) => {
  const file = entry.files.find(file => file.role === role);
  if (!file) throw new Error(`${name} has no ${role}`);
  return csvParse(new TextDecoder().decode(fileOf(file.path)));
};

const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.each(Object.keys(catalog))('%s', name => {
  it('has the rows, inputs, and classes or targets that the catalog states', async () => {
    const [entry, loaded] = await Promise.all([entryOf(name), load(name)]);
    const { table, ids } = loaded;
    const summary = catalog[name]!;
    expect(summary).toMatchObject({ title: entry.title, rows: entry.rows, features: entry.feature_count });
    expect(table.columns).toHaveLength(summary.inputs);
    expect(new Set(table.columns).size).toBe(summary.inputs);
    expect(table.x).toHaveLength(entry.rows * summary.inputs);
    expect(table.x.every(Number.isFinite)).toBe(true);
    expect(table.train).toBe(entry.split.train);
    expect(entry.split.train + entry.split.test).toBe(entry.rows);
    expect(Array.from(new Set(table.groups))).toEqual(Array.from({ length: entry.feature_count }, (_, i) => i));
    expect(table.y).toHaveLength(entry.rows * (table.targets?.length ?? 1));
    expect(table.targets ?? [entry.target_names[0]]).toHaveLength(entry.target_names.length);
    expect(ids.map(({ values }) => values.length)).toEqual(columns(entry, 'id').map(() => entry.rows));
    expect(table.columns.join()).not.toContain('_');
  });

  it('begins with two axes along which training rows differ, and neither is a category', async () => {
    const loaded = await load(name);
    const [x, y] = firstAxes(name);
    expect(x).not.toBe(y);
    for (const axis of [x, y]) {
      expect(new Set(column(loaded, axis).slice(0, loaded.table.train)).size).toBeGreaterThan(2);
      expect(loaded.table.columns[axis]).not.toContain(':');
    }
  });

  it('has as many rows of each class as the catalog states', async () => {
    const { table } = await load(name);
    const { classes, positive_class } = await entryOf(name);
    if (!classes) return expect(table).not.toHaveProperty('classes');
    const counts = classes.map((_, i) => table.y.filter(label => label === i).length);
    expect(counts).toEqual(classes.map(({ count }) => count));
    expect(table.classes).toEqual(classes.map(each => each.name.replaceAll('_', ' ')));
    if (classes.length === 2) expect(classes[1]!.name).toBe(positive_class);
  });

  it('can be standardized by its training rows: no input and no target becomes NaN', async () => {
    const loaded = await load(name);
    const { table } = loaded;
    const spread = (values: Float32Array) => {
      const training = values.slice(0, table.train);
      const middle = mean(training);
      return Math.sqrt(mean(training.map(value => (value - middle) ** 2)));
    };
    const spreads = table.columns.map((_, j) => spread(column(loaded, j)));
    expect(spreads.every(Number.isFinite)).toBe(true);
    // Pixels at the edge are the same everywhere, and the engine leaves those as they are; of a table no column is.
    if (catalog[name]!.modality === 'tabular') expect(Math.min(...spreads)).toBeGreaterThan(0);
    const targets = table.targets ?? [];
    const of = (k: number) => table.y.filter((_, i) => i % targets.length === k);
    expect(targets.every((_, k) => spread(of(k)) > 0)).toBe(true);
  });
});

describe.each(names('tabular'))('the table %s', name => {
  it('has the numbers of its file, from the smallest to the largest that the catalog states', async () => {
    const [entry, loaded] = await Promise.all([entryOf(name), load(name)]);
    const rows = text(name, 'table', entry);
    columns(entry, 'feature').forEach((feature, group) => {
      if (feature.kind !== 'numeric') return;
      const values = column(loaded, loaded.table.groups.indexOf(group));
      const known = values.filter((_, i) => rows[i]![feature.name]);
      const cells = rows.map(row => row[feature.name]).filter(Boolean);
      expect(known).toEqual(Float32Array.from(cells, Number));
      expect([Math.min(...known), Math.max(...known)]).toEqual([feature.min, feature.max].map(x => Math.fround(x!)));
      const filled = values.filter((_, i) => !rows[i]![feature.name]);
      expect(filled).toHaveLength(feature.missing ?? 0);
      const training = values.slice(0, entry.split.train).filter((_, i) => rows[i]![feature.name]);
      for (const value of filled) expect(value).toBe(Math.fround(mean(training)));
    });
  });

  it('has one 1 in each row for each feature of words, where its file has that word', async () => {
    const [entry, { table }] = await Promise.all([entryOf(name), load(name)]);
    const rows = text(name, 'table', entry);
    columns(entry, 'feature').forEach(({ name, kind, categories, missing }, group) => {
      if (kind !== 'categorical') return;
      const first = table.groups.indexOf(group);
      const width = table.groups.lastIndexOf(group) - first + 1;
      expect(width).toBe(categories!.length + (missing ? 1 : 0));
      rows.forEach((row, i) => {
        const at = i * table.columns.length + first;
        const ones = Array.from(table.x.subarray(at, at + width));
        const expected = row[name] ? categories!.indexOf(row[name]) : categories!.length;
        if (ones.indexOf(1) !== expected || ones.filter(Boolean).length !== 1) expect(ones, `row ${i}`).toBe(expected);
      });
    });
  });

  it('has the empty cells that the catalog states', async () => {
    const [entry, { missing }] = await Promise.all([entryOf(name), load(name)]);
    expect(missing.reduce((sum, { cells }) => sum + cells, 0)).toBe(entry.missing_cells);
  });

  it('has its targets as they are in its file, row by row', async () => {
    const [entry, { table }] = await Promise.all([entryOf(name), load(name)]);
    const targets = columns(entry, 'target');
    const cell = (word: string, { categories }: Column) => (categories ? categories.indexOf(word) : Number(word));
    const expected = text(name, 'table', entry).flatMap(row => targets.map(each => cell(row[each.name]!, each)));
    expect(table.y).toEqual(Float32Array.from(expected));
  });
});

/** Mean of all pixels of the training rows; computed from the files by another program. */
const means: Readonly<Record<string, number>> = {
  'mnist-boxes': 0.08861033,
  digits: 0.30506644,
  mnist: 0.13189376,
  'fashion-mnist': 0.28592533,
};

describe.each(names('image'))('the images %s', name => {
  it('have pixels from 0 to 1, and their mean', async () => {
    const { table } = await load(name);
    const training = table.x.subarray(0, table.train * table.columns.length);
    expect(training.reduce((sum, value) => sum + value, 0) / training.length).toBeCloseTo(means[name]!, 6);
    expect(table.x.reduce((least, value) => Math.min(least, value), 1)).toBe(0);
    expect(table.x.reduce((most, value) => Math.max(most, value), 0)).toBe(1);
  });
});

describe('a table', () => {
  it('names its inputs in words, with units and categories', async () => {
    const [iris, penguins, cars] = await Promise.all(['iris', 'penguins', 'auto-mpg'].map(name => load(name)));
    expect(iris!.table.columns).toEqual(['sepal length, cm', 'sepal width, cm', 'petal length, cm', 'petal width, cm']);
    expect([...iris!.table.x.slice(0, 4)]).toEqual([6.3, 2.9, 5.6, 1.8].map(Math.fround));
    expect(iris!.table.classes![iris!.table.y[0]!]).toBe('virginica');
    expect(penguins!.table.columns.slice(0, 7)).toEqual([
      'island: Biscoe',
      'island: Dream',
      'island: Torgersen',
      'sex: female',
      'sex: male',
      'sex: missing',
      'bill length, mm',
    ]);
    expect([...penguins!.table.groups]).toEqual([0, 0, 0, 1, 1, 1, 2, 3, 4, 5]);
    expect(penguins!.missing).toContainEqual({ column: 'sex', cells: 11 });
    expect(cars!.table.columns.slice(1, 5)).toEqual([
      'displacement, cu in',
      'horsepower, hp',
      'weight, lb',
      'acceleration, s',
    ]);
    expect(cars!.table.columns.join()).not.toContain('car name');
    expect(cars!.ids).toMatchObject([{ column: 'car name' }]);
  });

  it('of several targets has them row by row', async () => {
    const { table } = await load('meats');
    expect(table.targets).toEqual(['water, %', 'fat, %', 'protein, %']);
  });
});

describe('images', () => {
  it('with boxes have four targets, and the digit as a name only', async () => {
    const { table, ids } = await load('mnist-boxes');
    expect(table.targets).toEqual(['x, px', 'y, px', 'width, px', 'height, px']);
    expect(ids[0]).toMatchObject({ column: 'digit' });
    // A box holds every bright pixel, and touches some on each side.
    const [x, y, width, height] = [...table.y.subarray(0, 4)] as [number, number, number, number];
    const bright = [...table.x.subarray(0, 784).entries()].filter(([, value]) => value >= 64 / 255).map(([i]) => i);
    const across = bright.map(i => i % 28);
    const down = bright.map(i => Math.floor(i / 28));
    expect([Math.min(...across), Math.max(...across)]).toEqual([x, x + width - 1]);
    expect([Math.min(...down), Math.max(...down)]).toEqual([y, y + height - 1]);
  });

  it('are read as well when the server has unpacked them', async () => {
    const packed = await load('digits');
    const stream = new Blob([fileOf('digits-images.idx.gz')]).stream().pipeThrough(new DecompressionStream('gzip'));
    const unpacked = await load('digits', { 'digits-images.idx.gz': await new Response(stream).arrayBuffer() });
    expect(unpacked.table.x).toEqual(packed.table.x);
    expect(packed.table.columns[9]).toBe('row 2, column 2');
  });
});

describe('the catalog', () => {
  it('is fetched once for all sets, and again only if it did not arrive', async () => {
    const asked: string[] = [];
    let isThere = false;
    const get: typeof fetch = async (url, init) => {
      asked.push(String(url).slice(base.href.length));
      return isThere ? serving()(url, init) : new Response('', { status: 503 });
    };
    const catalogs = () => asked.filter(path => path === 'datasets.json').length;
    await expect(loadTable('iris', base, { get })).rejects.toThrow(/503/);
    isThere = true;
    await loadTable('iris', base, { get });
    expect(catalogs()).toBe(2);
    await loadTable('wine', base, { get });
    await loadTable('iris', base, { get });
    expect(catalogs()).toBe(2);
  });
});
