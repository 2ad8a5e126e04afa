import { describe, expect, it } from 'vitest';
import { unitY } from '../../src/draw/arrange.ts';
import { columnsOf } from '../../src/elements/graph-model.ts';
import { cardOf, factsOf, sheetOf } from '../../src/elements/graph-notes.ts';
import { makeScene, neighbor, targetAt, unitId } from '../../src/elements/graph-scene.ts';
import type { Layer, Opened } from '../../src/engine/protocol.ts';
import { unitName } from '../../src/run/names.ts';

const dense = (inputs: number, units: number, weights: number): Layer => ({
  kind: 'dense',
  units,
  inputs,
  weights,
  biases: weights + units * inputs,
});
const dropout: Layer = { kind: 'dropout', units: 3, inputs: 3 };

const opened = {
  inputs: ['x₁', 'x₂'],
  outputs: ['setosa', 'versicolor'],
  layers: [dense(2, 3, 0), dropout, dense(3, 2, 9)],
} as unknown as Opened;

const all = (n: number) => Array.from({ length: n }, (_, i) => i);
const box = { x: 0, y: 0, w: 772, h: 400 };
const scene = makeScene(opened, [all(2), all(3), all(2)], box);
const params = Float32Array.from({ length: 17 }, (_, i) => i / 10);
const numbers = { params, gradients: undefined, probe: undefined };

describe('the columns of the graph', () => {
  it('are inputs and layers with weights, by their numbers in the run', () => {
    expect(columnsOf(opened).map(({ layer, title, units }) => [layer, title, units])).toEqual([
      [-1, 'Inputs', 2],
      [0, 'Layer 1', 3],
      [2, 'Output', 2],
    ]);
    expect(unitId(scene, { column: 2, place: 1 })).toEqual({ layer: 2, unit: 1 });
    expect(scene.columns.map(({ atlas }) => atlas)).toEqual([0, 1, 3]);
  });

  it('have units with names', () => {
    const [inputs, hidden, output] = columnsOf(opened);
    expect([unitName(inputs!, 1), unitName(hidden!, 2), unitName(output!, 0)]).toEqual([
      'x₂',
      'layer 1, unit 3',
      'output setosa',
    ]);
    const [, , only] = columnsOf({ ...opened, outputs: ['A', 'B'], layers: [dense(2, 3, 0), dropout, dense(3, 1, 9)] });
    expect(unitName(only!, 0)).toBe('output');
  });

  it('have no edges where a layer between them changed the number of units', () => {
    const folded = { ...opened, layers: [dense(2, 6, 0), { ...dropout, units: 3, inputs: 6 }, dense(3, 2, 18)] };
    expect(makeScene(folded, [all(2), all(6), all(2)], box).edges.count).toBe(12);
  });
});

describe('a target', () => {
  it('is an edge with its two ends', () => {
    const { x0, x1, y0, y1 } = scene.edges;
    const target = targetAt(scene, (x0[7]! + x1[7]!) / 2, (y0[7]! + y1[7]!) / 2);
    expect(target).toEqual({ type: 'weight', edge: 7 });
    expect(sheetOf(scene, target!)).toMatchObject({
      title: 'Weight',
      note: 'Layer 1, unit 2 → output setosa',
      parameters: [{ number: 10 }],
    });
    expect(factsOf(scene, target!, numbers)).toEqual([['value', '1.00']]);
  });

  it('is a unit with its bias and all that leads into it', () => {
    const target = { type: 'unit', spot: { column: 2, place: 1 } } as const;
    const { title, parameters } = sheetOf(scene, target);
    expect(title).toBe('Output versicolor');
    expect(parameters.map(({ number, name }) => [number, name])).toEqual([
      [16, 'bias'],
      [12, 'unit 1'],
      [13, 'unit 2'],
      [14, 'unit 3'],
    ]);
    expect(factsOf(scene, target, numbers)).toEqual([
      ['bias', '1.60'],
      ['strongest input', 'unit 3 × 1.40'],
    ]);
  });

  it('says its gradient where edges show gradients, and its value where the output is pointed at', () => {
    const gradients = Float32Array.from(params, x => -x / 1000);
    const edge = { type: 'weight', edge: 7 } as const;
    expect(factsOf(scene, edge, { ...numbers, gradients })).toEqual([
      ['value', '1.00'],
      ['gradient', '−0.0010'],
    ]);
    const probe = Float32Array.from({ length: 2 + 3 + 3 + 2 }, (_, i) => i / 4);
    const unit = { type: 'unit', spot: { column: 2, place: 1 } } as const;
    expect(factsOf(scene, unit, { params, gradients, probe })).toEqual([
      ['value here', '2.25'],
      ['bias', '1.60'],
      ['gradient of the bias', '−0.0016'],
      ['largest gradient', 'unit 3 × −0.0014'],
    ]);
    expect(factsOf(scene, { type: 'unit', spot: { column: 0, place: 1 } }, { ...numbers, probe })).toEqual([
      ['value here', '0.25'],
    ]);
  });

  it('has a card beside it, inside the figure', () => {
    const card = (column: number) => cardOf(scene, { type: 'unit', spot: { column, place: 0 } }, numbers, 0, 0, box);
    expect(card(0)).toMatchObject({ title: 'x₁', facts: [], left: false });
    expect(card(2).left).toBe(true);
    expect(card(2).x).toBeLessThan(scene.columns[2]!.x);
  });
});

describe('arrow keys', () => {
  const at = (column: number, place: number) => ({ column, place });

  it('go up and down in a column, and stop at its ends', () => {
    expect(neighbor(scene, at(1, 1), 'ArrowUp')).toEqual(at(1, 0));
    expect(neighbor(scene, at(1, 2), 'ArrowDown')).toBeUndefined();
  });

  it('go sideways to about the same height', () => {
    for (let place = 0; place < 3; place++) {
      const next = neighbor(scene, at(1, place), 'ArrowRight')!;
      const gap = Math.abs(unitY(scene.columns[2]!, next.place) - unitY(scene.columns[1]!, place));
      expect(gap).toBeLessThanOrEqual(scene.columns[2]!.pitch / 2);
    }
    expect(neighbor(scene, at(0, 0), 'ArrowLeft')).toBeUndefined();
    expect(neighbor(scene, at(0, 0), 'Enter')).toBeUndefined();
  });
});
