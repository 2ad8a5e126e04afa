/**
 * playgrad itself, in one of its two builds.
 *
 * @param {'simd' | 'scalar'} build
 * @returns {import('./index.mjs').Contestant}
 */
export const playgrad = build => ({
  name: `playgrad ${build}`,
  async prepare(workload, rows, builds) {
    const { Run, initSync } = await import(`${builds[build]}/playgrad-wasm.js`);
    initSync({ module: await bytes(`${builds[build]}/playgrad-wasm_bg.wasm`) });
    const config = configure(workload);
    const table = { x: rows.x, y: rows.y, columns: Array.from({ length: workload.sizes[0] }, (_, i) => `x${i}`) };
    const steps = Math.ceil(rows.count / workload.batch);
    const open = params => Run.open(config, { table: { ...table, classes: rows.classes }, params });
    return {
      params() {
        const run = open();
        const params = run.params();
        run.free();
        return params;
      },
      open(params) {
        const run = open(params);
        return {
          train: epochs => run.advance(epochs * steps),
          loss: () => run.evaluation().trainLoss,
          free: () => run.free(),
        };
      },
    };
  },
});

/** @param {import('./index.mjs').Workload} workload */
const configure = ({ sizes, activation, head, loss, optimizer, batch }) => ({
  data: { kind: 'table', name: 'benchmark' },
  standardize: false,
  train_share: 1,
  layers: sizes.slice(1, -1).map(units => ({ kind: 'dense', units, activation })),
  output: { activation: head },
  loss,
  optimizer,
  batch_size: batch,
  shuffle: false,
});

/** What a file holds, in Node or in a browser. */
async function bytes(address) {
  if (!address.startsWith('file:')) return (await fetch(address)).arrayBuffer();
  const { readFile } = await import('node:fs/promises');
  return readFile(new URL(address));
}
