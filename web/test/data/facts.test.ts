import { describe, expect, it } from 'vitest';
import { catalog } from '../../src/data/catalog.ts';
import { facts } from '../../src/data/facts.ts';
import { base, entryOf, fileOf } from './site.ts';

const of = async (name: string) => facts(await entryOf(name), base);
const written = (x: number) => `${x}`.replace(/\B(?=(\d{3})+$)/g, '\u2009');

describe.each(Object.keys(catalog))('what is said of %s', name => {
  it('has its license, where it comes from, and whom to cite', async () => {
    const { license, attribution, source, citation, rows, description } = await of(name);
    const file = license.url.startsWith(base.href) && license.url.slice(base.href.length);
    if (file) expect(fileOf(file).length).toBeGreaterThan(100);
    else expect(license.url).toMatch(/^https:\/\/creativecommons\.org\//);
    expect(attribution).toContain(license.name);
    expect(source.url).toMatch(/^https?:\/\//);
    expect(source.taken).toMatch(/^(PyPI|Debian|npm) package \S+ \S+$/);
    expect(citation.length).toBeGreaterThan(40);
    expect(rows).toContain(`${written(catalog[name]!.rows)} rows: ${written(catalog[name]!.train)} for training`);
    expect(description).toMatch(/[.?]$/);
  });

  it('is American English without empty parts', async () => {
    const text = JSON.stringify(await of(name));
    expect(text).not.toMatch(/[Ll]icence|tandardis|[Gg]rey|olour|undefined|NaN/);
  });

  it('is in the notice that comes with the files', async () => {
    const notice = new TextDecoder().decode(fileOf('NOTICE.md'));
    const { title, citation, source } = await of(name);
    for (const part of [title, citation, source.url]) expect(notice).toContain(part);
  });
});

describe('what is said of', () => {
  it('missing cells: how many, where, and what is put there', async () => {
    expect((await of('penguins')).missing).toBe(
      '19 cells are empty: 11 in sex, 2 in bill length mm, 2 in bill depth mm, 2 in flipper length mm and 2 in body mass g. Here an empty number becomes the mean of the training rows, an empty word a category of its own.',
    );
    expect((await of('ames-housing')).missing).toBe(
      '490 cells are empty: 490 in lot frontage ft. Here an empty number becomes the mean of the training rows.',
    );
    expect((await of('iris')).missing).toBeUndefined();
  });

  it('inputs: columns, categories, pixels', async () => {
    expect((await of('iris')).inputs).toBe('4 columns of numbers.');
    expect((await of('penguins')).inputs).toBe(
      '6 columns: 4 of numbers, and island and sex, of which each category is an input that is 1 or 0.',
    );
    expect((await of('mnist')).inputs).toBe('28 × 28 = 784 pixels, each from 0 to 1.');
  });

  it('what is to be predicted', async () => {
    expect((await of('iris')).task).toBe('One of 3 classes: “setosa”, “versicolor”, “virginica”.');
    expect((await of('spam')).task).toBe(
      'One of two classes: “not spam”, “spam”. The output is the probability of “spam”.',
    );
    expect((await of('auto-mpg')).task).toBe('A number: mpg, mi/US gal.');
    expect((await of('mnist-boxes')).task).toBe('4 numbers: x, px; y, px; width, px; height, px.');
  });

  it('columns: their roles, kinds and units', async () => {
    const { columns } = await of('auto-mpg');
    expect(columns.map(({ role }) => role)).toEqual([...Array(7).fill('input'), 'identifier', 'target']);
    expect(columns.map(({ kind }) => kind).slice(5)).toEqual(['numbers', '3 categories', 'words', 'numbers']);
    expect(columns[4]).toMatchObject({ label: 'acceleration, s', description: '0 to 60 mph' });
  });

  it('rows that repeat', async () => {
    expect((await of('iris')).duplicates).toBe(
      '1 row repeats an earlier one; none is both for training and for the test.',
    );
    expect((await of('spam')).duplicates).toMatch(/^391 rows repeat an earlier one;/);
    expect((await of('mnist')).duplicates).toBeUndefined();
  });
});
