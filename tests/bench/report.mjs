// What times and losses mean.
import { cpus } from 'node:os';
import { workloads } from './workloads/index.mjs';

/**
 * @typedef {object} Result one workload in one engine
 * @property {string} engine
 * @property {string} workload
 * @property {import('./measure.mjs').Outcome[]} outcomes
 */

/** How far two losses may be apart, as a share: the same to four significant digits. */
const TOLERANCE = 1e-4;

const median = numbers => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** A number with three significant digits. */
const short = number => Number(number.toPrecision(3)).toLocaleString('en');

/** @type {Record<import('./workloads/index.mjs').Unit, (ms: number) => string>} */
const units = {
  'epochs/s': ms => `${short(1000 / ms)} epochs/s`,
  'ms/epoch': ms => `${short(ms)} ms/epoch`,
};

/** Machine, date and versions. */
export const circumstances = engines => ({
  date: new Date().toISOString().slice(0, 16).replace('T', ' '),
  cpu: `${cpus()[0].model.trim()}, ${cpus().length} cores`,
  ...Object.fromEntries(engines.map(({ name, version }) => [name, version])),
});

/**
 * One line for each contestant beside the reference: medians; how many times as fast it is, by the median, the least and
 * the largest of the rounds' ratios.
 *
 * @param {readonly Result[]} results
 */
export function table(results) {
  const lines = [['engine', 'workload', 'contestant', 'speed', 'reference', 'ratio', 'spread']];
  for (const { engine, workload, outcomes } of results) {
    const base = outcomes.find(({ contestant }) => contestant === 'reference');
    const show = units[workloads[workload].unit];
    for (const { contestant, ms } of outcomes.filter(outcome => outcome !== base)) {
      const ratios = ms.map((ms, round) => base.ms[round] / ms);
      const [ratio, least, most] = [median(ratios), Math.min(...ratios), Math.max(...ratios)].map(short);
      const speeds = [show(median(ms)), show(median(base.ms))];
      lines.push([engine, workload.toUpperCase(), contestant, ...speeds, `${ratio}×`, `${least}–${most}×`]);
    }
  }
  const widths = lines[0].map((_, column) => Math.max(...lines.map(line => line[column].length)));
  const draw = cells => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = draw(widths.map(width => '-'.repeat(width)));
  return [draw(lines[0]), rule, ...lines.slice(1).map(draw)].join('\n');
}

/**
 * What makes times worthless: a contestant that did not learn, or not the same as the others.
 *
 * @param {Result} result
 */
export function* complaints({ engine, workload, outcomes }) {
  const base = outcomes.find(({ contestant }) => contestant === 'reference');
  for (const { contestant, first, last } of outcomes) {
    const who = `${workload.toUpperCase()} in ${engine}: ${contestant}`;
    if (!(last < first)) yield `${who} did not learn: its loss went from ${first} to ${last}`;
    if (!(Math.abs(last - base.last) <= TOLERANCE * base.last)) {
      yield `${who} ended at a loss of ${last}, the reference at ${base.last}`;
    }
  }
  const ends = new Set(outcomes.filter(({ contestant }) => contestant.startsWith('playgrad')).map(({ last }) => last));
  if (ends.size > 1)
    yield `${workload.toUpperCase()} in ${engine}: playgrad's builds ended apart, at ${[...ends].join(', ')}`;
}
