// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { PgScore } from '../../src/elements/pg-score.ts';
import type { Evaluation, Opened } from '../../src/engine/protocol.ts';
import { clear, enter, faults, find, place, settled, textOf, withAxe } from './page.ts';

afterEach(clear);

const opened = (outputs: readonly string[]) => ({ outputs }) as Opened;
const evaluation = (confusion: readonly number[], more: Partial<Evaluation> = {}): Evaluation => ({
  epoch: 3,
  trainLoss: 0.1,
  trainAccuracy: 0.99,
  validationAccuracy: 0.975,
  confusion: Uint32Array.from(confusion),
  fits: [],
  ...more,
});

describe('a score', () => {
  it.each([2, 3, 10])('of %s classes is an accessible table', withAxe, async n => {
    const names = Array.from({ length: n }, (_, i) => `class ${i}`);
    const confusion = Array.from({ length: n * n }, (_, i) => i);
    const element = await place<PgScore>('pg-score', { opened: opened(names), evaluation: evaluation(confusion) });
    expect(await faults(element)).toEqual([]);
    expect([...element.renderRoot.querySelectorAll('tbody td')].map(td => Number(td.textContent))).toEqual(confusion);
    for (const name of names) expect(textOf(element)).toContain(name);
  });

  it('says how many were right, and of which rows', async () => {
    const element = await place<PgScore>('pg-score', {
      opened: opened(['A', 'B']),
      evaluation: evaluation([71, 1, 3, 75]),
    });
    expect(textOf(element)).toContain('97.5\u00a0% 146 of 150 validation points');
    expect([...element.renderRoot.querySelectorAll('thead th')].map(textOf)).toEqual(['said A', 'said B']);
    const { validationAccuracy: _, ...withoutValidation } = evaluation([40, 0, 0, 40]);
    element.evaluation = withoutValidation;
    await settled(element);
    expect(textOf(element)).toContain('99.0\u00a0% 80 of 80 training points');
  });
});

describe('a threshold', () => {
  const two = { opened: opened(['A', 'B']), evaluation: evaluation([71, 1, 3, 75]) };

  it('is for two classes, and tells precision and recall', async () => {
    const element = await place<PgScore>('pg-score', two);
    expect(textOf(element)).toContain('precision 98.7\u00a0%, recall 96.2\u00a0%');
    const chosen: number[] = [];
    element.addEventListener('pg-threshold', e => chosen.push((e as CustomEvent<number>).detail));
    enter(find(element, '#threshold'), '0.7');
    expect(chosen).toContain(0.7);
    element.opened = opened(['a', 'b', 'c']);
    element.evaluation = evaluation([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    await settled(element);
    expect(find(element, '#threshold')).toBeNull();
  });

  it('changes accuracy and confusion', async () => {
    const element = await place<PgScore>('pg-score', {
      ...two,
      threshold: 0.9,
      confusion: Uint32Array.of(72, 0, 28, 50),
    });
    expect(textOf(element)).toContain('81.3\u00a0% 122 of 150 validation points');
  });
});

describe('a score of numbers', () => {
  const fits = [
    { rmse: 0.1234, r2: 0.98 },
    { rmse: 12, r2: undefined },
  ] as unknown as Evaluation['fits'];

  it('is how far they are off', withAxe, async () => {
    const element = await place<PgScore>('pg-score', {
      opened: opened(['y']),
      evaluation: evaluation([], { fits: fits.slice(0, 1) }),
    });
    expect(await faults(element)).toEqual([]);
    expect(textOf(element)).toContain('RMSE 0.123 of y, over validation points');
    expect(textOf(element)).toContain('R²0.980');
  });

  it('is a table where there are several', withAxe, async () => {
    const element = await place<PgScore>('pg-score', {
      opened: opened(['p', 'q']),
      evaluation: evaluation([], { fits }),
    });
    expect(await faults(element)).toEqual([]);
    const rows = [...element.renderRoot.querySelectorAll('tbody tr')].map(row => [...row.children].map(textOf));
    expect(rows).toEqual([
      ['p', '0.123', '0.980'],
      ['q', '12.0', '–'],
    ]);
  });
});
