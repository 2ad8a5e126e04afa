import { describe, expect, it } from 'vitest';
import { arrange } from '../../src/draw/arrange.ts';
import { curvePath } from '../../src/draw/glyph.ts';
import { biasAt, drawBiases, drawUnits } from '../../src/draw/units.ts';
import { colors, recorder } from './recorder.ts';

const columns = arrange(
  [
    { units: 2, shown: [0, 1] },
    { units: 30, shown: [4, 29] },
  ],
  772,
  400,
).map((column, i) => ({ ...column, atlas: i, biases: i === 0 ? undefined : 100 }));

describe('units', () => {
  it('are pictures from the atlas, where its lists say; a unit that is not there has none', () => {
    const { ctx, of } = recorder();
    const units = [
      [0, 1],
      [2, 4, 5],
    ];
    drawUnits(ctx, columns, { image: {} as CanvasImageSource, size: 28, units }, colors);
    expect(of('drawImage').map(({ args }) => args.slice(1, 5))).toEqual([
      [0, 0, 28, 28],
      [0, 28, 28, 28],
      [28, 28, 28, 28],
    ]);
    expect(of('clip')).toHaveLength(1);
  });

  it('are empty tiles before there is an atlas', () => {
    const { ctx, of } = recorder();
    drawUnits(ctx, columns, undefined, colors);
    expect(of('drawImage')).toHaveLength(0);
    expect(of('fill').at(-1)!.state.fillStyle).toBe(colors.grid);
  });
});

describe('bias marks', () => {
  const params = new Float32Array(130);
  params[104] = 0.4;
  params[129] = -9;

  it('have a color by sign and an opacity by size', () => {
    const { ctx, of } = recorder();
    drawBiases(ctx, columns, params, colors);
    const marks = of('fill').map(({ state }) => [state.fillStyle, state.globalAlpha]);
    expect(marks).toEqual([
      [colors.pos, expect.closeTo(0.7)],
      [colors.neg, 1],
    ]);
  });

  it('are found where they are drawn', () => {
    const { ctx, of } = recorder();
    drawBiases(ctx, columns, params, colors);
    of('roundRect').forEach(({ args }, place) => {
      const [x, y] = args as [number, number];
      expect(biasAt(columns, x + 2, y + 2)).toEqual({ column: 1, place });
    });
    expect(biasAt(columns, columns[0]!.x, 200)).toBeUndefined();
  });
});

describe('the curve of an activation', () => {
  it('fills its box', () => expect(curvePath([-1, 0, 3], 12, 8)).toBe('M0.0 8.0L6.0 6.0L12.0 0.0'));

  it('is flat where the activation is', () => expect(curvePath([2, 2], 12, 8)).toBe('M0.0 8.0L12.0 8.0'));

  it('is none without values', () => expect(curvePath([], 12, 8)).toBe(''));
});
