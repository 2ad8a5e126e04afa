// Where tasks are done: Node, and Chrome without a window.
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { launch } from '../journeys/browser.mjs';

/**
 * @typedef {Omit<import('./measure.mjs').Task, 'builds'>} Task
 * @typedef {import('./measure.mjs').Outcome} Outcome
 *
 * @typedef {object} Engine
 * @property {string} name
 * @property {string} version
 * @property {(task: Task) => Promise<Outcome[]>} measure
 * @property {() => Promise<void>} close
 */

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Folders with playgrad's two builds. */
const folders = {
  simd: process.env.PLAYGRAD_WASM_SIMD ?? join(root, 'target/wasm/simd'),
  scalar: process.env.PLAYGRAD_WASM_SCALAR ?? join(root, 'target/wasm/scalar'),
};

/** @returns {Promise<Engine>} */
export async function openNode() {
  const builds = { simd: pathToFileURL(folders.simd).href, scalar: pathToFileURL(folders.scalar).href };
  return {
    name: 'Node',
    version: process.versions.node,
    async measure(task) {
      const thread = new Worker(new URL('thread.mjs', import.meta.url), { workerData: { ...task, builds } });
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
  const served = { bench: join(root, 'tests/bench'), ...folders };
  await context.route(`${ORIGIN}/**`, route => {
    const [, name, ...path] = new URL(route.request().url()).pathname.split('/');
    if (!name) return route.fulfill({ contentType: 'text/html', body: '<!doctype html>' });
    return served[name] ? route.fulfill({ path: join(served[name], ...path) }) : route.fulfill({ status: 404 });
  });
  const builds = { simd: `${ORIGIN}/simd`, scalar: `${ORIGIN}/scalar` };
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
      const outcomes = await worker.evaluate(run, { ...task, builds });
      await page.close();
      return outcomes;
    },
    close: () => browser.close(),
  };
}
