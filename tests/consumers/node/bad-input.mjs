// A program that gives the package what it cannot use: each time it is told what is wrong, where, and what would be right,
// and its runs are as they were.
import { strict as assert } from 'node:assert';
import { EngineError, open } from 'playgrad';

const table = {
  x: Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1),
  y: Float32Array.of(0, 1, 1, 0),
  columns: ['a', 'b'],
  classes: ['same', 'different'],
};
const config = { data: 'table', train_share: 1, batch_size: 4, layers: [{ kind: 'dense', units: 3 }] };
const most = Number.MAX_SAFE_INTEGER;

/** Something is refused: `[field, value, allowed]`, or what its sentence says. */
async function refused(promise, said) {
  await assert.rejects(promise, error => {
    assert.ok(error instanceof EngineError, String(error));
    if (said instanceof RegExp) assert.match(error.message, said);
    else {
      assert.deepEqual([error.field, error.value, error.allowed], said);
      assert.equal(error.message, `${said[0]} = ${said[1]} is not ${said[2]}`);
    }
    return true;
  });
}

const plain = /plain values and typed arrays only: .*could not be cloned/;

const configs = [
  [{ layers: [{ kind: 'dense', units: 0 }] }, ['layers[0].units', '0', 'an integer from 1 to 1024']],
  [{ optimizer: { kind: 'adam', lr: Number.NaN } }, ['optimizer.lr', 'NaN', 'a number of 0 or more']],
  [{ layers: [{ kind: 'dense', activation: 'swishy' }] }, /layers\[0\]\.activation = "swishy" is not one of linear,/],
  [{ optimiser: 'adam' }, /optimiser = "adam" is not a setting of the configuration: one of data,/],
  [{ data: 'spirals' }, /data = "spirals" is not one of circle,/],
  ['data=spirals', /data = .?spirals.? is not one of circle,/],
  [5, ['config', '5', 'an address, or an object of settings']],
  [{ layers: [() => 1] }, plain],
  [{ data: { kind: 'table', name: 'iris' } }, /no table called “iris” here: .*give its rows/],
];
for (const [each, said] of configs) await refused(open(each), said);

// Options of `open`.
const names = 'a property of options: one of table, journal, step';
const count = `an integer from 0 to ${most}`;
const options = [
  [5, ['options', '5', 'an object']],
  [{ tabel: table }, ['options.tabel', 'an object', names]],
  [{ step: -1 }, ['options.step', '-1', count]],
  [{ step: '5' }, ['options.step', '"5"', count]],
  [{ step: Number.POSITIVE_INFINITY }, ['options.step', 'Infinity', count]],
  [{ journal: 'hello' }, /^journal\[0\] = hello is not a step and a change/],
];
for (const [each, said] of options) await refused(open({}, each), said);
await refused(open({ data: 'xor' }, { table }), ['data', 'xor', '"table", which a table of one\'s own needs']);

// Tables that cannot be.
const y = ['same', 'different', 'different', 'same'];
const numbers = { ...table, classes: undefined, targets: ['kind'] };
const tables = [
  [{ ...numbers, y }, ['options.table.y', 'a list of 4', 'a Float32Array']],
  [{ ...numbers, y: Float32Array.from(y) }, ['table.y[0][0]', 'NaN', 'a finite number']],
  [{ ...table, y }, ['options.table.y', 'a list of 4', 'a Float32Array']],
  [{ ...table, classes: ['same'] }, ['table.classes', '1', 'two classes or more']],
  [{ ...table, y: Float32Array.of(0, 1, 2, 0) }, ['table.y[2]', '2', 'a class from 0 to 1']],
  [{ ...table, x: Float32Array.of(0, 0, 0, Number.NaN, 1, 0, 1, 1) }, ['table.x[1][1]', 'NaN', 'a finite number']],
  [{ ...table, x: Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1 / 0) }, ['table.x[3][1]', 'inf', 'a finite number']],
  [{ ...table, x: Float32Array.of(0, 0) }, ['table.x', '2 values', '4 rows of 2 columns, 8 values']],
  [{ ...table, x: new Float32Array(), y: new Float32Array() }, ['table.y', '0 values', 'one row or more']],
  [{ ...table, train: 5 }, ['table.train', '5', 'an integer from 1 to 4']],
  [{ ...table, classes: undefined }, /^options\.table = .* is not a table with either targets or classes/],
  [{ ...table, rows: 4 }, /^options\.table\.rows = 4 is not a property of options\.table: one of x, y,/],
];
for (const [each, said] of tables) await refused(open(config, { table: each }), said);

/** Tables that are odd, and can be learned from. */
const odd = {
  'fewer rows than a batch may have': [{ ...config, batch_size: 64 }, table],
  'a class that no row has': [config, { ...table, y: new Float32Array(4) }],
  'columns that are the same everywhere': [config, { ...table, x: new Float32Array(8) }],
  'targets that are the same everywhere': [config, { ...numbers, y: new Float32Array(4).fill(7) }],
  'one row': [
    { ...config, train_share: 0.7 },
    { ...table, x: Float32Array.of(1, 2), y: Float32Array.of(1) },
  ],
};
for (const [name, [settings, rows]] of Object.entries(odd)) {
  const run = await open(settings, { table: rows });
  const { step, status, evaluation } = await run.step('epoch');
  assert.deepEqual([step, status.type], [1, 'training'], name);
  assert.ok(Number.isFinite(evaluation.trainLoss), `${name}: ${evaluation.trainLoss}`);
  run.free();
}

// What a run is asked for: it goes on as it was.
const run = await open(config, { table });
const { fingerprint } = await run.step();
const first = async epochs => {
  for await (const _ of epochs) return;
};
const asked = [
  [() => run.step('week'), ['unit', '"week"', 'one of phase, layer, batch, epoch']],
  [() => run.step(() => 1), plain],
  [() => run.advance(-1), ['batches', '-1', count]],
  [() => run.advance(0.5), ['batches', '0.5', count]],
  [() => run.advance(Number.POSITIVE_INFINITY), ['batches', 'Infinity', count]],
  [() => run.advance(), ['batches', 'nothing', count]],
  [() => first(run.epochs(10)), ['options', '10', 'an object']],
  [() => first(run.epochs({ counts: 10 })), ['options.counts', '10', 'a property of options: one of count, signal']],
  [() => first(run.epochs({ count: Number.NaN })), ['options.count', 'NaN', count]],
  [() => run.predict([1, 2]), ['x', 'a list of 2', 'a Float32Array']],
  [() => run.predict(() => 1), plain],
  [() => run.predict(new Float32Array(3)), /^x = a Float32Array of 3 is not .* rows of 2 values/],
  [() => run.losses(Uint32Array.of(99)), ['rows[0]', '99', 'a row, an integer from 0 to below 4']],
  [() => run.evaluate('all'), ['role', '"all"', 'one of training, validation, test']],
  [() => run.edit({ type: 'set', field: 'layers', value: [] }), /^layers = .* is not/],
  [() => run.edit({ type: 'set', field: 'batch_size', value: () => 1 }), plain],
  [() => run.edit({ type: 'weight', number: 99, value: 1 }), /^number = 99 is not/],
];
for (const [ask, said] of asked) await refused(ask(), said);
assert.equal(run.progress.fingerprint, fingerprint);
assert.equal((await run.step()).step, 2);
run.free();
await assert.rejects(run.step(), /ended/);
console.log('refused what cannot be used');
