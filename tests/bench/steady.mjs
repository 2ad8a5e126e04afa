// Whether a step takes as long after a million steps as at the beginning: of the engine alone in Node, with both builds, and of
// the page in turbo. What grows with a run (its history, what is kept of it, its curves) would show here.
import { readFile } from 'node:fs/promises';
import { launch } from '../journeys/browser.mjs';
import { serve } from '../journeys/server.mjs';
import { hasSite, site } from './page.mjs';

/**
 * @typedef {object} SteadyResult
 * @property {string} name
 * @property {number} ratio time of a step at the end to that at the beginning
 */

const STEPS = 1_000_000;
const BLOCK = 50_000;
/** Blocks that make up the beginning, and the end: the quickest of them counts, for what else runs only slows. */
const SIDE = 10;
const MEASURED_MS = 3000;
/** How much longer a step may take at the end: what a shared machine lets one tell. */
const MOST = 1.15;

const config = 'data=circle(samples:50)&layers=dense(units:2)&batch_size=8';

const median = numbers => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

/** Milliseconds of each block of steps of the engine in `folder`. */
async function blocks(folder) {
  const { Run, initSync } = await import(`${folder}/playgrad-wasm.js`);
  initSync({ module: await readFile(new URL(`${folder}/playgrad-wasm_bg.wasm`)) });
  const run = Run.open(config);
  run.advance(BLOCK); // compilers
  const times = Array.from({ length: STEPS / BLOCK }, () => {
    const start = performance.now();
    run.advance(BLOCK);
    return performance.now() - start;
  });
  run.free();
  return times;
}

/** Steps a second of the page over some frames of turbo. */
const speed = page =>
  page.locator('pg-run').evaluate(async ({ run }, measured) => {
    const seen = [];
    const end = run.onFrame(({ step }) => seen.push({ ms: performance.now(), step }));
    await new Promise(resolve => setTimeout(resolve, measured));
    end();
    // The first was there before.
    const [first, last] = [seen[1], seen.at(-1)];
    return (1000 * (last.step - first.step)) / (last.ms - first.ms);
  }, MEASURED_MS);

/** The speed of the page at the beginning against that after a million steps more. */
async function pageRatio() {
  const server = await serve(site, '/playgrad/');
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${server.url}#${config}&view.speed=turbo`);
    await page.locator('pg-transport .play:enabled').click();
    await page.waitForTimeout(1000); // compilers
    const first = await speed(page);
    await page.waitForTimeout((1000 * STEPS) / first);
    return first / (await speed(page));
  } finally {
    await browser.close();
    server.close();
  }
}

/**
 * Measures, and prints what it finds.
 *
 * @param {import('./contestants/index.mjs').Builds} builds
 * @param {number} rounds
 * @returns {Promise<SteadyResult[]>}
 */
export async function measureSteady(builds, rounds) {
  const results = [];
  const note = (name, ratios) => {
    results.push({ name, ratio: median(ratios) });
    const [ratio, least, most] = [median(ratios), Math.min(...ratios), Math.max(...ratios)].map(x => x.toFixed(2));
    console.log(`STEADY: ${name}: a step after a million takes ${ratio} of its time before (${least} to ${most})`);
  };
  for (const [name, folder] of Object.entries(builds)) {
    const ratios = [];
    for (let i = 0; i < rounds; i++) {
      const times = await blocks(folder);
      ratios.push(Math.min(...times.slice(-SIDE)) / Math.min(...times.slice(0, SIDE)));
    }
    note(`playgrad ${name} in Node`, ratios);
  }
  if (!hasSite()) {
    console.log('STEADY: the page is skipped, for there is no site in dist/');
    return results;
  }
  const ratios = [];
  for (let i = 0; i < rounds; i++) ratios.push(await pageRatio());
  note('the page in turbo', ratios);
  return results;
}

/** What takes longer. */
export const steadyComplaints = ({ name, ratio }) =>
  ratio > MOST ? [`STEADY: ${name}: a step takes ${ratio.toFixed(2)} of its time at the beginning`] : [];
