// Chrome and stock Firefox, headless.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const root = new URL('../../', import.meta.url);
const { default: puppeteer } = createRequire(new URL('web/package.json', root))('puppeteer-core');

/** The switches of the engine's suites. */
function switches(browser) {
  if (browser === 'firefox') return [];
  const driver = JSON.parse(readFileSync(new URL('crates/wasm/webdriver.json', root), 'utf8'));
  return driver['goog:chromeOptions'].args.filter(arg => !arg.startsWith('--headless'));
}

/** Starts `browser` (`chrome` or `firefox`), which lies at `executablePath`, with an empty page. */
export async function launch(browser, executablePath) {
  const started = await puppeteer.launch({ browser, executablePath, headless: true, args: switches(browser) });
  const page = await started.newPage();
  await page.setViewport({ width: 1440, height: 900 });
  return {
    goto: url => page.goto(url),
    evaluate: expression => page.evaluate(expression),
    click: async expression => (await page.evaluateHandle(expression)).click(),
    close: () => started.close(),
  };
}
