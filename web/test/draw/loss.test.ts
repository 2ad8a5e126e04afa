import { describe, expect, it } from 'vitest';
import { linearAxis } from '../../src/draw/axis.ts';
import { drawLine } from '../../src/draw/line.ts';
import { drawLoss } from '../../src/draw/loss.ts';
import { Series } from '../../src/draw/series.ts';
import { box, colors, recorder } from './recorder.ts';

const axis = linearAxis({ min: 0, max: 1 });

describe('a line', () => {
  it('goes through every point while there is room', () => {
    const { ctx, of } = recorder();
    drawLine(ctx, Uint32Array.of(0, 5, 10), Float32Array.of(0, 1, 0.5), 3, [0, 10], axis, box);
    expect([...of('moveTo'), ...of('lineTo')].map(({ args }) => args)).toEqual([
      [0, 200],
      [150, 0],
      [300, 100],
    ]);
  });

  it('has at most four points for a column of pixels, and loses no peak', () => {
    const n = 100_000;
    const x = Uint32Array.from({ length: n }, (_, i) => i);
    const y = new Float32Array(n).fill(0.5);
    y[77_777] = 1;
    const { ctx, of } = recorder();
    drawLine(ctx, x, y, n, [0, n], axis, box);
    const heights = of('lineTo').map(({ args }) => args[1]);
    expect(heights.length).toBeLessThanOrEqual(4 * 2 * box.w);
    expect(Math.min(...(heights as number[]))).toBe(0);
  });

  it('has a gap where a value is not a number', () => {
    const { ctx, of } = recorder();
    drawLine(ctx, Uint32Array.of(0, 1, 2, 3), Float32Array.of(0, Number.NaN, 1, 1), 4, [0, 3], axis, box);
    expect(of('moveTo')).toHaveLength(2);
    expect(of('lineTo')).toHaveLength(1);
  });
});

function series(validation: number): Series {
  const made = new Series();
  made.append({
    reset: true,
    epoch: Uint32Array.of(0, 10, 20),
    train: Float32Array.of(0.7, 0.3, 0.1),
    validation: Float32Array.of(validation, validation, validation),
    gradients: new Float32Array(3),
  });
  return made;
}

describe('the loss', () => {
  const texts = (made: Series, scale: 'log' | 'linear') => {
    const { ctx, of } = recorder();
    drawLoss(ctx, made, { scale }, colors, box);
    return of('fillText').map(({ args }) => args[0]);
  };

  it('has ticks of its scale, epochs, and names at the ends of its lines', () => {
    expect(texts(series(0.2), 'log')).toEqual(['0.1', '1', '0', '5', '10', '15', '20', 'training', 'validation']);
    expect(texts(series(0.2), 'linear').slice(0, 3)).toEqual(['0', '0.2', '0.4']);
  });

  it('says nothing of validation where there is none', () => {
    expect(texts(series(Number.NaN), 'log')).not.toContain('validation');
  });

  it('keeps two names apart whose lines end side by side', () => {
    const { ctx, of } = recorder();
    drawLoss(ctx, series(0.1), { scale: 'log' }, colors, box);
    const [a, b] = of('fillText')
      .slice(-2)
      .map(({ args }) => args[2] as number);
    expect(Math.abs(a! - b!)).toBeCloseTo(14);
  });

  it('is only its axes before anything was trained, and nothing where there is no room', () => {
    expect(texts(new Series(), 'log')).toEqual(['0.1', '1', '0', '2', '4', '6', '8', '10']);
    const { ctx, calls } = recorder();
    drawLoss(ctx, series(0.2), { scale: 'log' }, colors, { ...box, w: 100 });
    expect(calls).toHaveLength(0);
  });
});

describe('what is shown of the loss', () => {
  const made = series(0.2);
  const drawn = (shown: Parameters<typeof drawLoss>[2], curves: Parameters<typeof drawLoss>[1] = made) => {
    const recorded = recorder();
    drawLoss(recorded.ctx, curves, shown, colors, box);
    return recorded;
  };
  const texts = ({ of }: ReturnType<typeof recorder>) => of('fillText').map(({ args }) => args[0]);

  it('may be some of the epochs, with an axis of their own', () => {
    expect(texts(drawn({ scale: 'linear', range: [10, 20] })).filter(text => /^(10|20|0)$/.test(String(text)))).toEqual(
      ['0', '10', '20'],
    );
    expect(drawn({ scale: 'log', range: [10, 20] }).of('clip')).toHaveLength(1);
  });

  it('may be smoothed, with the curves faint behind', () => {
    const smooth = { train: made.train, validation: made.validation };
    const { length, epoch, train, validation } = made;
    const recorded = drawn({ scale: 'log' }, { length, epoch, train, validation, smooth });
    const alphas = recorded.of('stroke').map(({ state }) => state.globalAlpha);
    expect(alphas.filter(alpha => alpha === 0.3)).toHaveLength(2);
  });

  it('has a record that is read off, and a range that is being marked', () => {
    const before = drawn({ scale: 'log' }).of('arc').length;
    expect(drawn({ scale: 'log', read: 1 }).of('arc')).toHaveLength(before + 2);
    const [marked] = drawn({ scale: 'log', marked: [20, 10] }).of('fillRect');
    const [x, , w] = marked!.args as number[];
    expect([x! - 32, w]).toEqual([98, 98]);
  });
});
