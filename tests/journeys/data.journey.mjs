// What the network learns from: points, tables, inputs.
import * as pg from './playground.mjs';

const tile = (page, name) => page.getByRole('radio', { name, exact: true });
/** The tile of a feature: its picture lies over its checkbox. */
const feature = (page, name) => page.locator('pg-data label.tile', { hasText: new RegExp(`^\\s*${name}\\s*$`) });
const units = page => page.locator('pg-graph button.unit[data-column="0"]').count();

/** Moves a slider by one, and waits for another run. */
async function nudge(page, name) {
  const before = await page
    .locator('pg-boundary canvas')
    .evaluateHandle(() => document.querySelector('pg-run').run.frame);
  await pg.slider(page, name).press('ArrowRight');
  await pg.until(`another run after ${name}`, () =>
    before.evaluate(old => document.querySelector('pg-run').run.frame !== old),
  );
}

/** The data sets by what their output looks like. */
const sets = {
  'points with classes': ['Circle', 'XOR', 'Gauss', 'Spiral', 'Moons', 'Blobs'],
  'points with numbers': ['Plane', 'Hills', 'Curve', 'Outliers'],
  'tables with classes': ['Iris', 'Penguins', 'Wine', 'Tumors', 'Spam'],
  'tables with numbers': ['Cars', 'Concrete', 'Diabetes', 'Houses', 'Meat', 'Exercise'],
  images: ['Boxes', 'Digits', 'MNIST', 'Fashion'],
};

/** Chooses a data set, and waits until another run is at its start and drawn. */
async function choose(page, name) {
  if (!(await tile(page, name).isChecked())) {
    const before = await page.evaluateHandle(() => document.querySelector('pg-run').run.state.opened?.x);
    await tile(page, name).check();
    await pg.until(`${name} is open`, () =>
      before.evaluate(x => document.querySelector('pg-run').run.state.opened?.x !== x),
    );
  }
  await pg.ready(page);
  await pg.until('the run is at the start', async () => (await pg.steps(page)) === 0);
}

/** Waits until the boundary's canvas differs from `before` and is drawn to its end, and returns it. */
async function another(page, before, what) {
  let last = await pg.pixels(page, 'pg-boundary');
  return pg.until(`${what} changes the picture`, async () => {
    // Points and field may come in different frames.
    await pg.frames(page, 6);
    const now = await pg.pixels(page, 'pg-boundary');
    const still = pg.difference(last, now) === 0;
    last = now;
    return still && pg.difference(before, now) > 0.01 && now;
  });
}

