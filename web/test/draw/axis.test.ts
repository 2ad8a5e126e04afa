import { describe, expect, it } from 'vitest';
import { along, epochTicks, lastShown, linearAxis, logAxis } from '../../src/draw/axis.ts';

const labels = (axis: { ticks: readonly { label: string }[] }): string[] => axis.ticks.map(({ label }) => label);

describe('a log axis', () => {
  it.each([
    [0.102, 0.69, ['0.1', '1']],
    [0.008, 0.7, ['0.01', '0.1', '1']],
    [0.5, 2.3, ['0.1', '1']],
    [1, 1, ['0.1', '1']],
    [1e-9, 1, ['10⁻⁹', '10⁻⁶', '10⁻³', '1']],
  ])('from %d to %d has whole decades as ticks', (min, max, expected) => {
    const axis = logAxis({ min, max });
    expect(labels(axis)).toEqual(expected);
    expect(axis.from).toBeLessThanOrEqual(min);
    expect(axis.to).toBeGreaterThanOrEqual(max);
  });

  it('is a true logarithm, and holds on at its ends', () => {
    const axis = logAxis({ min: 0.01, max: 1 });
    expect(along(axis, 0.1)).toBeCloseTo(0.5, 9);
    expect(along(axis, 0)).toBe(0);
    expect(along(axis, Number.POSITIVE_INFINITY)).toBe(1);
    expect(along(axis, Number.NaN)).toBeNaN();
  });

  it('is there before anything was measured', () => {
    expect(labels(logAxis({ min: Number.POSITIVE_INFINITY, max: 0 }))).toEqual(['0.1', '1']);
  });
});

it('a linear axis begins at 0 and ends with a round number', () => {
  const axis = linearAxis({ min: 0.3, max: 0.73 });
  expect(labels(axis)).toEqual(['0', '0.2', '0.4', '0.6', '0.8']);
  expect(along(axis, 0.4)).toBeCloseTo(0.5, 9);
});

describe('epochs', () => {
  it('fill the axis from the tenth on', () => {
    expect([0, 3, 10, 143].map(lastShown)).toEqual([10, 10, 10, 143]);
  });

  it('are labeled at round numbers and at the last', () => {
    expect(epochTicks([0, 143], 220)).toEqual([0, 50, 100, 143]);
    expect(epochTicks([0, 105], 220)).toEqual([0, 20, 40, 60, 80, 105]);
    expect(epochTicks([37, 81], 220)).toEqual([37, 50, 60, 70, 81]);
    expect(epochTicks([0, 10], 220).every(Number.isInteger)).toBe(true);
  });
});
