import { describe, expect, it } from 'vitest';
import type { Opened } from '../../src/engine/protocol.ts';
import {
  certaintyOf,
  classOf,
  confusionOf,
  markedRows,
  precisionAndRecall,
  type Reading,
  readingOf,
  wordsOf,
} from '../../src/run/reading.ts';

const binary: Reading = { task: 'binary', names: ['A', 'B'], low: 0, threshold: 0.5 };
const classes: Reading = { task: 'classes', names: ['a', 'b', 'c'], low: 0, threshold: 0.5 };
const numbers: Reading = { task: 'regression', names: ['y'], low: 0, threshold: 0.5 };
const of = (...values: number[]) => Float32Array.from(values);

describe('a prediction', () => {
  it('of two classes is the second above the threshold, wherever the head begins', () => {
    expect([0.4, 0.6].map(p => classOf(of(p), binary))).toEqual([0, 1]);
    expect(classOf(of(0.6), { ...binary, threshold: 0.7 })).toBe(0);
    expect([-0.1, 0.1].map(p => classOf(of(p), { ...binary, low: -1 }))).toEqual([0, 1]);
    expect(classOf(of(0.3, 0.7), binary)).toBe(1);
  });

  it('is sure by its largest probability', () => {
    expect(certaintyOf(of(0.1), binary)).toBeCloseTo(0.9);
    expect(certaintyOf(of(0.2, 0.5, 0.3), classes)).toBeCloseTo(0.5);
  });

  it('is said in words', () => {
    expect(wordsOf(of(0.17), binary)).toBe('A 83.0\u00a0%');
    expect(wordsOf(of(1.2), binary)).toBe('B 1.20');
    expect(wordsOf(of(0.2, 0.5, 0.3), classes)).toBe('b 50.0\u00a0%');
    expect(wordsOf(of(-1.234), numbers)).toBe('y −1.23');
  });

  it('begins at −1 for a head that does', () => {
    const opened = (kind: string) =>
      ({ task: 'binary', outputs: ['A', 'B'], config: { output: { activation: { kind } } } }) as unknown as Opened;
    expect(readingOf(opened('tanh'), 0.5).low).toBe(-1);
    for (const kind of ['sigmoid', 'linear', 'relu']) expect(readingOf(opened(kind), 0.5).low).toBe(0);
  });
});

describe('several predictions', () => {
  it('are counted by class, and the threshold moves them', () => {
    const predictions = of(0.2, 0.6, 0.4, 0.9);
    const y = [0, 0, 1, 1];
    expect([...confusionOf(y, predictions, binary)]).toEqual([1, 1, 1, 1]);
    const strict = confusionOf(y, predictions, { ...binary, threshold: 0.7 });
    expect([...strict]).toEqual([2, 0, 1, 1]);
    expect(precisionAndRecall(strict)).toEqual({ precision: 1, recall: 0.5 });
    expect(precisionAndRecall([2, 0, 2, 0])).toEqual({ precision: Number.NaN, recall: 0 });
  });

  it('are marked where they are wrong, and where they are unsure', () => {
    const rows = Uint32Array.of(5, 7, 9);
    const y = Float32Array.from({ length: 10 }, (_, row) => Number(row === 7));
    const predictions = of(0.1, 0.3, 0.6);
    expect([...markedRows(rows, y, predictions, binary, 'errors')]).toEqual([7, 9]);
    expect([...markedRows(rows, y, predictions, binary, 'uncertain')]).toEqual([7, 9]);
  });

  it('of numbers are marked where they are off by far, and never unsure', () => {
    const rows = Uint32Array.from({ length: 20 }, (_, i) => i);
    const y = new Float32Array(20);
    const predictions = Float32Array.from({ length: 20 }, (_, i) => (i === 3 ? 5 : 0.1));
    expect([...markedRows(rows, y, predictions, numbers, 'errors')]).toEqual([3]);
    expect(markedRows(rows, y, predictions, numbers, 'uncertain')).toHaveLength(0);
  });
});
