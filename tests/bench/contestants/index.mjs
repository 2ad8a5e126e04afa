// Who is timed. A contestant is a module of its own.
import { reference } from '../reference.mjs';
import { playgrad } from './playgrad.mjs';

/**
 * @typedef {import('../workloads/index.mjs').Workload} Workload
 * @typedef {import('../workloads/index.mjs').Rows} Rows
 *
 * @typedef {object} Contestant
 * @property {string} name
 * @property {(workload: Workload, rows: Rows, builds: Builds) => Promise<Ready>} prepare does whatever need not be
 *   done again for the next training
 *
 * @typedef {object} Ready
 * @property {() => Float32Array} [params] parameters to begin with: layer by layer, weights `[outputs, inputs]` row by
 *   row, then biases
 * @property {(params: Float32Array) => Training} open begins a training with these parameters
 *
 * @typedef {object} Training
 * @property {(epochs: number) => void} train
 * @property {() => number} loss mean over the rows of the last epoch, each as its batch found it
 * @property {() => void} free
 *
 * @typedef {Record<'simd' | 'scalar', string>} Builds addresses of the folders with playgrad's two builds
 */

/**
 * The first gives everybody the parameters to begin with; `reference` is what the others are set against. Whatever
 * `playgrad` begins with must end at the same bits.
 *
 * @type {readonly Contestant[]}
 */
export const contestants = [playgrad('simd'), playgrad('scalar'), reference];
