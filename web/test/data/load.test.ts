/// <reference types="vite/client" />
import { describe, expect, it } from 'vitest';
import { catalog, firstAxes } from '../../src/data/catalog.ts';
import { DataError, loadTable, parseTable } from '../../src/data/load.ts';

const base = new URL('https://example.org/data/');
const files = import.meta.glob<string>('../../data/*.csv', { query: '?raw', import: 'default', eager: true });
const site: typeof fetch = async url => new Response(files[String(url).replace(base.href, '../../data/')]);
const iris = catalog.iris!;

describe('every table of the catalog', () => {
  it.each(Object.keys(catalog))('%s loads and has as many rows of each class as cells', async name => {
    const table = await loadTable(name, base, site);
    const rows = table.y.length;
    expect(table.x).toHaveLength(rows * table.columns.length);
    expect(table.train).toBeLessThanOrEqual(rows);
    expect(new Set(table.y)).toEqual(new Set(table.classes!.keys()));
    expect(firstAxes(name).every(axis => axis >= 0 && axis < table.columns.length)).toBe(true);
  });
});

describe('a table', () => {
  it('keeps the order and the values of its file', async () => {
    const { x, y, columns, classes } = await loadTable('iris', base, site);
    expect(columns).toEqual(['sepal length, cm', 'sepal width, cm', 'petal length, cm', 'petal width, cm']);
    expect([...x.slice(0, 4)]).toEqual([6.3, 2.9, 5.6, 1.8].map(Math.fround));
    expect(classes![y[0]!]).toBe('virginica');
  });

  const refused = (promise: Promise<unknown>, message: RegExp) =>
    Promise.all([
      expect(promise).rejects.toBeInstanceOf(DataError),
      expect(promise).rejects.toThrow(message),
    ]);

  it('says which tables there are when a name is unknown', async () => {
    await refused(loadTable('roses', base, site), /no table called “roses”.*“iris”/);
    await refused(loadTable('constructor', base, site), /no table called/);
  });

  it('says what the server answered', () =>
    refused(
      loadTable('iris', base, async () => new Response('', { status: 404, statusText: 'Not Found' })),
      /did not load: the server answered “404 Not Found”/,
    ));

  it('says that the server could not be reached', () =>
    refused(
      loadTable('iris', base, async () => {
        throw new TypeError('Failed to fetch');
      }),
      /could not be reached. Check the connection/,
    ));

  const header = 'sepal_length,sepal_width,petal_length,petal_width,species\n';

  it.each([
    ['a word', `${header}1,2,3,4,setosa\n1,2,three,4,setosa\n`, /Row 3 .* “three” in the column “petal_length”, which is not a number/],
    ['an empty cell', `${header}1,,3,4,setosa\n`, /Row 2 .* “” in the column “sepal_width”/],
    ['a short row', `${header}1,2\n`, /Row 2 .* “petal_length”/],
    ['infinity', `${header}1,2,3,Infinity,setosa\n`, /“Infinity” .* not a number/],
    ['an unknown class', `${header}1,2,3,4,rosa\n`, /“rosa” .* not one of “setosa”/],
    ['no rows', header, /no rows/],
    ['a page that is no table', '<!doctype html><p>Not here', /no column “sepal_length”/],
  ])('is refused with %s', (_, text, message) => {
    expect(() => parseTable(iris, text)).toThrow(DataError);
    expect(() => parseTable(iris, text)).toThrow(message);
  });
});
