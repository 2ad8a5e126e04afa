// The browser that journeys run in, and what is watched in its pages.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = new URL('../../', import.meta.url);
const require = createRequire(new URL('web/package.json', root));
const { chromium } = require('playwright-core');

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** Where the browser lies: what `CHROME` says, or the first on `PATH`. */
function executable() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const paths = names.flatMap(name => folders.map(folder => join(folder, name)));
  const found = process.env.CHROME ?? paths.find(existsSync);
  if (!found) throw new Error('no Chrome or Chromium on PATH; the variable CHROME can name one');
  return found;
}

/** How the browser is started: headless, with the switches of the engine's suites. */
function start() {
  const driver = JSON.parse(readFileSync(new URL('crates/wasm/webdriver.json', root), 'utf8'));
  const args = driver['goog:chromeOptions'].args.filter(arg => !arg.startsWith('--headless'));
  return { executablePath: executable(), headless: true, args };
}

/** Starts the browser. */
export const launch = () => chromium.launch(start());

/**
 * What Lighthouse says of a page on its mobile profile, in a browser of its own: for each of some categories the score from 0
 * to 100, and a line for every audit that is not passed.
 */
export async function lighthouse(url, categories) {
  const { default: audit } = await import(pathToFileURL(require.resolve('lighthouse')).href);
  const browser = await require('puppeteer-core').launch(start());
  try {
    const flags = { onlyCategories: categories, logLevel: 'error' };
    const { lhr } = await audit(url, flags, undefined, await browser.newPage());
    if (lhr.runtimeError) throw new Error(`Lighthouse: ${lhr.runtimeError.message}`);
    return Object.values(lhr.categories).map(({ id, score, auditRefs }) => ({
      id,
      score: Math.round(100 * score),
      complaints: auditRefs
        .filter(({ weight, id }) => weight > 0 && lhr.audits[id].score < 1)
        .map(({ id }) => lineOf(lhr.audits[id])),
    }));
  } finally {
    await browser.close();
  }
}

/** What an audit found, with the first places. */
function lineOf({ id, title, displayValue = '', details }) {
  const places = (details?.items ?? [])
    .slice(0, 3)
    .map(({ node, description, source }) => node?.snippet ?? description ?? source);
  return [`${id}: ${title}`, displayValue, ...places].filter(Boolean).join(' · ');
}

/** Complains about errors of every page of `context`, its workers included, and collects its long tasks. */
export async function watch(context, complain) {
  await context.addInitScript(() => {
    globalThis.journeyLongTasks = [];
    const note = list => {
      for (const { startTime, duration } of list.getEntries())
        globalThis.journeyLongTasks.push({ startTime, duration });
    };
    new PerformanceObserver(note).observe({ type: 'longtask', buffered: true });
  });
  context.on('weberror', error => complain(`uncaught: ${error.error().stack ?? error.error()}`));
  context.on('console', message => {
    const { url, lineNumber } = message.location();
    if (message.type() === 'error') complain(`console: ${message.text()} (${url}:${lineNumber + 1})`);
  });
  context.on('response', response => {
    if (response.status() >= 400) complain(`response: ${response.status()} ${response.url()}`);
  });
  context.on('requestfailed', request => {
    const { errorText } = request.failure();
    // Aborted: the page itself gave up, as it does when it is left or ends a worker.
    if (errorText !== 'net::ERR_ABORTED') complain(`request: ${errorText} ${request.url()}`);
  });
}

/** The tasks longer than 50 ms of a page's main thread since it was loaded: `{ startTime, duration }` in ms. */
export const longTasks = page => page.evaluate(() => globalThis.journeyLongTasks);

/** What axe finds wrong with a page: one line for each rule, with its elements. */
export async function accessibility(page) {
  await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(node => node.target.join(' ')).join(', ')})`,
  );
}
