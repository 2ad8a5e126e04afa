// What is timed. A workload is a module of its own; whatever it says, every contestant does.
import { w1 } from './w1.mjs';
import { w5 } from './w5.mjs';

/**
 * A network and how it is trained, in playgrad's words.
 *
 * @typedef {object} Workload
 * @property {string} title what it is, for people
 * @property {readonly number[]} sizes inputs, units of each hidden layer, outputs
 * @property {'tanh' | 'relu'} activation of the hidden layers
 * @property {'tanh' | 'softmax'} head activation of the output layer
 * @property {'mean_squared_error' | 'categorical_cross_entropy'} loss
 * @property {{ readonly kind: string, readonly [setting: string]: number | string }} optimizer
 * @property {number} batch rows of one step
 * @property {number} epochs how many are timed at a stretch, after one that is not
 * @property {Unit} unit what a time is reported as
 * @property {() => Rows} rows makes the data; no validation rows are cut from them, and they are not shuffled
 *
 * @typedef {'epochs/s' | 'ms/epoch'} Unit
 *
 * @typedef {object} Rows
 * @property {number} count
 * @property {Float32Array} x `[rows, inputs]`, row by row
 * @property {Float32Array} y the class of each row, from 0
 * @property {readonly string[]} classes their names
 */

/** @type {Record<string, Workload>} */
export const workloads = { w1, w5 };
