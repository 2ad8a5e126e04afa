// A page of others with figures in it, and what is done with them.
import { strict as assert } from 'node:assert';
import { watch } from '../journeys/browser.mjs';
import { until } from '../journeys/playground.mjs';

export const PATIENCE_MS = 60_000;

/** The pages have no icon: one would need a policy that takes images. Browsers ask for it all the same. */
export const isAboutIcon = complaint => /favicon\.ico/.test(complaint);

/** A page in a browser context of its own, with what it asked for and what went wrong. */
export async function visit(browser, url, { allow = [], ...wishes }, use) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...wishes });
  const complaints = [];
  await watch(context, complaint => {
    if (!isAboutIcon(complaint) && !allow.some(pattern => pattern.test(complaint))) complaints.push(complaint);
  });
  const files = [];
  const workers = [];
  context.on('request', request => files.push(new URL(request.url()).pathname.split('/').at(-1)));
  const page = await context.newPage();
  page.on('worker', worker => workers.push(worker.url()));
  try {
    await page.goto(url);
    await use({ page, files, workers });
    const refused = await page.evaluate(() => globalThis.violations ?? []);
    assert.deepEqual([...complaints, ...refused], []);
  } finally {
    await context.close();
  }
}

export const run = (page, id) => page.locator(`#${id}`);
export const epochOf = (page, id) => run(page, id).evaluate(element => element.run?.frame?.epoch ?? -1);
export const stateOf = (page, id, name) => run(page, id).evaluate((element, key) => element.run?.state[key], name);
const isOpen = (page, id) => run(page, id).evaluate(element => element.run?.state.opened !== undefined);
export const opens = (page, id) => until(`${id} is open`, () => isOpen(page, id), PATIENCE_MS);

/** Brings a figure into the window, or far out of it. */
export const show = (page, id) =>
  run(page, id).evaluate(element => (element.firstElementChild ?? element).scrollIntoView());

export async function trains(page, id) {
  const button = run(page, id).getByRole('button', { name: 'Play', exact: true });
  await until(`${id} can play`, () => button.isEnabled());
  await button.click();
  await until(`${id} trains`, async () => (await epochOf(page, id)) >= 3, PATIENCE_MS);
}

/** What a figure says went wrong. */
export const said = (page, id) =>
  until(
    `${id} says what is wrong`,
    async () => {
      const texts = await run(page, id).locator('[role=alert]').allInnerTexts();
      return texts.join(' ').replace(/\s+/g, ' ').trim();
    },
    PATIENCE_MS,
  );
