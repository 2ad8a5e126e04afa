import { describe, expect, it } from 'vitest';
import { drawBars, inkPixels, overlapOf, signedPixels } from '../../src/draw/image.ts';
import { recorder } from './recorder.ts';

const table = Uint32Array.from({ length: 256 }, (_, i) => i);

describe('pixels', () => {
  it('of signed numbers are neutral at 0 and strongest at the largest size', () => {
    const pixels = new Uint32Array(4);
    signedPixels(pixels, Float32Array.of(0, 2, -2, 1), table);
    expect([...pixels]).toEqual([128, 255, 0, 191]);
  });

  it('are neutral where all numbers are 0', () => {
    const pixels = new Uint32Array(2);
    signedPixels(pixels, Float32Array.of(0, 0), table);
    expect([...pixels]).toEqual([128, 128]);
  });

  it('of ink are as strong as their values', () => {
    const pixels = new Uint32Array(4);
    inkPixels(pixels, [0, 1, 0.5, Number.NaN], 0xff112233);
    expect([...pixels]).toEqual([0x00112233, 0xff112233, 0x80112233, 0x00112233]);
  });
});

describe('bars', () => {
  it('stand on the line of 0 or hang from it, over the whole box', () => {
    const { ctx, of } = recorder();
    const box = { x: 0, y: 0, w: 100, h: 100 };
    drawBars(ctx, Float32Array.of(9, 3, 9, -1), [1, 2, 2], box, ['red', 'blue'], 'gray');
    const [up, down, line] = of('fillRect').map(({ args }) => (args as number[]).map(Math.round));
    expect(up).toEqual([12, 8, 34, 63]);
    expect(down).toEqual([54, 71, 34, 21]);
    expect(line![1]).toBe(71);
    expect(of('fillRect').map(({ state }) => state.fillStyle)).toEqual(['red', 'blue', 'gray']);
  });
});

describe('the overlap of two rectangles', () => {
  const a = { x: 0, y: 0, w: 4, h: 4 };
  it.each([
    ['the same', a, 1],
    ['apart', { x: 5, y: 0, w: 4, h: 4 }, 0],
    ['touching', { x: 4, y: 0, w: 4, h: 4 }, 0],
    ['half over', { x: 2, y: 0, w: 4, h: 4 }, 1 / 3],
    ['inside', { x: 1, y: 1, w: 2, h: 2 }, 1 / 4],
    ['inside out', { x: 3, y: 3, w: -2, h: -2 }, 0],
  ])('that are %s', (_, b, shared) => {
    expect(overlapOf(a, b)).toBeCloseTo(shared);
    expect(overlapOf(b, a)).toBeCloseTo(shared);
  });
});
