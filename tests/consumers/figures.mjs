// Pages of others with the elements in them: what they fetch, when they train, and what they say when something is wrong.
import { strict as assert } from 'node:assert';
import { cpSync } from 'node:fs';
import { accessibility } from '../journeys/browser.mjs';
import { until } from '../journeys/playground.mjs';
import { epochOf, opens, PATIENCE_MS, run, said, show, stateOf, trains, visit } from './figure-page.mjs';
import { changedInTheMiddle, misplaced, senseless } from './figures-wrong.mjs';

/** How the page's own text looks, within a run too. */
const looks = page =>
  page.evaluate(() =>
    ['html', 'body', 'figcaption'].map(selector => {
      const style = getComputedStyle(document.querySelector(selector));
      return [style.color, style.backgroundColor, style.font, style.letterSpacing, style.textAlign].join('; ');
    }),
  );

/** The sets and features of a run that shows all of the playground have their pictures. */
const tilesAreDrawn = (page, id) =>
  until(`every tile of ${id} has its picture`, () =>
    run(page, id)
      .locator('pg-data .tile canvas')
      .evaluateAll(canvases => {
        const isDrawn = canvas => {
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          return new Set(new Uint32Array(data.buffer)).size > 2;
        };
        return canvases.length > 10 && canvases.every(isDrawn);
      }),
  );

async function tenFigures({ page, files, workers }, fetchedOnce) {
  await opens(page, 'one');
  // It shows its first frame, and waits.
  assert.equal(await stateOf(page, 'one', 'playing'), false);
  assert.equal(await epochOf(page, 'one'), 0);
  assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
  // What is far away is not there yet.
  assert.equal(await run(page, 'six').evaluate(element => element.run === undefined), true);
  await trains(page, 'one');

  // Out of sight it rests; seen again it goes on.
  await show(page, 'ten');
  await until('one rests', async () => !(await stateOf(page, 'one', 'playing')));
  const rested = await epochOf(page, 'one');
  for (const id of ['four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']) {
    await show(page, id);
    await opens(page, id);
  }
  assert.ok((await epochOf(page, 'one')) <= rested + 1, 'it trained out of sight');
  for (const id of ['nine', 'ten']) await tilesAreDrawn(page, id);
  await show(page, 'one');
  await until('one goes on', async () => (await epochOf(page, 'one')) > rested + 1, PATIENCE_MS);
  await run(page, 'one').getByRole('button', { name: 'Pause', exact: true }).click();

  // One that stood still stays so; parts that stand by themselves train too.
  assert.equal(await epochOf(page, 'two'), 0);
  await show(page, 'three');
  await trains(page, 'three');
  fetchedOnce(files);
  assert.equal(workers.length, 1, `${workers}`);
  assert.equal(await page.evaluate(() => indexedDB.databases().then(all => all.length)), 0);
  assert.equal(new URL(page.url()).hash, '');
}

/** Keys count where the focus is; neither they nor the wheel are taken from the page. */
async function leavesThePageAlone({ page }) {
  await opens(page, 'one');
  const now = await looks(page);
  const marks = await page.evaluate(() => [
    getComputedStyle(document.documentElement).getPropertyValue('--bg'),
    ...document.documentElement.getAttributeNames(),
  ]);
  assert.deepEqual(marks, ['', 'lang']);
  await page.route('**/define.js', route => route.fulfill({ contentType: 'text/javascript', body: '' }));
  await page.reload();
  assert.deepEqual(now, await looks(page));
  await page.unroute('**/define.js');
  await page.reload();
  await opens(page, 'one');
  await page.keyboard.press('.');
  await page.keyboard.press('n');
  await page.mouse.move(300, 400);
  await page.mouse.wheel(0, 300);
  await until('the page scrolls over a figure', () => page.evaluate(() => scrollY > 0));
  assert.equal(await epochOf(page, 'one'), 0);
  await run(page, 'one').getByRole('button', { name: 'Step', exact: true }).focus();
  await page.keyboard.press('.');
  await until('a key steps where the focus is', async () => (await epochOf(page, 'one')) === 1);
  assert.equal(await epochOf(page, 'two'), 0);
}

/** A page whose server has lost a file: it says so, and the rest of the page is as it was. */
const without = (file, sentence) => async tools => {
  const { serve, browser } = tools;
  const folder = tools.without('figures', file);
  await serve(folder, '/a/', {}, url =>
    visit(browser, url, { allow: [/404/, /Failed to fetch a worker|worker\.js/] }, async ({ page }) => {
      assert.match(await said(page, 'one'), sentence);
      assert.match(await said(page, 'three'), sentence);
      assert.match(await page.locator('figcaption').textContent(), /every place/);
    }),
  );
};

/** The program from another origin, as from a place that serves packages. */
async function fromElsewhere({ project, serve, browser }) {
  const folder = project('figures');
  const open = { 'access-control-allow-origin': '*' };
  await serve(`${folder}/vendor`, '/npm/', open, place =>
    serve(folder, '/', {}, url =>
      visit(browser, url, {}, async ({ page }) => {
        await page.route('**/vendor/playgrad/define.js', route =>
          route.fulfill({ contentType: 'text/javascript', body: `import '${place}playgrad/define.js';` }),
        );
        await page.reload();
        await opens(page, 'one');
        await trains(page, 'one');
      }),
    ),
  );
}

