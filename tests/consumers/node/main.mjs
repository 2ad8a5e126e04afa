// A program that uses the package as its README says.
import { strict as assert } from 'node:assert';
import { EngineError, open } from 'playgrad';

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

await assert.rejects(open({ layers: [{ kind: 'dense', units: 0 }] }), error => {
  assert.ok(error instanceof EngineError);
  assert.deepEqual([error.field, error.value, error.allowed], ['layers[0].units', '0', 'an integer from 1 to 1024']);
  return true;
});
await assert.rejects(open({ data: { kind: 'table', name: 'iris' } }), /give its rows/);

// Tables that cannot be: what is wrong, where, and what would be right.
const y = ['same', 'different', 'different', 'same'];
const bad = [
  [{ ...table, classes: undefined, targets: ['kind'], y }, 'options.table.y', 'a list of 4', 'a Float32Array'],
  [{ ...table, y }, 'options.table.y', 'a list of 4', 'a Float32Array'],
  [{ ...table, classes: ['same'] }, 'table.classes', '1', 'two classes or more'],
  [{ ...table, y: Float32Array.of(0, 1, 2, 0) }, 'table.y[2]', '2', 'a class from 0 to 1'],
  [{ ...table, x: Float32Array.of(0, 0, 0, Number.NaN, 1, 0, 1, 1) }, 'table.x[1][1]', 'NaN', 'a finite number'],
  [{ ...table, x: Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1 / 0) }, 'table.x[3][1]', 'inf', 'a finite number'],
  [{ ...table, x: Float32Array.of(0, 0) }, 'table.x', '2 values', '4 rows of 2 columns, 8 values'],
];
for (const [rows, ...said] of bad) {
  await assert.rejects(open(config, { table: rows }), error => {
    assert.ok(error instanceof EngineError, String(error));
    assert.deepEqual([error.field, error.value, error.allowed], said);
    assert.equal(error.message, `${said[0]} = ${said[1]} is not ${said[2]}`);
    return true;
  });
}

// Fewer rows than a batch may have are one batch.
const few = await open({ ...config, batch_size: 64 }, { table });
assert.equal((await few.step('epoch')).step, 1);
few.free();

const { signal } = AbortSignal.timeout ? { signal: AbortSignal.abort() } : {};
const spiral = await open('data=spiral(samples:100)');
for await (const _ of spiral.epochs({ signal })) assert.fail('an aborted loop does nothing');
spiral.free();
console.log(`trained in ${epochs} epochs`);
