// Builds the npm package into target/package: `cargo xtask package` calls it, with both engines in target/wasm.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { build } from 'esbuild';
import { details } from './details.mjs';
import { literals } from './literals.mjs';
import { raw } from './raw.mjs';

const made = 'target/package';
const entry = name => ({ [name]: `web/src/package/${name}.ts` });
/** What a page may load together: their common parts are in files of their own, so that all have the same worker. */
const shared = { ...entry('index'), ...entry('elements'), ...entry('define') };
/** What is whole by itself. */
const alone = ['node', 'worker', 'inline'].map(entry);
const wasm = kind => `target/wasm/${kind}/playgrad-wasm_bg.wasm`;
const { lit } = JSON.parse(readFileSync('web/package.json', 'utf8')).dependencies;
const { version } = JSON.parse(execFileSync('cargo', ['metadata', '--no-deps', '--format-version=1'])).packages[0];

/** The parts that come from the engines' build: their common program, and their bytes as text. */
const engines = {
  name: 'engines',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/wasm\/playgrad-wasm\.js$/ }, () => ({
      path: join(process.cwd(), 'target/wasm/simd/playgrad-wasm.js'),
    }));
    // Its own idea of where the bytes lie would lead bundlers to a file that is not there.
    onLoad({ filter: /playgrad-wasm\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace("new URL('playgrad-wasm_bg.wasm', import.meta.url)", 'undefined'),
    }));
    onResolve({ filter: /\/wasm\/inlined\.js$/ }, () => ({ path: 'inlined', namespace: 'engines' }));
    onLoad({ filter: /.*/, namespace: 'engines' }, () => {
      const text = kind => JSON.stringify(deflateRawSync(readFileSync(wasm(kind)), { level: 9 }).toString('base64'));
      return { contents: `export const simd = ${text('simd')};\nexport const scalar = ${text('scalar')};\n` };
    });
  },
};

const options = {
  outdir: made,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  plugins: [engines, raw, details, literals],
};

/** Nobody's folders are to be published. */
function check(file) {
  if (readFileSync(file).includes(homedir())) throw new Error(`${file} names ${homedir()}: build it with cargo xtask`);
}

async function programs() {
  await build({ ...options, entryPoints: shared, platform: 'browser', splitting: true, chunkNames: 'part-[hash]' });
  for (const entryPoints of alone) {
    await build({
      ...options,
      entryPoints,
      platform: 'neutral',
      mainFields: ['module', 'main'],
      external: ['node:fs/promises'],
    });
  }
  for (const kind of ['simd', 'scalar']) {
    check(wasm(kind));
    cpSync(wasm(kind), `${made}/wasm/${kind}.wasm`);
  }
}

/** Types as the compiler has them, with the extensions that others' compilers expect. */
function types() {
  const tsc = 'web/node_modules/typescript/bin/tsc';
  const flags = [
    '--noEmit',
    'false',
    '--declaration',
    '--emitDeclarationOnly',
    '--rootDir',
    '.',
    '--outDir',
    `${made}/types`,
  ];
  const entries = [shared, ...alone].flatMap(Object.values);
  const files = [...entries, 'web/src/package/wasm.d.ts', 'web/src/raw.d.ts'];
  const settings = JSON.parse(readFileSync('web/tsconfig.json', 'utf8'));
  writeFileSync(
    'target/package.tsconfig.json',
    JSON.stringify({ compilerOptions: settings.compilerOptions, files: files.map(file => `../${file}`) }),
  );
  execFileSync('node', [tsc, '-p', 'target/package.tsconfig.json', ...flags], { stdio: 'inherit' });
  const typings = 'crates/wasm/src/typings.d.ts';
  mkdirSync(join(`${made}/types`, 'crates/wasm/src'), { recursive: true });
  cpSync(typings, join(`${made}/types`, typings));
  for (const entry of readdirSync(`${made}/types`, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/(from '\.[^']*?)(\.d)?\.ts'/g, "$1.js'"));
  }
}

function description() {
  const typed = (name, paths) => ({ types: `./types/web/src/package/${name}.d.ts`, ...paths });
  const about = {
    name: 'playgrad',
    version,
    description:
      'Small neural networks that train in the browser and in Node: from Rust, with SIMD, the same bits everywhere.',
    license: 'MIT OR Apache-2.0',
    type: 'module',
    keywords: ['neural network', 'training', 'wasm', 'simd', 'machine learning', 'playground'],
    sideEffects: ['./define.js', './elements.js', './part-*.js'],
    exports: {
      '.': { node: typed('node', { default: './node.js' }), default: typed('index', { default: './index.js' }) },
      './elements.js': typed('elements', { default: './elements.js' }),
      './define.js': typed('define', { default: './define.js' }),
      './tokens.css': './tokens.css',
      './inline': typed('inline', { default: './inline.js' }),
      './worker.js': './worker.js',
      './wasm/*': './wasm/*',
      './package.json': './package.json',
    },
    // Part of the programs already; the types of the elements name it.
    dependencies: { lit },
    files: ['*.js', 'tokens.css', 'wasm', 'types', 'LICENSE-*'],
    engines: { node: '>=20' },
  };
  writeFileSync(`${made}/package.json`, `${JSON.stringify(about, undefined, 2)}\n`);
  for (const file of ['LICENSE-MIT', 'LICENSE-APACHE']) cpSync(file, `${made}/${file}`);
  cpSync('web/src/package/README.md', `${made}/README.md`);
  cpSync('web/src/tokens.css', `${made}/tokens.css`);
}

try {
  rmSync(made, { recursive: true, force: true });
  mkdirSync(`${made}/wasm`, { recursive: true });
  await programs();
  types();
  description();
  execFileSync('npm', ['pack', '--silent', '--pack-destination', 'target', `./${made}`], { stdio: 'inherit' });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
