/** How many parameters a network has beside the rows that it learns from, and what is usually made of that. */
import { significant, whole } from '../draw/format.ts';

export type Level = 'in proportion' | 'may overfit' | 'larger than usual';

/** Parameters for each training row: from the first on a network can bend round single rows, above the second it is larger than usual. */
const bends = 1;
const usual = 10;

export interface Capacity {
  readonly level: Level;
  /** In one line: `157 parameters, 350 rows: in proportion`. */
  readonly line: string;
  /** What the line means, and where the rule is from. */
  readonly text: string;
}

const meanings: Readonly<Record<Level, string>> = {
  'in proportion': 'There is a row or more for each parameter: learning all rows by heart is hard.',
  'may overfit':
    'There are more parameters than rows: it can follow single rows. Watch whether the validation loss rises while the training loss falls.',
  'larger than usual':
    'There are more than ten parameters for each row: it can learn all rows by heart. A penalty, more rows or fewer units help.',
};

const source =
  'A rule of thumb, not a law: large networks often do well all the same, and only the validation loss tells. After N. S. Chauhan, “How to Design a Neural Network Architecture?”: neither too small nor too large; ten for each row is where we warn.';

/** What to make of a network of so many parameters that learns from so many rows. */
export function capacityOf(parameters: number, rows: number): Capacity {
  const each = parameters / Math.max(1, rows);
  const level = each <= bends ? 'in proportion' : each <= usual ? 'may overfit' : 'larger than usual';
  return {
    level,
    line: `${whole(parameters)} parameters, ${whole(rows)} rows: ${level}`,
    text: `${whole(parameters)} weights and biases, ${whole(rows)} training rows: ${significant(each, 2)} for each row. ${meanings[level]}\n${source}`,
  };
}
