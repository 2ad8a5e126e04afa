import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { catalog, firstAxes } from '../../src/data/catalog.ts';
import { loadTiles, TILE_REACH } from '../../src/data/tiles.ts';
import { base, serving, source } from './site.ts';

describe('what the page knows of the sets before one is chosen', () => {
  it('is what `node web/data/tools/catalog.mjs` makes of the files', () => {
    const script = new URL('../../data/tools/catalog.mjs', import.meta.url).pathname;
    expect(() => execFileSync(process.execPath, [script, '--check'])).not.toThrow();
  });

  it('has short names that differ, and the first two inputs for what it does not know', () => {
    const labels = Object.values(catalog).map(({ label }) => label);
    expect(new Set(labels).size).toBe(15);
    expect(Math.max(...labels.map(label => label.length))).toBeLessThan(10);
    expect([firstAxes('roses'), firstAxes('constructor')]).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });
});

describe('the pictures of the tiles', () => {
  it.each(Object.keys(catalog))('%s has one', async name => {
    const tile = (await loadTiles(base, source)).get(name)!;
    const { image, task } = catalog[name]!;
    expect(tile.type).toBe(image ? 'image' : 'points');
    const values = tile.type === 'image' ? tile.values : tile.points;
    if (image) expect(values).toHaveLength(4 * image.width * image.height);
    const within = (i: number, low: number, high: number) =>
      values.every((value, at) => at % 3 !== i || (value >= low && value <= high));
    if (image) return expect(values.every(value => value >= 0 && value <= 1)).toBe(true);
    expect(values.length).toBeGreaterThan(40);
    expect([0, 1].every(i => within(i, ...TILE_REACH))).toBe(true);
    const isNumber = task === 'regression' || task === 'multi-output';
    expect(isNumber ? within(2, -1, 1) : within(2, 0, 9)).toBe(true);
    if (!isNumber) expect(values.every((value, i) => i % 3 !== 2 || Number.isInteger(value))).toBe(true);
  });

  it('say so when they do not arrive', () =>
    expect(loadTiles(base, { get: serving({ 'tiles.json': '<!doctype html>' }) })).rejects.toThrow(/web page/));
});