export const journeys = {
  ...Object.fromEntries(
    Object.entries(sets).map(([what, names]) => [
      `${what} open and are learned from`,
      async ({ page, url, expect, shot }) => {
        await pg.open(page, url, 'data=outliers');
        for (const name of names) {
          await choose(page, name);
          const start = await pg.figure(page, 'train');
          await pg.stepTo(page, 3);
          expect.ok((await pg.figure(page, 'train')) < start, `${name} is not learned`);
          await shot(name);
        }
      },
    ]),
  ),

  'all data sets there are, are among those that open': async ({ page, url, expect }) => {
    await pg.open(page, url);
    const tiles = page.locator('pg-data label.tile', { has: page.getByRole('radio') });
    const names = (await tiles.allInnerTexts()).map(name => name.trim());
    expect.deepEqual(names.sort(), Object.values(sets).flat().sort());
  },

  'the iris table is learned: nine of ten validation flowers are right': async ({ page, url, expect, shot }) => {
    await pg.open(page, url);
    await tile(page, 'Iris').check();
    await pg.until('three classes', async () => (await page.locator('pg-score tbody tr').count()) === 3);
    const words = await page
      .locator('pg-boundary')
      .getByText(/setosa|versicolor|virginica/)
      .allInnerTexts();
    expect.deepEqual(words, ['setosa', 'versicolor', 'virginica']);
    await pg.play(page);
    await pg.until('90 % of the validation rows are right', async () => (await pg.accuracy(page)) >= 90);
    await pg.pause(page);
    await shot();
    expect.match(await pg.text(page.locator('pg-score .note')), /^\d+ of \d+ validation points$/);
    expect.equal(await page.locator('pg-network .lay').last().getByText('3 units').count(), 1);
  },

  'regions of three classes have the color of their class, paler where the network is unsure': async ({
    page,
    url,
    expect,
  }) => {
    await pg.open(page, url, 'data=table(name:iris)&step=400&view.validation=no');
    const classes = await page.evaluate(() => {
      const style = getComputedStyle(document.documentElement);
      const hex = [0, 1, 2].map(i => style.getPropertyValue(`--cat-${i}`).trim());
      return hex.map(text => [1, 3, 5].map(at => Number.parseInt(text.slice(at, at + 2), 16)));
    });
    const picture = await pg.pixels(page, 'pg-boundary', 80);
    const paper = [255, 255, 255];
    const hue = color => color.map((value, i) => value - (paper[i] + color[0] + color[1] + color[2]) / 4);
    const along = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0) / (Math.hypot(...a) * Math.hypot(...b) || 1);
    const shares = classes.map(
      color => picture.filter(pixel => along(hue(pixel), hue(color)) > 0.97).length / picture.length,
    );
    for (const [i, share] of shares.entries()) expect.ok(share > 0.05, `class ${i} has ${(100 * share).toFixed(1)} %`);
    const strengths = picture.map(pixel => Math.round(Math.hypot(...hue(pixel)) / 10));
    expect.ok(new Set(strengths).size > 4, 'confidence cannot be seen');
  },

  'the axes of a table can be chosen, and are kept in the address': async ({ page, url, expect, shot }) => {
    await pg.open(page, url, 'data=table(name:iris)&step=60');
    const axes = () => page.locator('pg-boundary').getByText(/, cm/).allInnerTexts();
    expect.deepEqual((await axes()).sort(), ['petal length, cm', 'petal width, cm']);
    let picture = await pg.pixels(page, 'pg-boundary');
    await pg.menu(page, 'Across').selectOption({ label: 'sepal length, cm' });
    picture = await another(page, picture, 'the axis across');
    await pg.menu(page, 'Up').selectOption({ label: 'sepal width, cm' });
    picture = await another(page, picture, 'the axis up');
    await shot();
    expect.deepEqual((await axes()).sort(), ['sepal length, cm', 'sepal width, cm']);
    await pg.until('the address says it', () => page.url().includes('view.axes=0,1'));
    expect.equal(await pg.steps(page), 60);
    await page.reload();
    await pg.ready(page);
    expect.deepEqual((await axes()).sort(), ['sepal length, cm', 'sepal width, cm']);
    await pg.until(
      'the same picture',
      async () => pg.difference(picture, await pg.pixels(page, 'pg-boundary')) < 0.001,
    );
  },

  'features become inputs and go again, but the last one stays': async ({ page, url, expect }) => {
    await pg.open(page, url);
    expect.equal(await units(page), 2);
    await feature(page, 'x₁x₂').click();
    await pg.until('three inputs', async () => (await units(page)) === 3);
    await feature(page, 'sin x₁').click();
    await pg.until('four inputs', async () => (await units(page)) === 4);
    await pg.step(page);
    for (const name of ['x₁', 'x₂', 'sin x₁']) await feature(page, name).click();
    await pg.until('one input', async () => (await units(page)) === 1);
    await pg.until('the notice of the change', async () => (await pg.notice(page, 'status')).includes('Started again'));
    await feature(page, 'x₁x₂').click();
    await pg.until('it is told', async () => (await pg.notice(page, 'status')).includes('A network needs an input'));
    expect.ok(await pg.check(page, 'x₁x₂').isChecked());
    expect.equal(await units(page), 1);
  },

  'noise, samples, training share and standardizing make other data': async ({ page, url, expect }) => {
    await pg.open(page, url);
    for (const name of ['Noise', 'Samples', 'Training share']) {
      const said = () => page.locator('pg-data').getByRole('status').allInnerTexts();
      const before = (await said()).join();
      await nudge(page, name);
      await pg.until(`${name} says its value`, async () => (await said()).join() !== before);
    }
    const start = await pg.figures(page);
    await pg.check(page, 'Standardize the inputs').uncheck();
    await pg.until('another loss', async () => (await pg.figures(page)).train !== start.train);
    await pg.until('the address says all', () => /data=spiral\(.*train_share=|standardize=false/.test(page.url()));
    expect.match(
      await pg.address(page),
      /data=spiral\(samples:\d+;noise:[\d.]+\)&.*standardize=false.*train_share=0\.\d+/,
    );
  },

  'a new sample gives other points and the same first weights': async ({ page, url, expect }) => {
    await pg.open(page, url);
    const before = await pg.figures(page);
    const picture = await pg.pixels(page, 'pg-boundary');
    // The figures that are shown are rounded: two samples may have the same.
    const loss = () => page.locator('pg-run').evaluate(({ run }) => run.frame.evaluation.trainLoss);
    const old = await loss();
    await pg.button(page, 'New sample').click();
    await another(page, picture, 'a new sample');
    expect.equal(await pg.fingerprint(page), before.fingerprint);
    expect.notEqual(await loss(), old);
  },
};
