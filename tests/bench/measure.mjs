// Rounds of one workload in one engine.
import { contestants } from './contestants/index.mjs';

/**
 * @typedef {object} Outcome
 * @property {string} contestant
 * @property {number[]} ms for one epoch, in each round
 * @property {number} first loss of the first epoch
 * @property {number} last loss of the last epoch
 */

/**
 * In every round each contestant trains once, from the same parameters, while the others wait; a round more, before the
 * others, is for the compilers. Contestants take turns at who begins.
 *
 * @param {import('./engines.mjs').Engine} engine
 * @param {string} workload
 * @param {number} rounds
 * @returns {Promise<Outcome[]>}
 */
export async function measure(engine, workload, rounds) {
  const room = await engine.enter();
  const seats = [];
  for (const { name } of contestants) {
    const call = await room.seat();
    await call('prepare', { workload, contestant: name, builds: engine.builds });
    seats.push({ call, outcome: { contestant: name, ms: [], first: 0, last: 0 } });
  }
  const params = await seats[0].call('propose');
  for (const { call } of seats) await call('accept', params);
  for (let round = 0; round <= rounds; round++) {
    for (let i = 0; i < seats.length; i++) {
      const { call, outcome } = seats[(round + i) % seats.length];
      const { ms, first, last } = await call('train');
      if (round > 0) outcome.ms.push(ms);
      Object.assign(outcome, { first, last });
    }
  }
  await room.leave();
  return seats.map(({ outcome }) => outcome);
}
