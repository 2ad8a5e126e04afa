// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PgOutput } from '../../src/elements/pg-output.ts';
import { defaults } from '../../src/registry.ts';
import { stubPage } from './frames.ts';
import { clear, find, placeInRun, settled } from './page.ts';

beforeEach(() => {
  stubPage(332, 332);
});
afterEach(() => {
  clear();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const layers = ['dense', 'batch_norm', 'dense'].map(kind => defaults('layer', kind));

describe('the title of the output', () => {
  it.each([
    ['', undefined, 'Output'],
    ['', { layer: -1, unit: 0 }, 'x₁'],
    ['', { layer: 2, unit: 1 }, 'Layer 2, unit 2'],
    ['', { layer: 3, unit: 0 }, 'Output'],
    ['&data={"kind":"table","name":"iris"}', { layer: 3, unit: 2 }, 'Output virginica'],
    ['&data={"kind":"table","name":"iris"}', { layer: -1, unit: 3 }, 'petal width, cm'],
  ])('names what is shown (%s %o): %s', async (data, unit, title) => {
    const { element, run } = await placeInRun<PgOutput>('pg-output', `layers=${JSON.stringify(layers)}${data}`);
    run.showUnit(unit);
    await settled(element);
    expect(find(element, '#title').textContent).toBe(title);
  });
});
