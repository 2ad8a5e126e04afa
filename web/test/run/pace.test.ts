import { describe, expect, it } from 'vitest';
import { Pace, Rate, type Speed, speeds, speedText } from '../../src/run/pace.ts';

/** Batches trained in so many frames of 16 ms. */
function trained(pace: Pace, speed: Speed, frames: number, batches: number): number {
  let sum = 0;
  for (let i = 0; i < frames; i++) sum += batchesOf(pace, speed, 16, batches);
  return sum;
}

function batchesOf(pace: Pace, speed: Speed, elapsed: number, batches: number): number {
  const due = pace.next(speed, elapsed, batches);
  return due && 'budget' in due && 'batches' in due.budget ? due.budget.batches : 0;
}

describe('a pace', () => {
  it.each([0.2, 1, 5, 20, 60])('of %s epochs a second keeps its speed', speed => {
    const second = trained(new Pace(), speed, 125, 22); // two seconds
    expect(Math.abs(second - 2 * speed * 22)).toBeLessThanOrEqual(1);
  });

  it('has nothing to do when nothing is due', () => {
    expect(new Pace().next(1, 1, 1)).toBeUndefined();
  });

  it('at full speed trains for a time', () => {
    expect(new Pace().next('max', 0, 22)).toEqual({ budget: { milliseconds: 16 } });
    expect(new Pace().next('turbo', 0, 22)).toEqual({ budget: { milliseconds: 1000 } });
  });

  it('at full speed trains longer where frames are dear, and is not thrown by one slow frame', () => {
    const pace = new Pace();
    const next = () => {
      const due = pace.next('max', 0, 22);
      return due && 'budget' in due && 'milliseconds' in due.budget ? due.budget.milliseconds : 0;
    };
    for (let i = 0; i < 30; i++) pace.noteDrawn(24);
    expect(next()).toBe(40);
    pace.noteDrawn(64);
    expect(next()).toBe(64);
    for (let i = 0; i < 60; i++) pace.noteDrawn(2);
    expect(next()).toBe(16);
    for (let i = 0; i < 30; i++) pace.noteMade(20);
    expect(next()).toBe(50);
    for (let i = 0; i < 30; i++) pace.noteMade(-50);
    expect(next()).toBe(16);
    for (let i = 0; i < 30; i++) pace.noteMade(5000);
    expect(next()).toBe(150);
  });

  it('does not make up for a pause', () => {
    expect(batchesOf(new Pace(), 20, 60_000, 22)).toBeLessThan(20 * 22);
  });

  it('asks for less while frames are late, and for all again when they are not', () => {
    const pace = new Pace();
    const asked = (elapsed: number) => batchesOf(pace, 60, elapsed, 1000);
    expect(asked(250)).toBe(15_000);
    for (let i = 0; i < 9; i++) asked(2000);
    expect(asked(2000)).toBe(3000);
    for (let i = 0; i < 9; i++) asked(16);
    expect(asked(250)).toBeCloseTo(15_000, -1);
  });

  it('goes by one phase a second, and begins at once', () => {
    const pace = new Pace();
    const phases = Array.from({ length: 260 }, () => pace.next('phase', 16, 22)).flatMap((due, i) => (due ? [i] : []));
    expect(phases).toEqual([0, 62, 124, 187, 249]);
    expect(pace.next('phase', 1000, 22)).toBeUndefined();
    expect(batchesOf(pace, 20, 16, 22), 'what was due of phases is not due of batches').toBe(7);
  });
});

describe('speeds', () => {
  it('each have their words', () => {
    expect(new Set(speeds.map(speedText)).size).toBe(speeds.length);
    expect(speedText(0.2)).toBe('0.2 ep/s');
  });
});

describe('a rate', () => {
  it('is measured over half a second or more, and forgotten', () => {
    const rate = new Rate();
    rate.note(0, 10);
    rate.note(400, 30);
    expect(rate.perSecond).toBeUndefined();
    rate.note(1000, 60);
    expect(rate.perSecond).toBe(50);
    rate.note(1500, 160);
    expect(rate.perSecond).toBe(200);
    rate.reset();
    expect(rate.perSecond).toBeUndefined();
  });
});
