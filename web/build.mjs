// Trunk's hook: bundles the page before Trunk takes it, in release builds the scalar engine too.
// With arguments (`node web/build.mjs simd scalar`) it builds engines, with typings, and no page.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { details } from './details.mjs';
import { literals } from './literals.mjs';
import { raw } from './raw.mjs';
import { shorten } from './shorten.mjs';
import { makeWhole } from './whole.mjs';

const made = 'target/web'; // what Trunk takes
const release = process.env.TRUNK_PROFILE === 'release';

function run(line, env = {}) {
  const [command, ...args] = line.split(' ');
  execFileSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
}

const hash = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest('hex');

/**
 * Builds the engine `simd` or `scalar` into target/wasm, unless what cargo builds is as before.
 * Each has a target folder of its own: in a common one they would overwrite each other.
 */
function buildEngine(kind) {
  const [sign, folder] = { simd: ['+', 'target'], scalar: ['-', 'target/scalar'] }[kind];
  const target = 'wasm32-unknown-unknown';
  const cargo = `cargo build --quiet --locked --release -p playgrad-wasm --target ${target} --target-dir ${folder}`;
  const { PLAYGRAD_RUSTFLAGS: flags = '' } = process.env;
  run(cargo, { RUSTFLAGS: `-Ctarget-feature=${sign}simd128 ${flags}`.trim() });
  const input = `${folder}/${target}/release/playgrad_wasm.wasm`;
  const out = `target/wasm/${kind}`;
  const stamp = `${out}/stamp`;
  const print = hash(readFileSync(input), readFileSync('web/package-lock.json'), readFileSync('Cargo.lock'));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === print) return out;
  rmSync(out, { recursive: true, force: true });
  run(`wasm-bindgen --target web --out-name playgrad-wasm --out-dir ${out} ${input}`);
  const wasm = `${out}/playgrad-wasm_bg.wasm`;
  run(`wasm-opt -O3 ${wasm} -o ${wasm}`); // the file itself says which features it may use
  writeFileSync(stamp, print);
  return out;
}

/** Every file that the site is built from. */
function* sources(path) {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inside = join(path, entry.name);
    if (entry.name === 'node_modules') continue;
    if (entry.isDirectory()) yield* sources(inside);
    else yield inside;
  }
}

/**
 * A name for this state of the sources. The worker's files have fixed names; with this in their
 * query a browser never combines files of two deployments.
 */
function buildId() {
  const files = ['Cargo.toml', 'Cargo.lock', 'rust-toolchain.toml', ...sources('crates'), ...sources('web')];
  return hash(...files.sort().flatMap(file => [file, readFileSync(file)])).slice(0, 12);
}

async function buildPage() {
  rmSync(made, { recursive: true, force: true }); // or old chunks pile up in dist
  for (const folder of ['chunks', 'scalar']) mkdirSync(`${made}/${folder}`, { recursive: true }); // Trunk copies both
  // What makes the files of data is no part of the site.
  cpSync('web/data', `${made}/data`, { recursive: true, filter: path => !/[/\\](tools|README\.md)$/.test(path) });
  const xtask = process.env.PLAYGRAD_XTASK;
  if (xtask) execFileSync(xtask, ['gen'], { stdio: 'inherit' });
  if (release) {
    const engine = buildEngine('scalar');
    for (const file of ['playgrad-wasm.js', 'playgrad-wasm_bg.wasm'])
      cpSync(`${engine}/${file}`, `${made}/scalar/${file}`);
  }
  const id = buildId();
  const common = {
    outdir: made,
    bundle: true,
    target: 'es2022',
    define: { BUILD_ID: JSON.stringify(id), RELEASE: String(release) },
    minify: release,
    sourcemap: release ? false : 'inline',
    legalComments: 'none',
    charset: 'utf8',
    plugins: [raw, details, ...(release ? [literals] : [])],
  };
  const modules = { ...common, splitting: true, format: 'esm', chunkNames: 'chunks/[name]-[hash]' };
  const page = { main: 'web/src/main.ts', style: 'web/src/main.css' };
  const { metafile } = await build({ ...modules, entryPoints: page, metafile: true });
  if (release) await makeWhole(made, metafile.outputs, id, { minify: true, target: common.target, charset: 'utf8' });
  // By itself: what page and worker both have would else be files of their own, which the page waits for.
  await build({ ...modules, entryPoints: { worker: 'web/src/engine/worker.ts' } });
  const folders = release ? [made, `${made}/chunks`] : [];
  const programs = folders.flatMap(folder => readdirSync(folder).map(file => join(folder, file)));
  for (const file of programs.filter(name => name.endsWith('.js'))) await shorten(file);
  // Not every browser takes a module for a service worker.
  await build({ ...common, entryPoints: { offline: 'web/src/offline/worker.ts' }, format: 'iife' });
}

const kinds = process.argv.slice(2);
try {
  if (kinds.length) kinds.forEach(buildEngine);
  else await buildPage();
} catch (error) {
  console.error(error.message); // whoever failed has said why
  process.exitCode = 1;
}
