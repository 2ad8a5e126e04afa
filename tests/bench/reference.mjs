// The stand-in for engines written in JavaScript: what a careful programmer would write by hand over typed arrays.
//
// Plain loops, with what a profiler asks for: nothing is looked up or taken apart in them, every matrix is a list of its
// rows (so that an index is one variable), a unit's weights stay in the nearest cache while the rows of the batch pass
// by, and sums do not wait for one another. Storage is Float64Array, because JavaScript computes in double precision: a
// Float32Array costs a conversion at every access for half the memory. Measured, it is a tenth slower on W1 and no more
// than a tenth faster on W5.

/**
 * @typedef {Float64Array[]} Matrix its rows, pieces of one array
 *
 * @typedef {object} Layer
 * @property {Matrix} w weights `[outputs, inputs]`
 * @property {Float64Array} b biases
 * @property {Matrix} gw ∂loss/∂w
 * @property {Float64Array} gb ∂loss/∂b
 * @property {Matrix} y outputs `[batch, outputs]`
 * @property {Matrix} d ∂loss by the outputs, then by the weighted sums, `[batch, outputs]`
 * @property {Float64Array} column room for one unit's `d`
 * @property {Activation} [activation]
 *
 * @typedef {object} Activation
 * @property {(y: Float64Array) => void} forward `y ← f(y)`
 * @property {(y: Float64Array, d: Float64Array) => void} backward `d ← d · f′`, told from `y`
 */

/** @type {Record<string, Activation>} */
const activations = {
  tanh: {
    forward(y) {
      for (let j = 0; j < y.length; j++) y[j] = Math.tanh(y[j]);
    },
    backward(y, d) {
      for (let j = 0; j < y.length; j++) d[j] *= 1 - y[j] * y[j];
    },
  },
  relu: {
    forward(y) {
      for (let j = 0; j < y.length; j++) if (y[j] <= 0) y[j] = 0;
    },
    backward(y, d) {
      for (let j = 0; j < y.length; j++) if (y[j] <= 0) d[j] = 0;
    },
  },
};

/**
 * The loss of one row of so many in the batch; writes its part of the derivative to `d`.
 *
 * @type {Record<string, (p: Float64Array, label: number, d: Float64Array, rows: number) => number>}
 */
const losses = {
  /** The two classes are −1 and 1. */
  mean_squared_error(p, label, d, rows) {
    let sum = 0;
    for (let j = 0; j < p.length; j++) {
      const error = p[j] - (2 * label - 1);
      sum += error * error;
      d[j] = (2 * error) / (rows * p.length);
    }
    return sum / p.length;
  },
  /** Takes logits. */
  categorical_cross_entropy(z, label, d, rows) {
    let top = z[0];
    for (let j = 1; j < z.length; j++) if (z[j] > top) top = z[j];
    let sum = 0;
    for (let j = 0; j < z.length; j++) {
      d[j] = Math.exp(z[j] - top);
      sum += d[j];
    }
    for (let j = 0; j < z.length; j++) d[j] /= sum * rows;
    d[label] -= 1 / rows;
    return Math.log(sum) - (z[label] - top);
  },
};

/**
 * A function that moves `n` parameters `p` by their gradients `g`.
 *
 * @type {Record<string, (settings: any, n: number) => (p: Float64Array, g: Float64Array) => void>}
 */
const optimizers = {
  sgd({ lr }) {
    return (p, g) => {
      for (let i = 0; i < p.length; i++) p[i] -= lr * g[i];
    };
  },
  adam({ lr, beta1, beta2, eps }, n) {
    const m = new Float64Array(n);
    const v = new Float64Array(n);
    let t = 0;
    return (p, g) => {
      t++;
      const rate = lr / (1 - beta1 ** t);
      const unroot = 1 / Math.sqrt(1 - beta2 ** t);
      for (let i = 0; i < p.length; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
        p[i] -= (rate * m[i]) / (Math.sqrt(v[i]) * unroot + eps);
      }
    };
  },
};

/** `Σ w[i] · x[i]` */
function dot(w, x) {
  const n = w.length;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    a += w[i] * x[i];
    b += w[i + 1] * x[i + 1];
    c += w[i + 2] * x[i + 2];
    d += w[i + 3] * x[i + 3];
  }
  for (; i < n; i++) a += w[i] * x[i];
  return a + b + (c + d);
}

