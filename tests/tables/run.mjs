// How well the real data sets are learned: `cargo xtask tables` writes docs/tables.md.
//
// Each set is loaded by the page's own loader and trained by the page's own engine, with the page's defaults except for the
// network that its catalog suggests. The epoch with the lowest validation loss counts; the test rows are asked once, at the end.
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { pathToFileURL } from 'node:url';

const root = new URL('../../', import.meta.url);
const require = createRequire(new URL('web/package.json', root));
const { build } = require('esbuild');

const SEEDS = [1, 2, 3];
/** So many epochs without a lower validation loss end a run. */
const PATIENCE = 30;
/** About so many batches are trained between two looks at the validation loss. */
const BATCHES = 100;
const MOST_SECONDS = 60;

const data = new URL('web/data/', root);

/** The page's loader, as JavaScript. */
async function loader() {
  const outfile = new URL('target/tables/load.mjs', root);
  const entryPoints = [new URL('web/src/data/load.ts', root).pathname];
  await build({ entryPoints, outfile: outfile.pathname, bundle: true, format: 'esm', target: 'es2022' });
  return import(outfile.href);
}

/** The engine with SIMD; `cargo xtask` says where it is. */
async function engine() {
  const folder = pathToFileURL(`${process.env.PLAYGRAD_WASM_SIMD}/`);
  const module = await import(new URL('playgrad-wasm.js', folder).href);
  await module.default({ module_or_path: await readFile(new URL('playgrad-wasm_bg.wasm', folder)) });
  return module;
}

const get = async url => new Response(await readFile(url));

const config = ({ id, modality, suggested_network: { hidden } }, seed) => ({
  data: { kind: 'table', name: id },
  // Pixels are on one scale already, and many are always dark.
  standardize: modality !== 'image',
  layers: hidden.map(units => ({ kind: 'dense', units, activation: 'relu', init: 'he_uniform' })),
  optimizer: { kind: 'adam', lr: 0.003 },
  batch_size: 32,
  seeds: { weights: seed, shuffle: seed, split: seed },
});

/** Trains until the validation loss falls no more, and goes back to where it was lowest. */
function train({ Run }, options, settings) {
  const start = performance.now();
  const run = Run.open(settings, options);
  const stride = Math.max(1, Math.round(BATCHES / run.batchesInEpoch));
  let best = { loss: Number.POSITIVE_INFINITY, epoch: 0, saved: run.save() };
  while (run.epoch - best.epoch < PATIENCE * stride && performance.now() - start < 1000 * MOST_SECONDS) {
    run.advance(Number.MAX_SAFE_INTEGER, run.epoch + stride);
    if (run.status.type !== 'training') break;
    const { validationLoss: loss } = run.evaluation();
    if (loss < best.loss) best = { loss, epoch: run.epoch, saved: run.save() };
  }
  run.free();
  const seconds = (performance.now() - start) / 1000;
  const kept = Run.load(best.saved, options.table);
  const { accuracy, fits } = kept.evaluate('test');
  kept.free();
  const mean = of => fits.reduce((sum, fit) => sum + fit[of], 0) / fits.length;
  const score = accuracy === undefined ? { rmse: mean('rmse'), r2: mean('r2') } : { accuracy };
  return { ...score, epoch: best.epoch, seconds };
}

const middle = values => values.toSorted((a, b) => a - b)[values.length >> 1];
const percent = x => `${(100 * x).toFixed(1)} %`;
const digits = x => Number(x.toPrecision(3)).toLocaleString('en-US').replaceAll(',', ' ');

/** One line of the table: the middle one of several seeds beside what others reach. */
function line(entry, runs) {
  const of = name => middle(runs.map(run => run[name]));
  const { constant, linear, mlp } = entry.baselines;
  const classes = runs[0].accuracy !== undefined;
  const measure = classes ? 'accuracy' : 'rmse';
  const show = classes ? percent : digits;
  const baseline = model => show(model[measure].mean ?? model[measure]);
  const cells = [
    entry.title,
    classes ? 'accuracy' : 'RMSE',
    `**${show(of(measure))}**`,
    baseline(mlp),
    baseline(linear),
    baseline(constant),
    classes ? '' : of('r2').toFixed(2),
    entry.suggested_network.hidden.join('-'),
    of('epoch'),
    `${Number(of('seconds').toPrecision(2))} s`,
  ];
  return `| ${cells.join(' | ')} |`;
}

async function main() {
  const [{ loadTable }, module] = [await loader(), await engine()];
  const { datasets } = JSON.parse(await readFile(new URL('datasets.json', data), 'utf8'));
  const lines = [];
  for (const entry of datasets) {
    const { table } = await loadTable(entry.id, data, { get });
    const runs = SEEDS.map(seed => train(module, { table }, config(entry, seed)));
    lines.push(line(entry, runs));
    console.log(lines.at(-1));
  }
  const head = [
    'data set',
    'measure',
    'playgrad',
    'scikit-learn MLP',
    'linear',
    'constant',
    'R²',
    'hidden units',
    'epoch',
    'time',
  ];
  const text = `# How well the data sets are learned

Made by \`cargo xtask tables\` on ${new Date().toISOString().slice(0, 10)}, on ${cpus()[0].model.trim()}. Each set was trained with the hidden units that
its catalog suggests (ReLU, He), Adam at 0.003 and batches of 32, on 70 % of its training rows; the others are for validation,
and the epoch with the lowest validation loss counts. The figures are for the test rows, which nothing else has seen: the
middle one of ${SEEDS.length} seeds, beside the baselines of the catalog. RMSE is in the target's unit; of several targets it is the mean.
The time is that of one whole run, in Node.

| ${head.join(' | ')} |
| ${head.map(() => '---').join(' | ')} |
${lines.join('\n')}
`;
  await writeFile(new URL('docs/tables.md', root), text);
}

await main();
