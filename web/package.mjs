// Builds the npm package into target/package: `cargo xtask package` calls it, with both engines in target/wasm.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { build } from 'esbuild';

const made = 'target/package';
const entries = {
  index: 'web/src/package/index.ts',
  node: 'web/src/package/node.ts',
  worker: 'web/src/package/worker.ts',
};
const inline = { inline: 'web/src/package/inline.ts' };
const wasm = kind => `target/wasm/${kind}/playgrad-wasm_bg.wasm`;
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
  plugins: [engines],
};

/** Nobody's folders are to be published. */
function check(file) {
  if (readFileSync(file).includes(homedir())) throw new Error(`${file} names ${homedir()}: build it with cargo xtask`);
}

async function programs() {
  await build({ ...options, entryPoints: entries, platform: 'neutral', external: ['node:fs/promises'] });
  await build({ ...options, entryPoints: inline, platform: 'neutral' });
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
  const files = [...Object.values(entries), ...Object.values(inline), 'web/src/package/wasm.d.ts'];
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
    sideEffects: false,
    exports: {
      '.': { node: typed('node', { default: './node.js' }), default: typed('index', { default: './index.js' }) },
      './inline': typed('inline', { default: './inline.js' }),
      './worker.js': './worker.js',
      './wasm/*': './wasm/*',
      './package.json': './package.json',
    },
    files: ['*.js', 'wasm', 'types', 'LICENSE-*'],
    engines: { node: '>=20' },
  };
  writeFileSync(`${made}/package.json`, `${JSON.stringify(about, undefined, 2)}\n`);
  for (const file of ['LICENSE-MIT', 'LICENSE-APACHE']) cpSync(file, `${made}/${file}`);
  cpSync('web/src/package/README.md', `${made}/README.md`);
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
