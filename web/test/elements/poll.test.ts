import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Poll } from '../../src/elements/poll.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('asks once at a time, and once for all that came meanwhile', async () => {
  const answers: ((value: number) => void)[] = [];
  const taken: number[] = [];
  const ask = vi.fn(() => new Promise<number>(resolve => answers.push(resolve)));
  const poll = new Poll(ask, found => taken.push(found), 100);
  for (let i = 0; i < 5; i++) poll.request();
  expect(ask).toHaveBeenCalledTimes(1);
  answers[0]!(1);
  await vi.advanceTimersByTimeAsync(99);
  expect(ask).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(2);
  expect(ask).toHaveBeenCalledTimes(2);
  expect(taken).toEqual([1]);
  answers[1]!(2);
  await vi.advanceTimersByTimeAsync(500);
  expect(ask).toHaveBeenCalledTimes(2);
  expect(taken).toEqual([1, 2]);
});

it('goes on after a question that failed, and is silent after it was stopped', async () => {
  const ask = vi.fn(() => Promise.reject(new Error('gone')));
  const poll = new Poll(ask, () => {}, 100);
  poll.request();
  await vi.advanceTimersByTimeAsync(200);
  poll.request();
  expect(ask).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(10);
  poll.request();
  poll.stop();
  await vi.advanceTimersByTimeAsync(500);
  expect(ask).toHaveBeenCalledTimes(2);
});
