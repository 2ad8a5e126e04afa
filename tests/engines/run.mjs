// The same bits and the same page in other engines: `cargo xtask test --only engines`.
//
// A variable for each browser says where it lies (WEBKIT: its driver); one that is not set is left out. In each the page
// beside this file runs the table of sameness with both engines, and the built site and figures of the package are tried.
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../journeys/server.mjs';
import { figures } from './figures.mjs';
import * as puppeteer from './puppeteer.mjs';
import { sameness } from './sameness.mjs';
import { probed, site } from './site.mjs';
import * as webkit from './webkit.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { CHROME, FIREFOX, WEBKIT, PLAYGRAD_WASM_SIMD, PLAYGRAD_WASM_SCALAR } = process.env;

const browsers = [
  { name: 'Chrome', file: CHROME, launch: () => puppeteer.launch('chrome', CHROME) },
  { name: 'Firefox', file: FIREFOX, launch: () => puppeteer.launch('firefox', FIREFOX) },
  { name: 'WebKitGTK', file: WEBKIT, launch: () => webkit.launch(WEBKIT) },
];

/** What is tried in each browser: its name, and what it does. */
const suites = urls => ({
  SIMD: browser => sameness(browser, urls.project, relative(root, PLAYGRAD_WASM_SIMD)),
  scalar: browser => sameness(browser, urls.project, relative(root, PLAYGRAD_WASM_SCALAR)),
  page: browser => site(browser, urls.site),
  figures: browser => figures(browser, urls.project),
});

const tally = { passed: 0, failed: 0 };

/** Runs a suite and says how it went: in a line, and in one more for each test that failed. */
async function report(name, suite) {
  const start = performance.now();
  const broken = error => [{ name: 'the suite', wrong: error.stack ?? String(error) }];
  const results = await suite().catch(broken);
  const failed = results.filter(({ wrong }) => wrong);
  const passed = results.length - failed.length;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${failed.length ? '✗' : '✓'} ${name}: ${passed} of ${results.length} (${seconds} s)`);
  for (const { name, wrong } of failed) console.log(`${name}: ${wrong}`.replace(/^/gm, '    '));
  tally.passed += passed;
  tally.failed += failed.length;
}

async function main() {
  const [project, built] = [await serve(root, '/playgrad/'), await serve(fileURLToPath(await probed()), '/playgrad/')];
  for (const { name, launch } of browsers.filter(({ file }) => file)) {
    const browser = await launch().catch(error => report(`${name} does not start`, () => Promise.reject(error)));
    if (!browser) continue;
    for (const [suite, run] of Object.entries(suites({ project: project.url, site: built.url }))) {
      await report(`${name}, ${suite}`, () => run(browser));
    }
    await browser.close();
  }
  project.close();
  built.close();
  console.log(`engines: ${tally.passed} passed, ${tally.failed} failed`);
  process.exitCode = tally.failed || !tally.passed ? 1 : 0;
}

await main();
