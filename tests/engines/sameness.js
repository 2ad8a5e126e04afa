// Runs the table of sameness through the engine in the folder `?engine=`, and prints each line with the bits it got here.
const table = '../../crates/train/tests/sameness/sameness.txt';

/** The rows of a case that names a table: the same numbers as in the core's own test. */
function rowsOf(address) {
  const [, name] = /data=table\(name:(\w+)/.exec(address) ?? [];
  if (!name) return {};
  const [rows, columns] = [120, 5];
  const number = (row, column) =>
    Math.fround(Math.fround(((row * 7919 + column * 1543 + row * row * 31) % 211) / 105) - 1);
  const x = Float32Array.from({ length: rows * columns }, (_, i) => number(Math.trunc(i / columns), i % columns));
  const names = n => Array.from({ length: n }, (_, i) => `n${i}`);
  const of = (row, k) => Math.fround(x[row * columns + k] + 0.5 * x[row * columns + k + 1]);
  const classOf = row => Number(of(row, 0) > 0) + Number(of(row, 2) > 0);
  const target =
    name === 'numbers'
      ? { targets: names(2), y: Float32Array.from({ length: rows * 2 }, (_, i) => of(Math.trunc(i / 2), i % 2)) }
      : { classes: names(3), y: Float32Array.from({ length: rows }, (_, row) => classOf(row)) };
  return { table: { columns: names(columns), x, train: 100, ...target } };
}

/** The bits of a loss; one pattern for every NaN. */
function bits(loss = Number.NaN) {
  const pattern = new Uint32Array(Float32Array.of(loss).buffer)[0];
  return (Number.isNaN(loss) ? 0x7fc00000 : pattern).toString(16).padStart(8, '0');
}

/** A line of the table as it would be with what the engine gives. */
function measure(Run, line) {
  const [words, ...journal] = line.split(' | ');
  const [name, steps, , , address] = words.split(' ');
  const run = Run.open(address, { ...rowsOf(address), journal: journal.map(entry => `${entry}\n`).join('') });
  const done = run.advance(Number(steps));
  const { fingerprint } = run;
  const { trainLoss, validationLoss } = run.evaluation();
  run.free();
  const result = `${name} ${done} ${fingerprint} ${bits(trainLoss)}${bits(validationLoss)} ${address}`;
  return [result, ...journal].join(' | ');
}

async function main(print) {
  const folder = new URL(new URLSearchParams(location.search).get('engine'), location.href);
  const engine = await import(`${folder}playgrad-wasm.js`);
  await engine.default({ module_or_path: new URL('playgrad-wasm_bg.wasm', folder) });
  const lines = (await (await fetch(table)).text()).trim().split('\n');
  for (const line of lines.filter(line => !line.startsWith('#'))) {
    print(measure(engine.Run, line));
    // Between two cases the driver may ask how far it is.
    await new Promise(resolve => setTimeout(resolve));
  }
}

const print = line => document.querySelector('pre').append(`${line}\n`);
main(print)
  .catch(error => print(`error: ${error}`))
  .finally(() => {
    document.title = 'done';
  });
