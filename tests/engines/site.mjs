// The built site, tried in an engine: it opens, trains and draws, and nothing goes wrong.
import expect from 'node:assert/strict';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { difference, number, until } from '../journeys/playground.mjs';

const root = new URL('../../', import.meta.url);

/** Copies the site of dist/ and puts the probe in front of its scripts; nothing else differs. Returns the folder. */
export async function probed() {
  const folder = new URL('target/engines/', root);
  await rm(folder, { recursive: true, force: true });
  await cp(new URL('dist/', root), folder, { recursive: true });
  await cp(new URL('probe.js', import.meta.url), new URL('probe.js', folder));
  const index = new URL('index.html', folder);
  const html = await readFile(index, 'utf8');
  const changed = html.replace('<head>', '<head><script src="./probe.js"></script>');
  expect.notEqual(changed, html, 'the page has no head to put the probe in');
  await writeFile(index, changed);
  return folder;
}

const loss = async browser => number(await browser.evaluate('probe.text("pg-transport", "#train")'));
const boundary = browser => browser.evaluate('probe.pixels("pg-boundary")');
export const colors = pixels => new Set(pixels.map(pixel => pixel.map(value => value >> 4).join())).size;

const tests = {
  async opens({ browser, before }) {
    await until('Play can be pressed', () => browser.evaluate('probe.button("Play")?.disabled === false'));
    await until('the boundary is drawn', async () => colors(await boundary(browser)) > 2);
    Object.assign(before, { loss: await loss(browser), pixels: await boundary(browser) });
  },

  async trains({ browser, before }) {
    await browser.click('probe.button("Play")');
    await until('the loss falls by a fifth', async () => (await loss(browser)) < 0.8 * before.loss);
  },

  async draws({ browser, before }) {
    const pixels = await boundary(browser);
    expect.ok(colors(pixels) > 4, `the boundary has ${colors(pixels)} colors`);
    expect.ok(difference(before.pixels, pixels) > 0.1, 'the boundary looks as before');
  },

  async 'complains of nothing'({ browser }) {
    expect.deepEqual(await browser.evaluate('probe.complaints()'), []);
  },
};

/** Does tests one after the other, each on what the one before left. */
export async function inTurn(tests, browser) {
  const results = [];
  const tools = { browser, before: {} };
  for (const [name, test] of Object.entries(tests)) {
    const wrong = await test(tools).then(
      () => undefined,
      error => error.message,
    );
    results.push({ name, wrong });
  }
  return results;
}

export async function site(browser, url) {
  await browser.goto(url);
  return inTurn(tests, browser);
}
