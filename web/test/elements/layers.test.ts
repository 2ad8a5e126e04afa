import { describe, expect, it } from 'vitest';
import {
  caption,
  groupsOf,
  type LayerConfig,
  MOST_UNITS,
  withLayer,
  withMember,
  withoutLayer,
  withUnits,
} from '../../src/elements/layers.ts';
import { defaults, type Member } from '../../src/registry.ts';

const layer = (kind: string, changes: object = {}): LayerConfig =>
  ({ ...defaults('layer', kind), ...changes }) as unknown as LayerConfig;

const layers = [
  layer('dropout', { rate: 0.2 }),
  layer('dense', { units: 8 }),
  layer('batch_norm'),
  layer('activation', { activation: { kind: 'relu' } }),
  layer('dense', { units: 6 }),
  layer('dropout', { rate: 0.1 }),
];

describe('the columns of hidden layers', () => {
  it('are the dense ones, each with what follows it', () => {
    const { before, groups } = groupsOf(layers);
    expect(before.map(caption)).toEqual(['dropout 20\u00a0%']);
    expect(groups.map(({ index, others }) => [index, others.map(caption)])).toEqual([
      [1, ['batch norm', 'ReLU']],
      [4, ['dropout 10\u00a0%']],
    ]);
  });

  it('are none without layers', () => expect(groupsOf([])).toEqual({ before: [], groups: [] }));
});

describe('an edit of the layers', () => {
  it('changes one setting and keeps the layers of other kinds', () => {
    const edited = withUnits(layers, 4, 12);
    expect(edited[4]).toEqual({ ...layers[4], units: 12 });
    expect(edited.toSpliced(4, 1)).toEqual(layers.toSpliced(4, 1));
    const relu = withMember(layers, 1, 'activation', defaults('activation', 'relu') as Member);
    expect(relu[1]).toMatchObject({ units: 8, activation: { kind: 'relu' } });
  });

  it('keeps the number of units within what the page offers', () => {
    const units = (n: number) => (withUnits(layers, 1, n)[1] as { units: number }).units;
    expect([0, 3.4, 1e6].map(units)).toEqual([1, 3, MOST_UNITS]);
  });

  it('takes a layer from elsewhere that has more as it is, and lets it have fewer', () => {
    const wide = [layer('dense', { units: 1024 })];
    const units = (n: number) => (withUnits(wide, 0, n)[0] as { units: number }).units;
    expect([1025, 1023, 300].map(units)).toEqual([1024, 1023, 300]);
  });

  it('adds a copy of the last dense layer, or a plain one where there is none', () => {
    expect(withLayer(layers)).toEqual([...layers, layers[4]]);
    expect(withLayer([])).toEqual([defaults('layer', 'dense')]);
  });

  it('takes the last one away with what follows it', () => {
    expect(withoutLayer(layers)).toEqual(layers.slice(0, 4));
    expect(withoutLayer(withoutLayer(layers))).toEqual(layers.slice(0, 1));
  });
});
