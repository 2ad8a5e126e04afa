// How much of the engine's speed the page gets: the engine alone in a worker, beside the page that draws every frame and the
// page in turbo. The site in dist/ is measured, with the SIMD build.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launch } from '../journeys/browser.mjs';
import { serve } from '../journeys/server.mjs';

/**
 * @typedef {object} PageResult one run
 * @property {string} name
 * @property {{ engine: number, drawing: Share, turbo: Share }[]} rounds steps a second of the engine alone, and of the page
 *
 * @typedef {{ speed: number, frames: number }} Share
 */

export const site = fileURLToPath(new URL('../../dist/', import.meta.url));

export const hasSite = () => existsSync(`${site}index.html`);

/** Milliseconds of a measurement, and of what comes before it: compilers, caches, the first frames. */
const MEASURED_MS = 4000;
const WARM_MS = 1500;

/**
 * What is trained, as the text of an address.
 *
 * @type {Record<string, string>}
 */
const runs = {
  'the default network': 'v=1',
  '2-4-2-1, batches of 10': 'v=1&layers=dense(units:4),dense(units:2)&batch_size=10&optimizer=sgd(lr:0.003)',
  '3 layers of 64 units': 'v=1&layers=dense(units:64),dense(units:64),dense(units:64)',
};

/** Which share of the engine's speed the page must get. */
const goals = { drawing: 0.5, turbo: 0.9 };

/** Steps a second of the engine alone, in a worker of an empty page. */
async function alone(page, url, address) {
  await page.goto(`${url}worker.js`); // no page of ours runs here
  return page.evaluate(
    async ({ site, config, warm, measured }) => {
      const work = `
        const { default: init, Run } = await import('${site}playgrad-wasm.js');
        await init({ module_or_path: fetch('${site}playgrad-wasm_bg.wasm') });
        const run = Run.open(${JSON.stringify(config)});
        const train = ms => {
          const [start, first] = [performance.now(), run.steps];
          let batches = 1;
          for (let now = start; now < start + ms; ) {
            run.advance(batches);
            const end = performance.now();
            if (end - now < 8) batches *= 2;
            now = end;
          }
          return (1000 * (run.steps - first)) / (performance.now() - start);
        };
        train(${warm});
        postMessage(train(${measured}));`;
      const worker = new Worker(URL.createObjectURL(new Blob([work], { type: 'text/javascript' })), { type: 'module' });
      const speed = await new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
      });
      worker.terminate();
      return speed;
    },
    { site: url, config: address, warm: WARM_MS, measured: MEASURED_MS },
  );
}

/** Steps a second of the page at a speed of its menu, and frames a second. */
async function onPage(page, url, address, speed) {
  await page.goto(`${url}#${address}&view.speed=${speed}`);
  const play = page.locator('pg-transport .play:enabled');
  await play.waitFor();
  await play.click();
  await page.waitForTimeout(WARM_MS);
  return page.locator('pg-run').evaluate(async ({ run }, measured) => {
    const seen = [];
    const end = run.onFrame(({ step }) => seen.push({ ms: performance.now(), step }));
    await new Promise(resolve => setTimeout(resolve, measured));
    end();
    // The first was there before.
    const [first, last] = [seen[1], seen.at(-1)];
    const seconds = (last.ms - first.ms) / 1000;
    return { speed: (last.step - first.step) / seconds, frames: (seen.length - 2) / seconds };
  }, MEASURED_MS);
}

const median = numbers => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const percent = share => `${(100 * share).toFixed(0)} %`;
const short = number => Number(number.toPrecision(3)).toLocaleString('en');

/** One round: each in turn, in a page of its own. */
async function round(browser, url, address) {
  const inPage = async work => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const result = await work(await context.newPage());
    await context.close();
    return result;
  };
  return {
    engine: await inPage(page => alone(page, url, address)),
    drawing: await inPage(page => onPage(page, url, address, 'max')),
    turbo: await inPage(page => onPage(page, url, address, 'turbo')),
  };
}

/** What the page got of the engine's speed, at one of its speeds: median, least and most of the rounds. */
function shareOf({ rounds }, kind) {
  const shares = rounds.map(({ engine, [kind]: page }) => page.speed / engine);
  return [median(shares), Math.min(...shares), Math.max(...shares)];
}

/** Measures the page, and prints what it gets. @returns {Promise<PageResult[]>} */
export async function measurePage(count) {
  const server = await serve(site, '/playgrad/');
  const browser = await launch();
  const results = [];
  try {
    for (const [name, address] of Object.entries(runs)) {
      const result = { name, rounds: [] };
      for (let i = 0; i < count; i++) result.rounds.push(await round(browser, server.url, address));
      results.push(result);
      console.log(describe(result));
    }
  } finally {
    await browser.close();
    server.close();
  }
  return results;
}

function describe(result) {
  const { name, rounds } = result;
  const lines = Object.keys(goals).map(kind => {
    const [share, least, most] = shareOf(result, kind).map(percent);
    const frames = median(rounds.map(({ [kind]: page }) => page.frames));
    return `  ${kind}: ${share} of it (${least} to ${most}), ${short(frames)} frames/s`;
  });
  const alone = short(median(rounds.map(({ engine }) => engine)));
  return [`PAGE: ${name}: the engine alone ${alone} steps/s`, ...lines].join('\n');
}

/** What is below the goals. */
export const pageComplaints = result =>
  Object.entries(goals).flatMap(([kind, goal]) => {
    const [share] = shareOf(result, kind);
    return share < goal
      ? [`PAGE: ${result.name}, ${kind}: ${percent(share)} of the engine, below ${percent(goal)}`]
      : [];
  });