/** Figures that leave the page give back what they took. */
async function comeAndGo({ page, workers }) {
  await opens(page, 'one');
  const grown = await page.evaluate(async () => {
    const main = document.querySelector('main');
    const once = async () => {
      const figure = Object.assign(document.createElement('pg-run'), { config: 'data=xor', loading: 'eager' });
      main.prepend(figure);
      while (!figure.run?.state.opened) await new Promise(resolve => setTimeout(resolve, 5));
      const { run } = figure;
      figure.remove();
      return run.place().then(
        () => 'lives',
        () => 'ended',
      );
    };
    const ends = [];
    for (let i = 0; i < 10; i++) ends.push(await once());
    return ends;
  });
  assert.deepEqual([...new Set(grown)], ['ended']);
  assert.equal(workers.length, 1);
  await trains(page, 'one');
}

/** A table from a folder beside the page. */
async function showsATable({ page }) {
  await run(page, 'two').evaluate(element => {
    element.base = 'data/';
    for (const name of ['layers', 'optimizer']) element.removeAttribute(name);
    element.setAttribute('data', 'table(name:iris)');
    // Put in again: the folder is that of a run from its beginning.
    element.replaceWith(element);
  });
  await until('the flowers are open', async () => (await stateOf(page, 'two', 'opened'))?.outputs.includes('setosa'));
  await trains(page, 'two');
  await run(page, 'ten').evaluate(element => {
    element.base = 'data/';
  });
  await show(page, 'ten');
  await opens(page, 'ten');
  await tilesAreDrawn(page, 'ten');
}

/** What axe finds in the states of figures. */
async function isAccessible({ page }) {
  const found = [];
  for (const id of ['one', 'two', 'three', 'four', 'five', 'ten']) {
    await show(page, id);
    await opens(page, id);
  }
  found.push(...(await accessibility(page)));
  await run(page, 'four').evaluate(element => element.setAttribute('data', 'spirals'));
  await run(page, 'three').evaluate(element => element.setAttribute('theme', 'purple'));
  await said(page, 'three');
  await said(page, 'four');
  found.push(...(await accessibility(page)));
  assert.deepEqual(found, []);
}

/** Consumers by name. */
export const figures = tools => {
  const { browser, policy, project, serve, vite, fetchedOnce } = tools;
  const page = use => () =>
    serve(project('figures'), '/a/b/', { 'content-security-policy': policy }, url => visit(browser, url, {}, use));
  /** Without a policy: axe comes as a script in the page. */
  const axe = colorScheme => () =>
    serve(project('figures'), '/', {}, url =>
      visit(browser, url, { colorScheme, reducedMotion: 'reduce' }, isAccessible),
    );
  const inVite = async ({ page, files, workers }) => {
    const figure = page.locator('pg-run');
    await until('the figure is open', () => figure.evaluate(e => e.run?.state?.opened !== undefined), PATIENCE_MS);
    await figure.getByRole('button', { name: 'Play', exact: true }).click();
    await until('it trains', () => figure.evaluate(e => e.run.frame.epoch >= 3), PATIENCE_MS);
    const epoch = await page.evaluate(async () => (await (await globalThis.openRun({ data: 'xor' })).step()).epoch);
    assert.deepEqual([epoch, await page.evaluate(() => globalThis.sameClass), workers.length], [1, true, 1]);
    fetchedOnce(files);
  };
  return {
    'ten figures on one page, with a strict policy': page(seen => tenFigures(seen, fetchedOnce)),
    'a page with figures that keeps its look, its keys and its wheel': page(leavesThePageAlone),
    'figures with attributes that make no sense': page(senseless),
    'figures whose attributes change while they train': page(changedInTheMiddle),
    'elements that are put together wrongly': page(misplaced),
    'figures that come and go': page(comeAndGo),
    'a figure of a real table': () => {
      cpSync(`${tools.root}web/data`, `${project('figures')}/data`, { recursive: true });
      return page(showsATable)();
    },
    'figures in which axe finds nothing wrong, in light': axe('light'),
    'figures in which axe finds nothing wrong, in dark': axe('dark'),
    'figures without their wasm': () =>
      without('wasm/simd.wasm', /engine did not load: the server answered “404/)(tools),
    'figures without their worker': () => without('worker.js', /worker did not start.*worker\.js/)(tools),
    'figures whose program comes from elsewhere': () => fromElsewhere(tools),
    'a figure in a page served by Vite': () =>
      vite(project('vite', tools.bundler), url => visit(browser, `${url}figure.html`, {}, inVite)),
    'a figure in a page built by Vite, below a path': async () => {
      const folder = project('vite', tools.bundler);
      tools.run(folder, 'node', 'node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn');
      await serve(`${folder}/dist`, '/blog/', { 'content-security-policy': policy }, url =>
        visit(browser, `${url}figure.html`, {}, inVite),
      );
    },
  };
};
