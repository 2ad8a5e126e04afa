// Where contestants sit: threads of Node, and workers of a page in Chrome without a window.
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { launch } from '../journeys/browser.mjs';

/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {string} version
 * @property {import('./contestants/index.mjs').Builds} builds
 * @property {() => Promise<Room>} enter
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Room for one workload
 * @property {() => Promise<Call>} seat a new one
 * @property {() => Promise<void>} leave
 *
 * @typedef {(name: keyof typeof import('./seat.mjs'), argument?: unknown) => Promise<any>} Call calls a function of
 *   a seat
 */

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Folders with playgrad's two builds. */
const folders = {
  simd: process.env.PLAYGRAD_WASM_SIMD ?? join(root, 'target/wasm/simd'),
  scalar: process.env.PLAYGRAD_WASM_SCALAR ?? join(root, 'target/wasm/scalar'),
};

/** @returns {Promise<Engine>} */
export async function openNode() {
  return {
    name: 'Node',
    version: process.versions.node,
    builds: { simd: pathToFileURL(folders.simd).href, scalar: pathToFileURL(folders.scalar).href },
    async enter() {
      /** @type {Worker[]} */
      const threads = [];
      return {
        async seat() {
          const thread = new Worker(new URL('thread.mjs', import.meta.url));
          threads.push(thread);
          return async (name, argument) => {
            thread.postMessage({ name, argument });
            return (await once(thread, 'message'))[0];
          };
        },
        async leave() {
          for (const thread of threads) await thread.terminate();
        },
      };
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
  return {
    name: 'Chrome',
    version: browser.version(),
    builds: { simd: `${ORIGIN}/simd`, scalar: `${ORIGIN}/scalar` },
    async enter() {
      const page = await context.newPage();
      await page.goto(ORIGIN);
      return {
        async seat() {
          const started = page.waitForEvent('worker');
          await page.evaluate(() => {
            globalThis.seats = [...(globalThis.seats ?? []), new Worker('/bench/seat.mjs', { type: 'module' })];
          });
          const worker = await started;
          const call = async ([name, argument]) => (await import('/bench/seat.mjs'))[name](argument);
          return (name, argument) => worker.evaluate(call, [name, argument]);
        },
        leave: () => page.close(),
      };
    },
    close: () => browser.close(),
  };
}
