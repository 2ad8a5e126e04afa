import { describe, expect, it } from 'vitest';
import { DataError, loadTable } from '../../src/data/load.ts';
import { base, fileOf, load, serving } from './site.ts';

const refused = async (promise: Promise<unknown>, message: RegExp) => {
  const error = await promise.then(
    () => undefined,
    error => error,
  );
  expect(error).toBeInstanceOf(DataError);
  expect(error.message).toMatch(message);
  expect(error.message).toMatch(/\.$/);
};

const answering = (get: typeof fetch) => loadTable('iris', base, { get });
const html = '\n<!doctype html><title>Not here</title>';

describe('a set that does not arrive', () => {
  it('is unknown: its name is said, and which sets there are', async () => {
    await refused(loadTable('roses', base), /no data set called “roses”.*“iris”.*“fashion-mnist”/);
    await refused(loadTable('constructor', base), /no data set called/);
  });

  it.each([
    [
      'the server answers an error',
      new Response('', { status: 404, statusText: 'Not Found' }),
      /answered “404 Not Found”/,
    ],
    ['the server says no word of its error', new Response('', { status: 503 }), /answered “503”/],
    ['a web page comes in its place', new Response(html), /in place of the file “iris.csv” the server sent a web page/],
  ])('says so when %s', (_, response, message) =>
    refused(
      answering((url, init) => (String(url).endsWith('.csv') ? Promise.resolve(response) : serving()(url, init))),
      message,
    ),
  );

  it('says that the server could not be reached', () =>
    refused(
      answering(() => Promise.reject(new TypeError('Failed to fetch'))),
      /“Iris flowers” did not load: the server could not be reached. Check the connection/,
    ));

  it('says that the connection broke off', () =>
    refused(
      answering(async () => new Response(new ReadableStream({ pull: stream => stream.error(new TypeError('lost')) }))),
      /“Iris flowers” did not load: the connection broke off/,
    ));

  it.each([
    ['is a web page', html, /in place of the file “datasets.json” the server sent a web page/],
    ['is cut off', '{"datasets": [', /“datasets.json” is cut off or damaged/],
    ['is of another version', '{"datasets": []}', /“datasets.json” says nothing of “Iris flowers”/],
    ['holds something else', '[]', /“datasets.json” says nothing of “Iris flowers”/],
    ['holds nothing', 'null', /“datasets.json” says nothing of “Iris flowers”/],
  ])('says so when the catalog %s', (_, text, message) => refused(load('iris', { 'datasets.json': text }), message));
});

const header = 'sepal_length,sepal_width,petal_length,petal_width,species\n';
const iris = new TextDecoder().decode(fileOf('iris.csv'));

describe('a table is refused', () => {
  it.each([
    [
      'with a word for a number',
      `${header}1,2,3,4,setosa\n1,2,three,4,setosa\n`,
      /^Row 3 of “iris.csv” has “three” in the column “petal_length”, which is not a number/,
    ],
    [
      'with an empty cell that the catalog knows nothing of',
      `${header}1,,3,4,setosa\n`,
      /Row 2 .* “” in the column “sepal_width”, which is not a number/,
    ],
    ['with NaN', `${header}1,2,NaN,4,setosa\n`, /“NaN” .* not a number/],
    ['with infinity', `${header}1,2,3,Infinity,setosa\n`, /“Infinity” .* not a number/],
    ['with a number beyond what the engine holds', `${header}1,2,3,1e39,setosa\n`, /“1e39” .* not a number/],
    [
      'with a class that there is not',
      `${header}1,2,3,4,rosa\n`,
      /“rosa” in the column “species”, which is not one of “setosa”, “versicolor”, “virginica”/,
    ],
    ['without a class', `${header}1,2,3,4,\n`, /“” in the column “species”, which is not one of/],
    ['with a short row', `${header}1,2\n`, /Row 2 of “iris.csv” is 2 cells long, and the header is 5/],
    ['with a long row', `${header}1,2,3,4,setosa,5\n`, /Row 2 of “iris.csv” is 6 cells long/],
    ['with a blank row', `${header}1,2,3,4,setosa\n\n1,2,3,4,setosa\n`, /Row 3 of “iris.csv” is 1 cell long/],
    ['with no rows', header, /“iris.csv” has no rows/],
    ['with no header', iris.slice(iris.indexOf('\n') + 1), /“iris.csv” has no column “sepal_length”/],
    ['with another header', 'a,b\n1,2\n', /“iris.csv” has no column “sepal_length”/],
    ['that is empty', '', /“iris.csv” has no column “sepal_length”/],
    [
      'that is cut off between rows',
      `${iris.split('\n').slice(0, 100).join('\n')}\n`,
      /“iris.csv” has 99 rows, and should have 150/,
    ],
    ['that is cut off in a row', iris.slice(0, 1001), /^Row \d+ of “iris.csv”/],
    ['that lacks a class', iris.replaceAll('virginica', 'setosa'), /“iris.csv” has no row of the class “virginica”/],
  ])('%s', (_, text, message) => refused(load('iris', { 'iris.csv': text }), message));

  it('with a word for a number to predict', () => {
    const cars = new TextDecoder().decode(fileOf('auto-mpg.csv'));
    return refused(
      load('auto-mpg', { 'auto-mpg.csv': cars.replace(/[\d.]+\n$/, 'thirsty\n') }),
      /“thirsty” in the column “mpg”, which is not a number/,
    );
  });

  it('with a category that there is not, of which the message lists some', () => {
    const houses = new TextDecoder().decode(fileOf('ames-housing.csv'));
    return refused(
      load('ames-housing', { 'ames-housing.csv': houses.replace('North_Ames', 'Gotham') }),
      /“Gotham” .* not one of “Bloomington_Heights”, .* and 20 more/,
    );
  });

  it('where no training row has a number', () => {
    const rows = new TextDecoder().decode(fileOf('penguins.csv')).trimEnd().split('\n');
    const at = rows[0]!.split(',').indexOf('body_mass_g');
    const text = rows.map((row, i) => (i ? row.split(',').with(at, '').join(',') : row)).join('\n');
    return refused(load('penguins', { 'penguins.csv': text }), /has no number in the column “body_mass_g”/);
  });
});

