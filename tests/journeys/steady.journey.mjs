// What may be done for ever takes no more memory for it.
import * as pg from './playground.mjs';

const SETS = 25;
const CHANGES = 8 * SETS;
/** From here on nothing may grow: each set has been there twice, and caches are full. */
const WARM = 2 * SETS;
const STEPS = 1_000_000;

/** What may be more at the end: what the browser keeps for itself. */
const slack = {
  // Memory grows by pages, and what was fetched or thinned last differs: a byte a step would still be seen.
  wasm: 900_000,
  // Code that it has compiled meanwhile counts.
  heap: 2_000_000,
  // Elements that a transition held go later.
  nodes: 300,
  listeners: 50,
  canvases: 0,
  workers: 0,
  // It tidies up its files when it likes.
  stored: 4_000_000,
};

/** Makes every worker tell how much memory its engine has. */
async function watchMemory(context) {
  const watching = `{
    const { instantiate, instantiateStreaming } = WebAssembly;
    self.engineMemory = [];
    const watched = make => async (...given) => {
      const made = await make(...given);
      const { memory } = (made.instance ?? made).exports;
      if (memory) self.engineMemory.push(memory);
      return made;
    };
    WebAssembly.instantiate = watched(instantiate);
    WebAssembly.instantiateStreaming = watched(instantiateStreaming);
  };`;
  await context.route(/worker\.js/, async route => {
    const response = await route.fetch();
    await route.fulfill({ response, body: watching + (await response.text()) });
  });
}

/** What the page takes, once all that is not needed has been given back. */
async function taken(page, session) {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  const wasm = await Promise.all(
    page
      .workers()
      .map(worker => worker.evaluate(() => self.engineMemory.reduce((sum, { buffer }) => sum + buffer.byteLength, 0))),
  );
  const rest = await page.evaluate(async () => {
    const canvasesIn = root =>
      [...root.querySelectorAll('*')].reduce(
        (sum, element) =>
          sum + (element.localName === 'canvas') + (element.shadowRoot ? canvasesIn(element.shadowRoot) : 0),
        0,
      );
    const { usageDetails } = await navigator.storage.estimate();
    return { canvases: canvasesIn(document), stored: usageDetails?.indexedDB ?? 0 };
  });
  return {
    wasm: wasm.reduce((sum, bytes) => sum + bytes, 0),
    heap: metric.JSHeapUsedSize,
    nodes: metric.Nodes,
    listeners: metric.JSEventListeners,
    workers: page.workers().length,
    ...rest,
  };
}

/** A session that tells what the page takes. */
async function open(context, page) {
  await watchMemory(context);
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  return session;
}

/** Fails if anything is more after than before. */
function flat(expect, before, after) {
  for (const [what, most] of Object.entries(slack)) {
    const more = after[what] - before[what];
    expect.ok(more <= most, `${what} grew by ${more}: ${JSON.stringify({ before, after })}`);
  }
}

/** Presses the tile that comes after the last one, in turn, and waits until its data are open. */
const change = (page, turn) =>
  page.locator('pg-data').evaluate(async ({ shadowRoot }, at) => {
    const { run } = document.querySelector('pg-run');
    const tiles = shadowRoot.querySelectorAll('.gal input[type=radio]');
    const before = run.state.opened?.x;
    const end = performance.now() + 20_000;
    tiles[at % tiles.length].click();
    while (run.state.opened?.x === before) {
      if (performance.now() > end) throw new Error(`tile ${at % tiles.length} did not open`);
      await new Promise(requestAnimationFrame);
    }
  }, turn);

export const journeys = {
  'two hundred changes of the data set take no more memory': {
    seconds: 120,
    run: async ({ page, url, context, expect }) => {
      const session = await open(context, page);
      await pg.open(page, url);
      expect.equal(await page.locator('pg-data .gal input[type=radio]').count(), SETS);
      for (let i = 1; i <= WARM; i++) await change(page, i);
      await pg.ready(page);
      const before = await taken(page, session);
      for (let i = WARM + 1; i <= CHANGES; i++) await change(page, i);
      await pg.ready(page);
      flat(expect, before, await taken(page, session));
    },
  },

  'a million steps take no more memory': async ({ page, url, context, expect }) => {
    const session = await open(context, page);
    await pg.open(page, url, 'data=circle(samples:50)&layers=dense(units:2)&batch_size=8&view.speed=turbo');
    await pg.play(page);
    const start = await pg.until('a first frame of turbo', () => pg.steps(page));
    const before = await taken(page, session);
    await pg.until('a million steps more', async () => (await pg.steps(page)) >= start + STEPS);
    flat(expect, before, await taken(page, session));
  },
};
