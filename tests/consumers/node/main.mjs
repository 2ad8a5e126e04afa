// A program that uses the package as its README says.
import { strict as assert } from 'node:assert';
import { open } from 'playgrad';

const table = {
  x: Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1),
  y: Float32Array.of(0, 1, 1, 0),
  columns: ['a', 'b'],
  classes: ['same', 'different'],
};
const config = {
  data: 'table',
  train_share: 1,
  batch_size: 4,
  layers: [{ kind: 'dense', units: 6 }],
  optimizer: { kind: 'adam', lr: 0.05 },
};
const run = await open(config, { table });
const start = run.progress.evaluation.trainLoss;
let epochs = 0;
for await (const { evaluation, status } of run.epochs({ count: 400 })) {
  assert.equal(status.type, 'training');
  epochs++;
  if (evaluation.trainAccuracy === 1 && evaluation.trainLoss < 0.05) break;
}
assert.ok(run.progress.evaluation.trainLoss < start / 5, `${run.progress.evaluation.trainLoss} after ${epochs} epochs`);
const predicted = await run.predict(table.x);
assert.deepEqual([...predicted].map(Math.round), [0, 1, 1, 0]);

// The same place in another run, to the bit.
const { config: address, journal, step } = await run.place();
const again = await open(address, { table, journal, step });
assert.equal(again.progress.fingerprint, run.progress.fingerprint);
assert.deepEqual(await again.params(), await run.params());

await again.edit({ type: 'set', field: 'optimizer', value: { kind: 'sgd', lr: 0.1 } });
assert.equal((await again.step('batch')).step, step + 1);
run.free();
again.free();

const { signal } = AbortSignal.timeout ? { signal: AbortSignal.abort() } : {};
const spiral = await open('data=spiral(samples:100)');
for await (const _ of spiral.epochs({ signal })) assert.fail('an aborted loop does nothing');
spiral.free();
console.log(`trained in ${epochs} epochs`);
