import { describe, expect, it } from 'vitest';
import { entry } from '../../src/draw/palette.ts';
import { Series } from '../../src/draw/series.ts';
import { type Decades, decadesOf, drawPresent, drawStrip, paintStrip } from '../../src/draw/strip.ts';
import { box, colors, recorder } from './recorder.ts';

const decades: Decades = [-2, 1];
const colorOf = (size: number): number => entry(colors.sequential, (Math.log10(size) + 2) / 3);

function series(epochs: readonly number[], norms: readonly number[]): Series {
  const made = new Series();
  made.append({
    reset: true,
    epoch: Uint32Array.from(epochs),
    train: new Float32Array(epochs.length),
    validation: new Float32Array(epochs.length),
    gradients: Float32Array.from(norms),
  });
  return made;
}

const paint = (made: Series, width: number): number[] => {
  const pixels = new Uint32Array(width);
  paintStrip(pixels, made, 0, decades, colors);
  return [...pixels];
};

describe('the decades of a strip', () => {
  it.each([
    [0.02, 5, -2, 1],
    [0.004, 5, -3, 1],
    [1e-12, 80, -7, 2],
    [Number.POSITIVE_INFINITY, 0, -2, 1],
  ])('for sizes from %d to %d are %d to %d', (min, max, from, to) =>
    expect(decadesOf({ min, max })).toEqual([from, to]),
  );
});

describe('a strip', () => {
  it('shows each epoch over its time', () => {
    const epochs = Array.from({ length: 11 }, (_, e) => e);
    const sizes = epochs.map(e => 10 ** (e / 5 - 1.9));
    const pixels = paint(series(epochs, [0, ...sizes.slice(1)]), 20);
    expect(pixels).toEqual(sizes.slice(1).flatMap(size => [colorOf(Math.fround(size)), colorOf(Math.fround(size))]));
  });

  it('shows the root mean square of epochs that share a pixel', () => {
    const epochs = Array.from({ length: 21 }, (_, e) => e);
    const pixels = paint(series(epochs, [0, ...epochs.slice(1).map(e => (e % 2 ? 1 : 7))]), 10);
    expect(pixels).toEqual(new Array(10).fill(colorOf(5)));
  });

  it('shows thinned records over all the epochs they stand for', () => {
    const pixels = paint(series([0, 10, 20], [0, 0.1, 1]), 20);
    expect(pixels).toEqual([...new Array(10).fill(colorOf(Math.fround(0.1))), ...new Array(10).fill(colorOf(1))]);
  });

  it('is empty after the present, and where nothing was measured', () => {
    const none = 0; // transparent: paper has another color there than a dark page
    expect(paint(series([0, 1], [0, 1]), 10)).toEqual([colorOf(1), ...new Array(9).fill(none)]);
    expect(paint(series([0, 10], [0, Number.NaN]), 2)).toEqual([none, none]);
    expect(paint(new Series(), 2)).toEqual([none, none]);
  });

  it('is drawn without blending its pixels, with the present at its end', () => {
    const { ctx, of } = recorder();
    drawStrip(ctx, {} as CanvasImageSource, 40, 20, box);
    expect(of('drawImage')[0]).toMatchObject({
      args: [{}, 40, 0, 20, 1, 0, 0, 300, 200],
      state: { imageSmoothingEnabled: false },
    });
    drawPresent(ctx, 143, colors, box);
    expect(of('roundRect')[1]!.args).toEqual([299, -3, 2, 206, 1]);
  });
});
