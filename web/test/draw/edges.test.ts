import { describe, expect, it } from 'vitest';
import { arrange, unitY } from '../../src/draw/arrange.ts';
import { drawEdge, drawEdges, edgeAt, edgeScale, makeEdges, strongOnes } from '../../src/draw/edges.ts';
import { colors, recorder } from './recorder.ts';

const columns = arrange(
  [
    { units: 2, shown: [0, 1] },
    { units: 20, shown: [4, 7, 9] },
    { units: 1, shown: [0] },
  ],
  772,
  400,
);

/** Weights of 20 units with 2 inputs, then their biases, then one unit with 20 inputs. */
const weights = [
  { first: 0, inputs: 2 },
  { first: 60, inputs: 20 },
];
const edges = makeEdges(columns, weights);
const params = new Float32Array(81);

describe('edges', () => {
  it('are the weights between shown units', () => {
    expect([...edges.number]).toEqual([8, 9, 14, 15, 18, 19, 64, 67, 69]);
    expect([...edges.column]).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1]);
  });

  it('are none where units do not line up', () => {
    expect(makeEdges(columns, [undefined, weights[1]]).count).toBe(3);
  });

  it('are drawn by size, small ones first, orange below zero', () => {
    params.fill(0.01);
    params[14] = -4;
    params[67] = 2;
    const { ctx, of } = recorder();
    drawEdges(ctx, edges, params, colors);
    const strokes = of('stroke').map(({ state }) => state);
    expect(strokes).toHaveLength(edges.count);
    expect(strokes[0]).toMatchObject({ strokeStyle: colors.pos, lineWidth: 0.5, globalAlpha: 0.16 });
    expect(strokes.at(-2)!.strokeStyle).toBe(colors.pos);
    expect(strokes.at(-1)!.strokeStyle).toBe(colors.neg);
    expect(strokes.at(-1)!.globalAlpha).toBeCloseTo(0.82);
    expect(strokes.at(-1)!.lineWidth).toBe(0.5 + edges.breadth);
  });

  it('reach 5.3 px between units of full size, and less where they are small', () => {
    const large = arrange(
      [
        { units: 1, shown: [0] },
        { units: 1, shown: [0] },
      ],
      772,
      400,
    );
    expect(makeEdges(large, [{ first: 0, inputs: 1 }]).breadth).toBeCloseTo(4.8);
    expect(edges.breadth).toBeCloseTo((4.8 * 20) / 36);
  });

  it('have a scale that is not set by one weight gone astray, nor by noise', () => {
    expect(
      edgeScale(
        edges,
        params.map(() => 0.01),
      ),
    ).toBe(1);
    expect(
      edgeScale(
        edges,
        params.map(() => 70),
      ),
    ).toBe(4);
    expect(
      edgeScale(
        edges,
        params.map(() => Number.NaN),
      ),
    ).toBe(1);
  });

  it('can be drawn while weights are not numbers', () => {
    const { ctx, of } = recorder();
    drawEdges(
      ctx,
      edges,
      params.map((_, i) => (i % 2 ? Number.NaN : Number.POSITIVE_INFINITY)),
      colors,
    );
    expect(of('stroke')).toHaveLength(edges.count);
  });

  it('away from the unit in question are dimmed', () => {
    const { ctx, of } = recorder();
    drawEdges(ctx, edges, params, colors, { column: 1, place: 1 });
    const strong = of('stroke').filter(({ state }) => state.globalAlpha !== 0.08);
    expect(strong).toHaveLength(3); // two inputs and one output
  });

  it('stand out when they are pointed at', () => {
    const { ctx, of } = recorder();
    drawEdge(ctx, edges, 2, params, colors);
    expect(of('stroke').map(({ state }) => state.strokeStyle)).toEqual([colors.bg, colors.neg]);
  });
});

describe('the edge at a point', () => {
  /** The middle of a curve is half way between its ends. */
  const middle = (k: number) => [(edges.x0[k]! + edges.x1[k]!) / 2, (edges.y0[k]! + edges.y1[k]!) / 2] as const;

  it.each([...edges.number.keys()])('is %i at its end', k => {
    expect(edgeAt(edges, edges.x1[k]! - 1, edges.y1[k]!, 3)).toBeDefined();
    const [x, y] = middle(k);
    expect(edgeAt(edges, x, y, 1)).toBe(k);
  });

  it('is none beside it', () => {
    const [x] = middle(0);
    expect(edgeAt(edges, x, 2, 5)).toBeUndefined();
    expect(edgeAt(edges, columns[0]!.x, unitY(columns[0]!, 0), 5)).toBeUndefined();
  });

  it('is measured across the curve, not down', () => {
    const steep = makeEdges(
      arrange(
        [
          { units: 1, shown: [0] },
          { units: 9, shown: [0, 1, 2, 3, 4, 5, 6, 7, 8] },
        ],
        200,
        450,
      ),
      [{ first: 0, inputs: 1 }],
    );
    const [x, y] = [(steep.x0[8]! + steep.x1[8]!) / 2, (steep.y0[8]! + steep.y1[8]!) / 2];
    expect(edgeAt(steep, x, y + 8, 5)).toBe(8);
  });
});

describe('strong edges', () => {
  it('have a quarter of the largest between the same two columns', () => {
    const values = new Float32Array(81);
    for (const [number, value] of [
      [8, 4],
      [9, -1],
      [14, 0.9],
      [64, -0.1],
      [67, 0.02],
    ] as const)
      values[number] = value;
    const strong = strongOnes(edges, values);
    expect([...edges.number].filter((_, k) => strong(k))).toEqual([8, 9, 64]);
    const { ctx, of } = recorder();
    drawEdges(ctx, edges, values, colors, undefined, strong);
    expect(of('stroke')).toHaveLength(3);
    expect([...edges.number].filter((_, k) => strongOnes(edges, new Float32Array(81))(k))).toEqual([]);
  });

  it('are the only ones that can be pointed at', () => {
    const [x, y] = [(edges.x0[0]! + edges.x1[0]!) / 2, (edges.y0[0]! + edges.y1[0]!) / 2];
    expect(edgeAt(edges, x, y, 5)).toBe(0);
    expect(edgeAt(edges, x, y, 5, k => k > 5)).toBeUndefined();
  });
});
