// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { PgScore } from '../../src/elements/pg-score.ts';
import type { Evaluation, Opened } from '../../src/engine/protocol.ts';
import { clear, faults, place, settled, textOf } from './page.ts';

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
  it.each([2, 3, 10])('of %s classes is an accessible table', async n => {
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
