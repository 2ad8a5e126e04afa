// How soon the page is there: milliseconds from navigation to the first frame of a run that trains, and Lighthouse's
// performance on its mobile profile. The site in dist/ is measured, served compressed as by a static host.
import { fileURLToPath } from 'node:url';
import { launch, lighthouse } from '../journeys/browser.mjs';
import { serve } from '../journeys/server.mjs';

/**
 * @typedef {object} Opening
 * @property {{ shown: number, trained: number }[]} rounds ms until the first frame, and until the first of a run that trains
 * @property {number} performance Lighthouse's, from 0 to 100
 * @property {string[]} findings what Lighthouse has against it
 */

const site = fileURLToPath(new URL('../../dist/', import.meta.url));

/** The most milliseconds until the first training frame, and the least performance. */
const goals = { trained: 1000, performance: 95 };

/** Presses play as soon as there is a run, and notes when frames come. */
function note() {
  const times = {};
  const follow = () => {
    const run = document.querySelector('pg-run')?.run;
    if (!run) return setTimeout(follow, 1);
    run.onFrame(({ step }) => {
      times.shown ??= performance.now();
      if (step > 0) times.trained ??= performance.now();
      else run.play();
    });
  };
  globalThis.opening = times;
  document.addEventListener('DOMContentLoaded', follow);
}

/** One visit, with nothing kept from others. */
async function visit(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.addInitScript(note);
  await page.goto(url);
  await page.waitForFunction(() => globalThis.opening.trained !== undefined);
  const times = await page.evaluate(() => globalThis.opening);
  await context.close();
  return times;
}

const median = numbers => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const medianOf = (rounds, time) => Math.round(median(rounds.map(round => round[time])));

/** Measures and prints. @returns {Promise<Opening>} */
export async function measureOpening(count) {
  const server = await serve(site, '/playgrad/', {}, true);
  const browser = await launch();
  try {
    await visit(browser, server.url); // so that the files are in memory
    const rounds = [];
    for (let i = 0; i < count; i++) rounds.push(await visit(browser, server.url));
    console.log(
      `OPENING: first frame after ${medianOf(rounds, 'shown')} ms, first training frame after ${medianOf(rounds, 'trained')} ms`,
    );
    const [{ score, complaints }] = await lighthouse(server.url, ['performance']);
    console.log([`  Lighthouse on a phone: performance ${score}`, ...complaints].join('\n    '));
    return { rounds, performance: score, findings: complaints };
  } finally {
    await browser.close();
    server.close();
  }
}

/** What misses the goals. */
export function openingComplaints({ rounds, performance }) {
  const trained = medianOf(rounds, 'trained');
  return [
    trained > goals.trained &&
      `OPENING: the first training frame comes after ${trained} ms, later than ${goals.trained} ms`,
    performance < goals.performance && `OPENING: performance ${performance}, below ${goals.performance}`,
  ].filter(Boolean);
}