/** `y ← Σ c[k] · x[k]` over the first `n` rows of `x` */
function combine(c, x, n, y) {
  y.fill(0);
  let k = 0;
  for (; k + 3 < n; k += 4) {
    const c0 = c[k];
    const c1 = c[k + 1];
    const c2 = c[k + 2];
    const c3 = c[k + 3];
    const x0 = x[k];
    const x1 = x[k + 1];
    const x2 = x[k + 2];
    const x3 = x[k + 3];
    for (let i = 0; i < y.length; i++) y[i] += c0 * x0[i] + c1 * x1[i] + c2 * x2[i] + c3 * x3[i];
  }
  for (; k < n; k++) {
    const ck = c[k];
    const xk = x[k];
    for (let i = 0; i < y.length; i++) y[i] += ck * xk[i];
  }
}

/** @type {(layer: Layer, x: Matrix, rows: number) => void} */
function forward({ w, b, y, activation }, x, rows) {
  for (let j = 0; j < w.length; j++) {
    for (let row = 0; row < rows; row++) y[row][j] = b[j] + dot(w[j], x[row]);
  }
  if (activation) for (let row = 0; row < rows; row++) activation.forward(y[row]);
}

/** @type {(layer: Layer, x: Matrix, dx: Matrix | undefined, rows: number) => void} */
function backward({ w, gw, gb, y, d, column, activation }, x, dx, rows) {
  if (activation) for (let row = 0; row < rows; row++) activation.backward(y[row], d[row]);
  for (let j = 0; j < w.length; j++) {
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      column[row] = d[row][j];
      sum += d[row][j];
    }
    gb[j] = sum;
    combine(column, x, rows, gw[j]);
  }
  if (dx) for (let row = 0; row < rows; row++) combine(d[row], w, w.length, dx[row]);
}

/** @type {(numbers: Float64Array, n: number) => Matrix} */
const split = (numbers, n) =>
  Array.from({ length: numbers.length / n }, (_, row) => numbers.subarray(row * n, (row + 1) * n));

/** @type {(workload: import('./workloads/index.mjs').Workload, p: Float64Array, g: Float64Array) => Layer[]} */
function build({ sizes, activation, head, batch }, p, g) {
  let at = 0;
  const next = n => {
    at += n;
    return [p, g].map(numbers => numbers.subarray(at - n, at));
  };
  return sizes.slice(1).map((outputs, i) => {
    const [w, gw] = next(sizes[i] * outputs).map(numbers => split(numbers, sizes[i]));
    const [b, gb] = next(outputs);
    const [y, d] = [0, 0].map(() => split(new Float64Array(batch * outputs), outputs));
    const name = i < sizes.length - 2 ? activation : head;
    return { w, b, gw, gb, y, d, column: new Float64Array(batch), activation: activations[name] };
  });
}

/** @type {import('./contestants/index.mjs').Contestant} */
export const reference = {
  name: 'reference',
  async prepare(workload, { count, x, y }) {
    const inputs = split(Float64Array.from(x), workload.sizes[0]);
    const score = losses[workload.loss];
    return {
      open(params) {
        const p = Float64Array.from(params);
        const g = new Float64Array(p.length);
        const layers = build(workload, p, g);
        const last = layers.length - 1;
        const update = optimizers[workload.optimizer.kind](workload.optimizer, p.length);
        let mean = Number.NaN;

        function step(first, end) {
          const x = inputs.slice(first, end);
          for (let i = 0; i <= last; i++) forward(layers[i], i > 0 ? layers[i - 1].y : x, x.length);
          const out = layers[last];
          let sum = 0;
          for (let row = 0; row < x.length; row++) sum += score(out.y[row], y[first + row], out.d[row], x.length);
          for (let i = last; i > 0; i--) backward(layers[i], layers[i - 1].y, layers[i - 1].d, x.length);
          backward(layers[0], x, undefined, x.length);
          update(p, g);
          return sum;
        }

        function epoch() {
          let sum = 0;
          for (let first = 0; first < count; first += workload.batch) {
            sum += step(first, Math.min(first + workload.batch, count));
          }
          mean = sum / count;
        }

        return {
          train(epochs) {
            for (let i = 0; i < epochs; i++) epoch();
          },
          loss: () => mean,
          free() {},
        };
      },
    };
  },
};
