import { describe, expect, it } from 'vitest';
import type { Opened } from '../../src/engine/protocol.ts';
import { isSymbol, layerPhrase, namedLayer, unitName, unitTitle } from '../../src/run/names.ts';

const dense = (units: number) => ({ kind: 'dense', units, inputs: 2, weights: 0, biases: 0 });
const norm = { kind: 'batch_norm', units: 2, inputs: 2 };
const opened = {
  inputs: ['x1', 'petal length, cm'],
  outputs: ['setosa', 'versicolor'],
  layers: [norm, dense(3), norm, dense(3), dense(2)],
} as unknown as Opened;

describe('the name of a layer', () => {
  it('counts layers with weights; the others belong to the one before', () => {
    const titles = [-1, 0, 1, 2, 3, 4].map(layer => namedLayer(opened, layer).title);
    expect(titles).toEqual(['Inputs', 'Inputs', 'Layer 1', 'Layer 1', 'Layer 2', 'Output']);
  });

  it('stands in a sentence', () => {
    expect([-1, 2, 4].map(layer => layerPhrase(namedLayer(opened, layer)))).toEqual([
      'the inputs',
      'layer 1',
      'the output layer',
    ]);
  });
});

describe('the name of a unit', () => {
  it('is its own where it has one', () => {
    expect(unitTitle(namedLayer(opened, -1), 0)).toBe('x₁');
    expect(unitTitle(namedLayer(opened, -1), 1)).toBe('petal length, cm');
    expect(unitTitle(namedLayer(opened, 4), 1)).toBe('Output versicolor');
  });

  it('else is its number in its layer', () => {
    expect(unitTitle(namedLayer(opened, 3), 2)).toBe('Layer 2, unit 3');
    expect(unitName(namedLayer(opened, 3), 2)).toBe('layer 2, unit 3');
  });

  it('of the only output is that of its layer', () => {
    expect(unitTitle(namedLayer({ ...opened, layers: [dense(3), dense(1)] }, 1), 0)).toBe('Output');
  });

  it('is a symbol if it is short', () => {
    expect(['x₁', 'sin x₁', 'petal length, cm'].map(isSymbol)).toEqual([true, true, false]);
  });
});
