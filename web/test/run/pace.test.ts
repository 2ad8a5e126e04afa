import { describe, expect, it } from 'vitest';
import { Pace } from '../../src/run/pace.ts';

/** Batches trained in so many frames of 16 ms. */
function trained(pace: Pace, speed: number, frames: number, batches: number): number {
  let sum = 0;
  for (let i = 0; i < frames; i++) {
    const budget = pace.budget(speed, 16, batches);
    if (budget && 'batches' in budget) sum += budget.batches;
  }
  return sum;
}

describe('a pace', () => {
  it.each([1, 5, 20, 60])('of %s epochs a second keeps its speed', speed => {
    const second = trained(new Pace(), speed, 125, 22); // two seconds
    expect(Math.abs(second - 2 * speed * 22)).toBeLessThanOrEqual(1);
  });

  it('has nothing to do when nothing is due', () => {
    expect(new Pace().budget(1, 1, 1)).toBeUndefined();
  });

  it('at full speed trains for a time', () => {
    expect(new Pace().budget('max', 0, 22)).toEqual({ milliseconds: expect.any(Number) });
  });

  it('does not make up for a pause', () => {
    const budget = new Pace().budget(20, 60_000, 22);
    expect(budget && 'batches' in budget && budget.batches).toBeLessThan(20 * 22);
  });

  it('asks for less while frames are late, and for all again when they are not', () => {
    const pace = new Pace();
    const asked = (elapsed: number) => {
      const budget = pace.budget(60, elapsed, 1000);
      return budget && 'batches' in budget ? budget.batches : 0;
    };
    expect(asked(250)).toBe(15_000);
    for (let i = 0; i < 9; i++) asked(2000);
    expect(asked(2000)).toBe(3000);
    for (let i = 0; i < 9; i++) asked(16);
    expect(asked(250)).toBeCloseTo(15_000, -1);
  });
});
