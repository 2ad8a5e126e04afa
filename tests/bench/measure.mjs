// Times the contestants on one workload. Runs in Node and in a browser alike.
import { contestants } from './contestants/index.mjs';
import { workloads } from './workloads/index.mjs';

/**
 * @typedef {object} Task
 * @property {string} workload
 * @property {number} rounds
 * @property {import('./contestants/index.mjs').Builds} builds
 *
 * @typedef {object} Outcome
 * @property {string} contestant
 * @property {number[]} ms for one epoch, in each round
 * @property {number} first loss of the first epoch
 * @property {number} last loss of the last epoch
 */

/**
 * In every round each contestant trains once, from the same parameters; a round more, before the others, is for
 * the compilers. Rounds take turns at who begins.
 *
 * @param {Task} task
 * @returns {Promise<Outcome[]>}
 */
export async function measure({ workload: name, rounds, builds }) {
  const workload = workloads[name];
  const data = workload.rows();
  const ready = [];
  for (const contestant of contestants) ready.push(await contestant.prepare(workload, data, builds));
  const params = ready[0].params();
  const outcomes = contestants.map(({ name }) => ({ contestant: name, ms: [], first: 0, last: 0 }));
  for (let round = 0; round <= rounds; round++) {
    for (let i = 0; i < ready.length; i++) {
      const turn = (round + i) % ready.length;
      const { ms, first, last } = time(ready[turn].open(params), workload.epochs);
      if (round > 0) outcomes[turn].ms.push(ms);
      Object.assign(outcomes[turn], { first, last });
    }
  }
  return outcomes;
}

/** Milliseconds for each of so many epochs, after one that is not timed. */
function time(training, epochs) {
  training.train(1);
  const first = training.loss();
  const start = performance.now();
  training.train(epochs);
  const ms = (performance.now() - start) / epochs;
  const last = training.loss();
  training.free();
  return { ms, first, last };
}
