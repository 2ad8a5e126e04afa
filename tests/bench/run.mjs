// Times playgrad beside a hand-written trainer, in Node and in Chrome, and the page beside its engine: `cargo xtask bench`,
// or by itself `node tests/bench/run.mjs [--only w1|w5|steady|page|opening] [--rounds N] [--json FILE]`.
//
// Contestants take turns on the same machine within each round, so a ratio means more than a speed. All begin with the
// same parameters, on the same rows in the same order, and must end at the same loss.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openChrome, openNode } from './engines.mjs';
import { measure } from './measure.mjs';
import { measureOpening, openingComplaints } from './opening.mjs';
import { hasSite, measurePage, pageComplaints } from './page.mjs';
import { circumstances, complaints, table } from './report.mjs';
import { measureSteady, steadyComplaints } from './steady.mjs';
import { workloads } from './workloads/index.mjs';

/** What is measured on the built site. */
const visits = ['page', 'opening'];

/** What was asked for on the command line. */
function settings() {
  const text = /** @type {const} */ ({ type: 'string' });
  const { values } = parseArgs({ options: { only: text, rounds: { ...text, default: '7' }, json: text } });
  const all = [...Object.keys(workloads), 'steady', ...visits];
  const names = values.only ? all.filter(name => name === values.only) : all;
  if (names.length === 0) throw new Error(`--only ${values.only} is none of ${all.join(', ')}`);
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds ${values.rounds} is no count`);
  return { names, rounds, json: values.json };
}

/** Does every workload in every engine. */
async function compete(engines, names, rounds) {
  const results = [];
  for (const workload of names) {
    console.log(`${workload.toUpperCase()}: ${workloads[workload].title}`);
    for (const engine of engines) {
      results.push({ engine: engine.name, workload, outcomes: await measure(engine, workload, rounds) });
    }
  }
  return results;
}

/** Measures the built site, as far as it is asked for. */
async function visit(names, rounds) {
  const wanted = visits.filter(name => names.includes(name));
  if (!wanted.length) return {};
  if (!hasSite()) {
    if (names.length === 1) throw new Error('there is no site in dist/: `cargo xtask site` makes it');
    console.log('PAGE: skipped, for there is no site in dist/');
    return {};
  }
  return {
    page: wanted.includes('page') ? await measurePage(rounds) : [],
    opening: wanted.includes('opening') ? await measureOpening(rounds) : undefined,
  };
}

async function run() {
  const { names, rounds, json } = settings();
  const engines = [await openNode(), await openChrome()];
  try {
    const results = await compete(
      engines,
      names.filter(name => name in workloads),
      rounds,
    );
    const steady = names.includes('steady') ? await measureSteady(engines[0].builds, rounds) : [];
    const { page = [], opening } = await visit(names, rounds);
    const about = circumstances(engines);
    const facts = Object.entries(about).map(([name, value]) => `${name} ${value}`);
    console.log(`${facts.join('; ')}\nmedians of ${rounds} rounds${results.length ? `\n\n${table(results)}` : ''}`);
    if (json)
      await writeFile(json, `${JSON.stringify({ ...about, rounds, results, steady, page, opening }, undefined, 2)}\n`);
    return [
      ...results.flatMap(result => [...complaints(result)]),
      ...steady.flatMap(steadyComplaints),
      ...page.flatMap(pageComplaints),
      ...(opening ? openingComplaints(opening) : []),
    ];
  } finally {
    for (const engine of engines) await engine.close();
  }
}

try {
  const found = await run();
  for (const complaint of found) console.error(complaint);
  process.exitCode = found.length ? 1 : 0;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
