// Times playgrad beside a hand-written trainer, in Node and in Chrome: `cargo xtask bench`, or by itself
// `node tests/bench/run.mjs [--only w1|w5] [--rounds N] [--json FILE]`.
//
// Contestants take turns on the same machine within each round, so a ratio means more than a speed. All begin with the
// same parameters, on the same rows in the same order, and must end at the same loss.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openChrome, openNode } from './engines.mjs';
import { circumstances, complaints, table } from './report.mjs';
import { workloads } from './workloads/index.mjs';

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, rounds: { type: 'string', default: '7' }, json: { type: 'string' } },
});
const rounds = Number(options.rounds);
const names = options.only ? [options.only] : Object.keys(workloads);

async function run() {
  if (!workloads[names[0]]) throw new Error(`--only ${names[0]} is none of ${Object.keys(workloads).join(', ')}`);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds ${options.rounds} is not 1 or more`);
  const engines = [await openNode(), await openChrome()];
  const results = [];
  try {
    for (const name of names) {
      console.log(`${name.toUpperCase()}: ${workloads[name].title}`);
      for (const engine of engines) {
        results.push({
          engine: engine.name,
          workload: name,
          outcomes: await engine.measure({ workload: name, rounds }),
        });
      }
    }
  } finally {
    for (const engine of engines) await engine.close();
  }
  const about = circumstances(engines);
  console.log(
    Object.entries(about)
      .map(([name, value]) => `${name} ${value}`)
      .join('; '),
  );
  console.log(`medians of ${rounds} rounds; ratio: how many times as fast as the reference\n\n${table(results)}`);
  if (options.json) await writeFile(options.json, `${JSON.stringify({ ...about, rounds, results }, undefined, 2)}\n`);
  return results.flatMap(result => [...complaints(result)]);
}

try {
  const found = await run();
  for (const complaint of found) console.error(complaint);
  process.exitCode = found.length ? 1 : 0;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
