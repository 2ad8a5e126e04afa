import { random } from '../random.mjs';

/**
 * A network for small images of ten classes, as for handwritten digits.
 *
 * @type {import('./index.mjs').Workload}
 */
export const w5 = {
  title: '784-128-64-10 ReLU, softmax cross-entropy, Adam, 2,000 synthetic images, batch 32',
  sizes: [784, 128, 64, 10],
  activation: 'relu',
  head: 'softmax',
  loss: 'categorical_cross_entropy',
  optimizer: { kind: 'adam', lr: 0.001, beta1: 0.9, beta2: 0.999, eps: 1e-8 },
  batch: 32,
  epochs: 2,
  unit: 'ms/epoch',
  rows,
};

/** Share of an image that its class settles; the rest is noise. */
const SIGNAL = 0.15;

/** Images of 28×28 values in 0..1: a random prototype of the class under noise. */
function rows() {
  const next = random(5);
  const [count, pixels, classes] = [2000, 784, 10];
  const prototypes = Float32Array.from({ length: classes * pixels }, next);
  const y = Float32Array.from({ length: count }, () => Math.floor(classes * next()));
  const x = new Float32Array(count * pixels);
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < pixels; i++) {
      x[row * pixels + i] = SIGNAL * prototypes[y[row] * pixels + i] + (1 - SIGNAL) * next();
    }
  }
  return { count, x, y, classes: Array.from({ length: classes }, (_, i) => String(i)) };
}
