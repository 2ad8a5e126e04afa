// Figures of the package in a page of someone else, tried in an engine: they load when near, train on a click, and draw.
import expect from 'node:assert/strict';
import { difference, until } from '../journeys/playground.mjs';
import { colors, inTurn } from './site.mjs';

/** What stands by itself in the first run, and the boundary of the figure far below, by the selectors that lead there. */
const graph = '"#near pg-network", "pg-graph"';
const views = ['"#near pg-boundary"', graph, '"#near > pg-gradients"', '"#near pg-loss"'];
const far = '"#far", "pg-boundary"';

const run = (browser, id, what) => browser.evaluate(`document.querySelector("#${id}").run?.${what}`);
const pixels = (browser, where) => browser.evaluate(`probe.pixels(${where})`);
const isDrawn = async (browser, where) => colors(await pixels(browser, where)) > 1;

/** Presses the first Play that there is, and waits until the run `id` has trained. */
async function trains(browser, id) {
  await until(`${id} can play`, () => browser.evaluate('probe.button("Play")?.disabled === false'));
  await browser.click('probe.button("Play")');
  await until(`${id} has trained`, async () => (await run(browser, id, 'frame.epoch')) >= 20);
}

const tests = {
  async 'those in sight open, those far away wait'({ browser, before }) {
    for (const view of views.slice(0, 2)) await until(`${view} is drawn`, () => isDrawn(browser, view));
    expect.equal(await run(browser, 'near', 'frame.epoch'), 0);
    expect.equal(await browser.evaluate('document.querySelector("#far").run === undefined'), true);
    for (const view of views) before[view] = await pixels(browser, view);
  },

  async 'views train and draw'({ browser, before }) {
    await trains(browser, 'near');
    for (const view of views) {
      const isOther = async () => difference(before[view], await pixels(browser, view)) > 0.005;
      await until(`${view} draws what was learned`, isOther);
    }
  },

  async 'what is pointed at in one view is shown in another'({ browser }) {
    await browser.evaluate('probe.pointAt("#near pg-boundary", ".places")');
    const text = () => browser.evaluate(`probe.within(${graph}, "canvas[role=img]")[0].getAttribute("aria-label")`);
    await until('the network has values', async () => /Where the output is pointed at/.test(await text()));
  },

  async 'one that comes near opens, trains and draws'({ browser }) {
    await browser.evaluate('document.querySelector("#far").scrollIntoView()');
    await until('it is drawn', () => isDrawn(browser, far));
    const start = await pixels(browser, far);
    await until('the one out of sight rests', async () => (await run(browser, 'near', 'state.playing')) === false);
    await browser.click('probe.within("#far", ".play")[0]');
    await until('it has trained', async () => (await run(browser, 'far', 'frame.epoch')) >= 20);
    await until('it draws', async () => difference(start, await pixels(browser, far)) > 0.1);
  },

  async 'complain of nothing'({ browser }) {
    expect.deepEqual(await browser.evaluate('probe.complaints()'), []);
  },
};

/** `url` is that of the project. */
export async function figures(browser, url) {
  await browser.goto(`${url}tests/engines/figures.html`);
  return inTurn(tests, browser);
}
