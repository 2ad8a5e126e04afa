// Projects of others, who install the package and train with it: `cargo xtask test --only package`, or by itself
// `node tests/consumers/run.mjs [--only TEXT]` after `cargo xtask package`.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch, watch } from '../journeys/browser.mjs';
import { serve } from '../journeys/server.mjs';
import { isAboutIcon } from './figure-page.mjs';
import { figures } from './figures.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));
const made = `${root}target/consumers`;
const { values: options } = parseArgs({ options: { only: { type: 'string' } } });
const VITE = 'vite@6.4.6';
const PATIENCE_MS = 60_000;

/** What the strictest page that can train allows: its own programs and styles, and wasm. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "worker-src 'self'",
].join('; ');

const tarball = () => {
  const name = readdirSync(`${root}target`).find(file => /^playgrad-.*\.tgz$/.test(file));
  if (!name) throw new Error('there is no package in target/: `cargo xtask package` makes it');
  return `${root}target/${name}`;
};

const run = (folder, command, ...args) =>
  execFileSync(command, args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });

/** Folders that pages of plain files are in: with the package in `vendor`, as it is installed. */
const vendored = new Set(['static', 'figures']);

/** A project of its own, outside of this one's packages, with the package installed; made once. */
function project(name, ...packages) {
  const folder = `${made}/${name}`;
  if (existsSync(`${folder}/package.json`)) return folder;
  mkdirSync(folder, { recursive: true });
  cpSync(`${here}${name}`, folder, { recursive: true });
  cpSync(`${here}train.js`, `${folder}/train.js`);
  writeFileSync(`${folder}/package.json`, '{ "private": true, "type": "module" }\n');
  run(folder, 'npm', 'install', '--silent', '--no-audit', '--no-fund', '--prefer-offline', tarball(), ...packages);
  if (vendored.has(name)) cpSync(`${folder}/node_modules/playgrad`, `${folder}/vendor/playgrad`, { recursive: true });
  return folder;
}

/** A copy of a project, in which `files` of the package are missing. */
function without(name, ...files) {
  const folder = project(name);
  const copy = `${folder}-broken`;
  rmSync(copy, { recursive: true, force: true });
  cpSync(folder, copy, { recursive: true });
  for (const file of files) rmSync(`${copy}/vendor/playgrad/${file}`);
  return copy;
}

/** Opens a page that is to train; returns what it says in the end, what went wrong, and the files that it fetched. */
async function outcome(browser, url) {
  const context = await browser.newContext();
  const complaints = [];
  const files = [];
  await watch(context, complaint => isAboutIcon(complaint) || complaints.push(complaint));
  context.on('request', request => files.push(new URL(request.url()).pathname.split('/').at(-1)));
  const page = await context.newPage();
  try {
    await page.goto(url);
    await page.waitForFunction(() => document.title !== 'waiting', undefined, { timeout: PATIENCE_MS });
    return { title: await page.title(), complaints, files };
  } finally {
    await context.close();
  }
}

/** Opens a page that trains; returns the files that it fetched. */
async function trains(browser, url) {
  const { title, complaints, files } = await outcome(browser, url);
  if (!/^trained (0\.[89]|1)/.test(title)) complaints.unshift(title);
  if (complaints.length) throw new Error(complaints.join('\n'));
  return files;
}

/** Opens a page whose server has lost a file: the program is told so. */
const fails = (file, said) => browser =>
  withServer(without('static', file), '/a/b/', { 'content-security-policy': policy }, async url => {
    const { title } = await outcome(browser, url);
    if (!said.test(title)) throw new Error(`it says “${title}”`);
  });

/** Only the fitting one of the two is fetched, once, for all runs. */
function fetchedOnce(files) {
  const wasm = files.filter(file => file.endsWith('.wasm'));
  if (wasm.length !== 1 || !/simd/.test(wasm[0])) throw new Error(`fetched ${wasm.join(', ') || 'no wasm'}`);
}

/** What those who look at figures need. */
const tools = browser => ({
  browser,
  policy,
  project,
  without,
  root,
  serve: withServer,
  vite: withVite,
  run,
  fetchedOnce,
  bundler: VITE,
});

async function withServer(folder, base, headers, use) {
  const server = await serve(folder, base, headers);
  try {
    return await use(server.url);
  } finally {
    server.close();
  }
}

/** Vite's own server, as `npx vite` starts it. */
async function withVite(folder, use) {
  const vite = spawn('node', ['node_modules/vite/bin/vite.js', '--host', '127.0.0.1'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    // Colors would stand in the middle of its address.
    env: { ...process.env, NO_COLOR: 'true', FORCE_COLOR: '0' },
  });
  try {
    const url = await new Promise((resolve, reject) => {
      let said = '';
      vite.stdout.on('data', chunk => {
        said += chunk;
        const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
        if (found) resolve(found[0]);
      });
      vite.on('exit', () => reject(new Error(`vite ended: ${said}`)));
    });
    return await use(url);
  } finally {
    vite.kill();
  }
}

const consumers = {
  'a program for Node': () => run(project('node'), 'node', 'main.mjs'),

  'a program for Node that gives what cannot be used': () => run(project('node'), 'node', 'bad-input.mjs'),

  'a program for Node without its wasm': () => run(without('node'), 'node', 'no-wasm.mjs'),

  'types that a strict compiler takes': () => {
    const flags = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      'false',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--lib',
      'es2023,dom,dom.iterable',
    ];
    run(`${made}/node`, 'node', `${root}web/node_modules/typescript/bin/tsc`, ...flags, 'types.ts');
  },

  'a page served by Vite while it is worked on': browser =>
    withVite(project('vite', VITE), async url => fetchedOnce(await trains(browser, url))),

  'a page built by Vite, below a path': async browser => {
    const folder = `${made}/vite`;
    run(folder, 'node', 'node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn');
    await withServer(`${folder}/dist`, '/blog/2026/', { 'content-security-policy': policy }, async url =>
      fetchedOnce(await trains(browser, url)),
    );
  },

  'a folder of files below a path, with a strict policy': browser => {
    const folder = project('static');
    return withServer(folder, '/a/b/', { 'content-security-policy': policy }, async url =>
      fetchedOnce(await trains(browser, url)),
    );
  },

  'a folder of files without its wasm': fails('wasm/simd.wasm', /^failed: The engine did not load: .*“404.*simd\.wasm/),
  'a folder of files without its worker': fails('worker.js', /^failed: Its worker did not start: worker\.js/),

  'one file, where nothing may be fetched': browser => {
    const closed = policy
      .replace("connect-src 'self'", "connect-src 'none'")
      .replace("worker-src 'self'", "worker-src 'none'");
    return withServer(`${made}/static`, '/', { 'content-security-policy': closed }, url =>
      trains(browser, `${url}?entry=inline.js`),
    );
  },
};

async function main() {
  rmSync(made, { recursive: true, force: true });
  const browser = await launch();
  let failed = 0;
  const all = { ...consumers, ...figures(tools(browser)) };
  const wanted = Object.entries(all).filter(([name]) => name.includes(options.only ?? ''));
  for (const [name, consume] of wanted) {
    const start = performance.now();
    try {
      await consume(browser);
      console.log(`✓ ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
    } catch (error) {
      failed++;
      console.log(`✗ ${name}\n    ${String(error.stack ?? error).replaceAll('\n', '\n    ')}`);
    }
  }
  await browser.close();
  console.log(`consumers: ${wanted.length - failed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}

await main();
