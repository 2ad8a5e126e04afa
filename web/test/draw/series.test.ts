import { describe, expect, it } from 'vitest';
import { type Records, Series } from '../../src/draw/series.ts';

const layers = 2;

/** Records of `epochs`, whose loss is 1 / (epoch + 1) and whose norms are the epoch times 1 and times 10. */
function records(epochs: readonly number[], reset = false): Records {
  return {
    reset,
    epoch: Uint32Array.from(epochs),
    train: Float32Array.from(epochs, e => 1 / (e + 1)),
    validation: Float32Array.from(epochs, e => 2 / (e + 1)),
    gradients: Float32Array.from(epochs.flatMap(e => [e, 10 * e])),
  };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe('a series', () => {
  it('is the same, in whatever pieces it arrives', () => {
    const [whole, pieces] = [new Series(), new Series()];
    whole.append(records(range(0, 1000)));
    for (let e = 0; e < 1000; e += 3) pieces.append(records(range(e, Math.min(1000, e + 3))));
    for (const series of [whole, pieces]) {
      expect(series.length).toBe(1000);
      expect(series.layers).toBe(layers);
      expect([...series.epoch.slice(0, 1000)]).toEqual(range(0, 1000));
      expect(series.gradients[2 * 999 + 1]).toBe(9990);
      expect(series.losses).toEqual({ min: Math.fround(0.001), max: 2 });
      expect(series.norms).toEqual({ min: 1, max: 9990 });
    }
  });

  it('does not repeat what arrives twice', () => {
    const series = new Series();
    series.append(records(range(0, 100)));
    series.append(records(range(98, 110)));
    expect([...series.epoch.slice(0, series.length)]).toEqual(range(0, 110));
  });

  it('begins anew when it is told to, or when epochs go back', () => {
    const series = new Series();
    series.append(records(range(0, 100)));
    series.append(records([0, 10, 20], true));
    expect([series.length, series.lastEpoch]).toEqual([3, 20]);
    series.append(records([0]));
    expect([series.length, series.lastEpoch, series.losses.max]).toEqual([1, 0, 2]);
  });

  it('does not move its arrays for every record', () => {
    const series = new Series();
    series.append(records([0]));
    const { epoch } = series;
    series.append(records(range(1, 200)));
    expect(series.epoch).toBe(epoch);
  });

  it('leaves out of its extent what cannot be drawn on a log axis', () => {
    const series = new Series();
    series.append({
      ...records([0, 1]),
      train: Float32Array.of(0, Number.NaN),
      validation: Float32Array.of(0.5, 1 / 0),
    });
    expect(series.losses).toEqual({ min: 0.5, max: 0.5 });
  });

  it('without records is empty', () => {
    const series = new Series();
    series.append(records([], true));
    expect([series.length, series.lastEpoch]).toEqual([0, 0]);
  });
});
