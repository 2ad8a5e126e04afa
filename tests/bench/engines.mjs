// Where tasks are done: Node, and Chrome without a window.
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { launch } from '../journeys/browser.mjs';

/**
 * @typedef {Omit<import('./measure.mjs').Task, 'engines'>} Task
 * @typedef {import('./measure.mjs').Outcome} Outcome
 *
 * @typedef {object} Engine
 * @property {string} name
 * @property {string} version
 * @property {(task: Task) => Promise<Outcome[]>} measure
 * @property {() => Promise<void>} close
 */

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Folders of playgrad's two builds. */
const builds = {
  simd: process.env.PLAYGRAD_WASM_SIMD ?? join(root, 'target/wasm/simd'),
  scalar: process.env.PLAYGRAD_WASM_SCALAR ?? join(root, 'target/wasm/scalar'),
};

/** @type {(address: (build: keyof typeof builds) => string) => import('./contestants/index.mjs').Engines} */
const addresses = address => ({ simd: address('simd'), scalar: address('scalar') });

/** @returns {Promise<Engine>} */
export async function openNode() {
  const engines = addresses(build => pathToFileURL(builds[build]).href);
  return {
    name: 'Node',
    version: process.versions.node,
    async measure(task) {
      const thread = new Worker(new URL('thread.mjs', import.meta.url), { workerData: { ...task, engines } });
      return (await once(thread, 'message'))[0];
    },
    async close() {},
  };
}

/** Nothing listens there: the browser's requests are answered from the disk. */
const ORIGIN = 'http://bench.test';

/** @returns {Promise<Engine>} */
export async function openChrome() {
  const browser = await launch();
  const context = await browser.newContext();
  const folders = { bench: join(root, 'tests/bench'), ...builds };
  await context.route(`${ORIGIN}/**`, route => {
    const [, folder, ...path] = new URL(route.request().url()).pathname.split('/');
    if (!folder) return route.fulfill({ contentType: 'text/html', body: '<!doctype html>' });
    return route.fulfill({ path: join(folders[folder], ...path) });
  });
  const engines = addresses(build => `${ORIGIN}/${build}`);
  return {
    name: 'Chrome',
    version: browser.version(),
    async measure(task) {
      const page = await context.newPage();
      await page.goto(ORIGIN);
      const started = page.waitForEvent('worker');
      await page.evaluate(() => {
        globalThis.worker = new Worker('/bench/measure.mjs', { type: 'module' });
      });
      const worker = await started;
      const run = async task => (await import('/bench/measure.mjs')).measure(task);
      const outcomes = await worker.evaluate(run, { ...task, engines });
      await page.close();
      return outcomes;
    },
    close: () => browser.close(),
  };
}
