import { describe, expect, it } from 'vitest';
import { capacityOf } from '../../src/run/capacity.ts';

describe('the capacity of a network', () => {
  it.each([
    [157, 350, 'in proportion', '0.45'],
    [350, 350, 'in proportion', '1.0'],
    [351, 350, 'may overfit', '1.0'],
    [3500, 350, 'may overfit', '10'],
    [3501, 350, 'larger than usual', '10'],
  ])('of %i parameters for %i rows is %s', (parameters, rows, level, each) => {
    const capacity = capacityOf(parameters, rows);
    expect(capacity.level).toBe(level);
    expect(capacity.text).toContain(`: ${each} for each row.`);
  });

  it('is said in one line, with thousands apart', () => {
    expect(capacityOf(31_000, 350).line).toBe('31\u2009000 parameters, 350 rows: larger than usual');
  });
});
