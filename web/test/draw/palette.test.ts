import { describe, expect, it } from 'vitest';
import { css, entry, fieldPalette, ramp } from '../../src/draw/palette.ts';
import { colors, token } from './recorder.ts';

/** The color of a token as 0xAABBGGRR. */
const packed = (name: string): number => {
  const [r, g, b] = [1, 3, 5].map(i => Number.parseInt(token(name).slice(i, i + 2), 16));
  return (0xff000000 | (b! << 16) | (g! << 8) | r!) >>> 0;
};

describe('a ramp', () => {
  it('begins and ends with its stops, and has the middle one in the middle', () => {
    expect(colors.diverging).toHaveLength(256);
    expect(colors.diverging[0]).toBe(packed('--div-0'));
    expect(colors.diverging[255]).toBe(packed('--div-6'));
    const odd = ramp(['#000000', '#808080', '#ffffff'], 0.5, 0.5);
    expect(odd[0]).toBe(0xff808080);
  });

  it('of fields keeps clear of the full colors of points', () => {
    const at = (t: number) => entry(colors.diverging, t);
    expect(colors.field[0]).toBe(at(0.18));
    expect(colors.field[255]).toBe(at(0.82));
  });

  it('takes short colors, which a minifier writes', () => {
    expect(ramp(['#fff', '#ffffff'])[7]).toBe(0xffffffff);
  });

  it('holds on at its ends', () => {
    expect(entry(colors.sequential, -1)).toBe(colors.sequential[0]);
    expect(entry(colors.sequential, 2)).toBe(colors.sequential[255]);
  });
});

describe('the palette of the worker', () => {
  it('has the fields, the classes and the paper', () => {
    const { diverging, classes, paper } = fieldPalette(colors);
    expect(diverging).toBe(colors.field);
    expect(classes[1]).toBe(packed('--cat-1'));
    expect(paper).toBe(packed('--bg'));
  });
});

it('writes a color as css', () => expect(css(0xff123456)).toBe('rgb(86 52 18)'));
