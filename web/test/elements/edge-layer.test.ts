import { describe, expect, it } from 'vitest';
import { EdgeLayer } from '../../src/elements/edge-layer.ts';
import { makeScene } from '../../src/elements/graph-scene.ts';
import type { Frame, Opened } from '../../src/engine/protocol.ts';
import { colors, recorder } from '../draw/recorder.ts';

const UNITS = 16;
const GAPS = 4;
const box = { x: 0, y: 0, w: 800, h: 600 };

/** Five columns of sixteen units: 1024 edges. */
const opened = {
  inputs: Array.from({ length: UNITS }, (_, i) => `x${i}`),
  outputs: ['y'],
  layers: Array.from({ length: GAPS }, (_, i) => ({
    kind: 'dense',
    units: UNITS,
    inputs: UNITS,
    weights: i * UNITS * (UNITS + 1),
    biases: i * UNITS * (UNITS + 1) + UNITS * UNITS,
  })),
} as unknown as Opened;
const all = Array.from({ length: UNITS }, (_, i) => i);
const scene = makeScene(opened, Array(GAPS + 1).fill(all), box);
const params = new Float32Array(GAPS * UNITS * (UNITS + 1)).fill(0.5);
const frame = { params, phase: { type: 'batch' } } as unknown as Frame;

/** A layer whose edges are all drawn, and how many edges its next frames draw until it rests. */
function makeLayer() {
  const layer = new EdgeLayer();
  const drawing = { scene, target: undefined, box, colors, edges: 'weights', strong: false } as const;
  const paint = (changes = {}) => {
    const record = recorder();
    const canvas = { getContext: () => record.ctx } as unknown as HTMLCanvasElement;
    const more = layer.paint(canvas, { ...drawing, ...changes }, params);
    return { more, edges: record.of('stroke').length, cleared: record.of('clearRect').map(({ args }) => args) };
  };
  return { layer, paint, first: paint() };
}

describe('the edges of a large network', () => {
  it('are drawn at once where nothing is there yet', () => {
    const { first, paint } = makeLayer();
    expect(first).toMatchObject({ more: false, edges: GAPS * UNITS * UNITS });
    expect(paint()).toMatchObject({ more: false, edges: 0 });
  });

  it('follow new numbers gap by gap, each cleared before', () => {
    const { layer, paint } = makeLayer();
    layer.follow(frame);
    const drawn = [paint(), paint(), paint()];
    expect(drawn.map(({ edges }) => edges)).toEqual([512, 512, 0]);
    expect(drawn.map(({ more }) => more)).toEqual([true, false, false]);
    const bands = drawn.flatMap(({ cleared }) => cleared);
    expect(bands).toHaveLength(GAPS);
    const { columns } = scene;
    expect(bands[1]).toEqual([columns[1]!.x, 0, columns[2]!.x - columns[1]!.x, box.h]);
  });

  it('begin anew where something else is pointed at meanwhile', () => {
    const { layer, paint } = makeLayer();
    layer.follow(frame);
    expect(paint().more).toBe(true);
    const target = { type: 'unit', spot: { column: 1, place: 0 } };
    const drawn = [paint({ target }), paint({ target }), paint({ target })];
    expect(drawn.reduce((sum, { edges }) => sum + edges, 0)).toBe(GAPS * UNITS * UNITS);
  });
});