describe('a table is read', () => {
  it.each([
    ['with the line ends and the mark of a spreadsheet', `\ufeff${iris.replaceAll('\n', '\r\n')}`],
    ['with quotes and spaces', iris.replaceAll('setosa', ' "setosa" ').replaceAll(' "', '"').replaceAll('" ', '"')],
    [
      'with columns in another order',
      iris
        .split('\n')
        .map(row => row.split(',').reverse().join())
        .join('\n'),
    ],
  ])('%s', async (_, text) => {
    const [read, plain] = await Promise.all([load('iris', { 'iris.csv': text }), load('iris')]);
    expect(read).toEqual(plain);
  });
});

const unpacked = async (path: string) => {
  const stream = new Blob([fileOf(path)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

/** A file of unsigned bytes in the format of MNIST's. */
const idx = (dimensions: readonly number[], values: number) =>
  new Uint8Array([
    0,
    0,
    8,
    dimensions.length,
    ...dimensions.flatMap(n => [0, 0, n >> 8, n & 255]),
    ...new Uint8Array(values),
  ]);

const changed = async (path: string, at: number, value: number) => (await unpacked(path)).with(at, value);

describe('images are refused', () => {
  const images = 'digits-images.idx.gz';
  const labels = 'digits-labels.idx.gz';

  it.each([
    ['whose gzip is cut off', images, fileOf(images).slice(0, 20_000), /“digits-images.idx.gz” is cut off or damaged/],
    [
      'whose gzip is damaged',
      images,
      fileOf(images).map((byte, i) => (i > 100 && i < 200 ? 0 : byte)),
      /is cut off or damaged/,
    ],
    ['that are another file', images, fileOf('digits-preview.png'), /is not a file of images or labels/],
    ['that are a web page', images, html, /in place of the file “digits-images.idx.gz” the server sent a web page/],
    ['that are nothing', images, new Uint8Array(), /is not a file of images or labels/],
    ['with half a head', images, idx([1797, 8, 8], 0).slice(0, 9), /is cut off/],
    [
      'with other dimensions',
      images,
      idx([1797, 8, 9], 1797 * 72),
      /holds 1797 × 8 × 9 values, and should hold 1797 × 8 × 8/,
    ],
    ['of another rank', images, idx([1797], 1797), /holds 1797 values, and should hold 1797 × 8 × 8/],
    [
      'with fewer pixels than their head says',
      images,
      idx([1797, 8, 8], 1000),
      /holds 1000 values, and its head says 115008/,
    ],
    ['with more pixels than their head says', images, idx([1797, 8, 8], 115_009), /holds 115009 values/],
    ['with other labels', labels, idx([1796], 1796), /“digits-labels.idx.gz” holds 1796 values, and should hold 1797/],
    ['with labels of one class', labels, idx([1797], 1797), /has no row of the class “1”, “2”/],
  ])('%s', (_, path, bytes, message) => refused(load('digits', { [path]: bytes }), message));

  it('with a pixel that is too bright, or a label that is no class', async () => {
    await refused(
      load('digits', { [images]: await changed(images, 16 + 64 + 5, 17) }),
      /Image 2 of .* a pixel of 17, which is not from 0 to 16/,
    );
    await refused(
      load('digits', { [labels]: await changed(labels, 8 + 3, 10) }),
      /Label 4 of .* is 10, which is not a class from 0 to 9/,
    );
  });

  it('with a box that is no number, or too few of them', async () => {
    const boxes = 'mnist-boxes-targets.csv';
    const text = new TextDecoder().decode(fileOf(boxes));
    await refused(
      load('mnist-boxes', { [boxes]: text.replace(/\n\d+/, '\nleft') }),
      /Row 2 .* “left” in the column “x”/,
    );
    await refused(
      load('mnist-boxes', { [boxes]: `${text.split('\n').slice(0, 9).join('\n')}\n` }),
      /has 8 rows, and should have 2\u2009500/,
    );
  });
});

describe('a download that is canceled', () => {
  it('does not begin, and ends with the reason', async () => {
    const reason = new Error('other data was chosen');
    const promise = loadTable('iris', base, { get: serving(), signal: AbortSignal.abort(reason) });
    await expect(promise).rejects.toBe(reason);
  });

  it('ends on its way, whatever the network says then', async () => {
    const controller = new AbortController();
    const asked: string[] = [];
    const get: typeof fetch = (url, init) => {
      asked.push(String(url));
      if (!String(url).endsWith('.csv')) return serving()(url, init);
      controller.abort();
      return Promise.reject(new TypeError('Failed to fetch'));
    };
    await expect(loadTable('iris', base, { get, signal: controller.signal })).rejects.toHaveProperty(
      'name',
      'AbortError',
    );
    expect(asked).toEqual([`${base}datasets.json`, `${base}iris.csv`]);
  });

  it('ends while it is unpacked', async () => {
    const controller = new AbortController();
    const get: typeof fetch = async url => {
      if (String(url).includes('labels')) setTimeout(() => controller.abort());
      return serving()(url);
    };
    await expect(loadTable('mnist', base, { get, signal: controller.signal })).rejects.toHaveProperty(
      'name',
      'AbortError',
    );
  });
});
