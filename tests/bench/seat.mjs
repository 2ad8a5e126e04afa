// One contestant's place, in a thread or a worker of its own, so that what one does to its engine does not reach another.
// (Where a memory of WebAssembly has grown once, V8 checks at every access whether a typed array is still attached: the
// reference then takes 1.5 times as long for W5, 1.3 times for W1.)
import { contestants } from './contestants/index.mjs';
import { workloads } from './workloads/index.mjs';

/**
 * @typedef {object} Task
 * @property {string} workload
 * @property {string} contestant
 * @property {import('./contestants/index.mjs').Builds} builds
 *
 * @typedef {object} Turn
 * @property {number} ms for one epoch
 * @property {number} first loss of the first epoch
 * @property {number} last loss of the last epoch
 */

/** @type {import('./workloads/index.mjs').Workload} */
let workload;
/** @type {import('./contestants/index.mjs').Ready} */
let ready;
/** @type {Float32Array} */
let params;

/** Sits down. @param {Task} task */
export async function prepare(task) {
  workload = workloads[task.workload];
  const contestant = contestants.find(({ name }) => name === task.contestant);
  ready = await contestant.prepare(workload, workload.rows(), task.builds);
}

/** Parameters to begin with. */
export const propose = () => [...ready.params()];

/** Takes parameters to begin with. @param {readonly number[]} numbers */
export function accept(numbers) {
  params = Float32Array.from(numbers);
}

/** Trains: one epoch without a clock, then as many as the workload says with one. @returns {Turn} */
export function train() {
  const training = ready.open(params);
  training.train(1);
  const first = training.loss();
  const start = performance.now();
  training.train(workload.epochs);
  const ms = (performance.now() - start) / workload.epochs;
  const last = training.loss();
  training.free();
  return { ms, first, last };
}
