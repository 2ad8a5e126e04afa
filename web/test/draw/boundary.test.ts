import { describe, expect, it } from 'vitest';
import {
  type Axes,
  drawBatch,
  drawContour,
  drawCross,
  drawField,
  drawGhost,
  drawMarks,
  drawPoints,
  nearestRow,
  type Points,
  TARGET,
} from '../../src/draw/boundary.ts';
import { drawFit, fitPlaces } from '../../src/draw/fit.ts';
import { box, colors, recorder } from './recorder.ts';

const axes: Axes = { x: 0, y: 2, xRange: [-6, 6], yRange: [0, 10] };

/** Three columns; the last row lies outside of the axes, the one before is for a last test. */
const points: Points = {
  x: Float32Array.from(
    [
      [-6, 9, 0],
      [0, 9, 5],
      [6, 9, 10],
      [0, 9, 5],
      [0, 9, 11],
    ].flat(),
  ),
  columns: 3,
  y: Float32Array.of(0, 1, 1, 0, 0),
  role: Uint8Array.of(0, 1, 0, 2, 0),
};

const places = (recorded: ReturnType<typeof recorder>) => recorded.of('arc').map(({ args }) => args.slice(0, 3));

describe('points', () => {
  it('are disks of their class with a rim, with the largest value on top', () => {
    const recorded = recorder();
    drawPoints(recorded.ctx, points, axes, 'binary', { validation: false }, colors, box);
    expect(places(recorded)).toEqual([
      [0, 200, 3],
      [300, 0, 3],
    ]);
    expect(recorded.of('fill').map(({ state }) => state.fillStyle)).toEqual([colors.neg, colors.pos]);
    expect(recorded.of('stroke')[0]!.state.strokeStyle).toBe(colors.pointLine);
  });

  it('of validation are rings, if wanted', () => {
    const recorded = recorder();
    drawPoints(recorded.ctx, points, axes, 'classes', { validation: true }, colors, box);
    expect(places(recorded).at(-1)).toEqual([150, 100, 2.6]);
    expect(recorded.of('stroke').at(-1)!.state).toMatchObject({ strokeStyle: colors.classes[1], globalAlpha: 1 });
  });

  it('of a regression have the place of their target in the spread of all as color', () => {
    const recorded = recorder();
    const numbers: Points = { ...points, y: Float32Array.of(-1, 0, 3, 0, 0), spread: [1, 1] };
    drawPoints(recorded.ctx, numbers, axes, 'regression', { validation: false }, colors, box);
    const [low, high] = recorded.of('fill').map(({ state }) => state.fillStyle);
    expect([low, high]).toEqual(['rgb(217 106 8)', 'rgb(11 111 180)']);
  });

  it('of the batch have a halo', () => {
    const recorded = recorder();
    drawBatch(recorded.ctx, points, Uint32Array.of(1, 2), axes, colors, box);
    expect(places(recorded)).toEqual([
      [150, 100, 5.5],
      [300, 0, 5.5],
    ]);
    expect(recorded.of('stroke').at(-1)!.state.strokeStyle).toBe(colors.accent);
  });
});

it('a contour has its origin at the lower left', () => {
  const { ctx, of } = recorder();
  drawContour(ctx, Float32Array.of(0, 0, 1, 0.5), 'binary', colors, box);
  expect([of('moveTo')[0]!.args, of('lineTo')[0]!.args]).toEqual([
    [0, 200],
    [300, 100],
  ]);
  expect(of('stroke')[0]!.state).toMatchObject({ strokeStyle: colors.ink, globalAlpha: 0.75, lineWidth: 1.3 });
});

it('a field is smooth and fills its box', () => {
  const { ctx, of } = recorder();
  drawField(ctx, {} as CanvasImageSource, box);
  expect(of('drawImage')[0]).toMatchObject({ args: [{}, 0, 0, 300, 200], state: { imageSmoothingEnabled: true } });
});

describe('what is pointed at', () => {
  it('is the nearest point that is shown, within reach', () => {
    const nearest = (x: number, y: number, validation = true) => nearestRow(points, axes, validation, box, x, y, 9);
    expect([nearest(3, 198), nearest(150, 95), nearest(150, 95, false), nearest(60, 60)]).toEqual([
      0,
      1,
      undefined,
      undefined,
    ]);
  });

  it('is marked with a ring, a cross or a ghost', () => {
    const recorded = recorder();
    drawMarks(recorded.ctx, points, Uint32Array.of(0, 1), axes, 'binary', { validation: false }, colors, box);
    expect(places(recorded)).toEqual([
      [0, 200, 3],
      [0, 200, 6.5],
    ]);
    drawCross(recorded.ctx, [0.5, 0.25], colors, box);
    expect(recorded.of('moveTo').map(({ args }) => args)).toEqual([
      [150.5, 0],
      [0, 150.5],
    ]);
    drawGhost(recorded.ctx, [1, 1], colors.pos, colors, box);
    expect(places(recorded).at(-1)).toEqual([300, 0, 4.5]);
  });
});

describe('data of one input', () => {
  const upright: Axes = { x: 0, y: TARGET, xRange: [-6, 6], yRange: [-1, 1] };
  const single: Points = { x: Float32Array.of(-6, 6), columns: 1, y: Float32Array.of(1, 0), role: Uint8Array.of(0, 0) };

  it('has its targets as heights', () => {
    const recorded = recorder();
    drawPoints(recorded.ctx, single, upright, 'regression', { validation: true }, colors, box);
    expect(places(recorded)).toEqual([
      [0, 0, 3],
      [300, 100, 3],
    ]);
  });

  it('has a curve from one end to the other, with a line at 0', () => {
    expect([...fitPlaces([-6, 6], 3)]).toEqual([-6, 0, 6]);
    const { ctx, of } = recorder();
    drawFit(ctx, Float32Array.of(-1, 1, 0), upright, colors, box);
    expect(of('lineTo').map(({ args }) => args)).toEqual([
      [300, 100.5],
      [0, 200],
      [150, 0],
      [300, 100],
    ]);
  });
});

it('a split has its own colors', () => {
  const recorded = recorder();
  drawPoints(recorded.ctx, points, axes, 'binary', { validation: true, byRole: true }, colors, box);
  expect(new Set(recorded.of('fill').map(({ state }) => state.fillStyle))).toEqual(
    new Set([colors.chart2, colors.pointLine]),
  );
});
