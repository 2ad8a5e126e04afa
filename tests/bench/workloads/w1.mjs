import { random } from '../random.mjs';

/**
 * The classic playground: two numbers, one hidden layer of four units, 500 points.
 *
 * The rate is small, so that the loss falls all the way. With a larger one steps begin to jump, and two trainers that
 * round differently end apart.
 *
 * @type {import('./index.mjs').Workload}
 */
export const w1 = {
  title: '2-4-2-1 tanh, mean squared error, SGD, 500 points, batch 10',
  sizes: [2, 4, 2, 1],
  activation: 'tanh',
  head: 'tanh',
  loss: 'mean_squared_error',
  optimizer: { kind: 'sgd', lr: 0.003 },
  batch: 10,
  epochs: 2000,
  unit: 'epochs/s',
  rows,
};

/** Points of a square; those in the disk in its middle are the second class. */
function rows() {
  const next = random(1);
  const count = 500;
  const x = Float32Array.from({ length: 2 * count }, () => 4 * next() - 2);
  const y = Float32Array.from({ length: count }, (_, row) => (x[2 * row] ** 2 + x[2 * row + 1] ** 2 < 2 ? 1 : 0));
  return { count, x, y, classes: ['outside', 'inside'] };
}
