import { describe, expect, it } from 'vitest';
import { arrange } from '../../src/draw/arrange.ts';
import { makeEdges } from '../../src/draw/edges.ts';
import { drawFlows, type Flows, MOST_DASHED } from '../../src/draw/flow.ts';
import { colors, type Recorder, recorder } from './recorder.ts';

const columns = arrange(
  [
    { units: 1, shown: [0] },
    { units: 2, shown: [0, 1] },
    { units: 1, shown: [0] },
  ],
  772,
  400,
);
const edges = makeEdges(columns, [
  { first: 0, inputs: 1 },
  { first: 4, inputs: 2 },
]);
const params = Float32Array.of(2, -1, 0, 0, 1, 1, 0);
const gradients = Float32Array.of(0.4, -1e-4, 0, 0, 0, 0.01, 0);
const box = { x: 0, y: 0, w: 772, h: 400 };
const left = edges.x0[0]!;
const width = edges.x1[0]! - left;

function draw(flows: Flows, values = { params, gradients: gradients as Float32Array | undefined }): Recorder {
  const record = recorder();
  drawFlows(record.ctx, edges, values, flows, colors, box);
  return record;
}

const clips = ({ of }: Recorder) => of('rect').map(({ args }) => args);

describe('flows along the edges', () => {
  it('leave the weights as they are where nothing runs', () => {
    const { of } = draw([undefined, undefined]);
    expect(of('stroke')).toHaveLength(edges.count);
    expect(of('setLineDash').at(-1)!.args).toEqual([[]]);
    expect(of('clip')).toEqual([]);
  });

  it('light edges from the left, forward', () => {
    const record = draw([{ type: 'forward', progress: 0.25 }, undefined]);
    expect(clips(record)).toEqual([
      [left + 0.25 * width, 0, 0.75 * width, 400],
      [left, 0, 0.25 * width, 400],
    ]);
    // The two edges of the gap are drawn in two parts, in the same colors; the lit ones are fuller.
    const [a, b, ...lit] = record.of('stroke').map(({ state }) => state);
    expect([a, b].map(state => state!.strokeStyle)).toEqual([colors.neg, colors.pos]);
    expect(lit.slice(0, 2).map(state => state.strokeStyle)).toEqual([colors.neg, colors.pos]);
    expect(lit[0]!.globalAlpha).toBeGreaterThan(a!.globalAlpha as number);
    expect(lit[1]!.globalAlpha).toBeGreaterThan(b!.globalAlpha as number);
  });

  it('draw each edge once where all are lit', () => {
    const record = draw([{ type: 'forward', progress: 1 }, undefined]);
    expect(record.of('stroke')).toHaveLength(edges.count);
    expect(clips(record)).toEqual([]);
  });

  it('show gradients as dashes from the right, backward, in place of the weights', () => {
    const record = draw([undefined, { type: 'backward', progress: 0.25 }]);
    const start = edges.x0[2]!;
    const wide = edges.x1[2]! - start;
    expect(clips(record)).toEqual([
      [start, 0, 0.75 * wide, 400],
      [start + 0.75 * wide, 0, 0.25 * wide, 400],
    ]);
    const dashes = record.of('setLineDash');
    expect(dashes.map(({ args }) => args[0])).toEqual([[7, 4], []]);
    expect(record.of('stroke')).toHaveLength(2 + 2 + 2);
  });

  it('are no dashes where there are too many edges to tell them apart', () => {
    const record = recorder();
    const many = { ...edges, count: MOST_DASHED + 1 };
    drawFlows(record.ctx, many, { params, gradients }, [undefined, { type: 'backward', progress: 1 }], colors, box);
    expect(record.of('setLineDash').map(({ args }) => args[0])).toEqual([[]]);
  });

  it('draw a larger gradient wider, stronger and later, whatever its sign', () => {
    const { of } = draw([{ type: 'backward', progress: 1 }, undefined]);
    const [least, most] = of('stroke').slice(-2);
    expect(most!.state.lineWidth).toBeGreaterThan(least!.state.lineWidth as number);
    expect(most!.state.globalAlpha).toBeGreaterThan(least!.state.globalAlpha as number);
    expect(most!.state.strokeStyle).not.toBe(least!.state.strokeStyle);
  });

  it('take gradients that are none for the smallest', () => {
    const values = { params, gradients: new Float32Array(7).fill(Number.NaN) };
    const { of } = draw([{ type: 'backward', progress: 1 }, undefined], values);
    const widths = of('stroke').map(({ state }) => state.lineWidth);
    expect(widths.slice(-2)).toEqual([0.5, 0.5]);
  });

  it('move the dashes to the left as they come on', () => {
    const offset = (progress: number) =>
      draw([{ type: 'backward', progress }, undefined])
        .of('stroke')
        .at(-1)!.state.lineDashOffset as number;
    expect(offset(1) - offset(0.5)).toBeCloseTo(width / 2);
  });
});
