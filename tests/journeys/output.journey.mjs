// What the network says, and how good it is: numbers, thresholds, single points, the curves of the loss.
import * as pg from './playground.mjs';

const places = page => page.locator('pg-boundary .places');
const card = page => page.locator('pg-boundary .card');
const show = (page, name) => pg.menu(page, 'View of the output').selectOption({ label: name });
const score = async page => {
  const parts = await page.locator('pg-score :is(section, .threshold, .fits)').allInnerTexts();
  return parts.join(' ').replace(/\s+/g, ' ').trim();
};
const epoch = page => page.getByRole('slider', { name: 'Epoch to read off' });

/** Trains until a condition of the score holds, and rests. */
async function trainUntil(page, what, holds) {
  await pg.play(page);
  await pg.until(what, async () => holds(await score(page)));
  await pg.pause(page);
}

export const journeys = {
  'a curve is followed, and its error falls': async ({ page, url, expect, shot }) => {
    await pg.open(page, url, 'data=curve');
    expect.match(await score(page), /^RMSE [\d.]+ of y, over validation points R² /);
    const before = await pg.pixels(page, 'pg-boundary', 60);
    await trainUntil(page, 'nine tenths are explained', text => pg.number(/R² ([−\d.]+)/.exec(text)?.[1] ?? '') > 0.9);
    await pg.until(
      'the curve is another',
      async () => pg.difference(before, await pg.pixels(page, 'pg-boundary', 60)) > 0.02,
    );
    await shot();
    const axes = await page.locator('pg-boundary .y').allInnerTexts();
    expect.match(axes.join(), /y/);
    expect.match(await pg.text(page.locator('pg-boundary .legend')), /network.*training.*validation/);
  },

  'points of a regression have the colors of its scale, which is in its own units': async ({ page, url, expect }) => {
    await pg.open(page, url, 'data=plane&view.validation=no');
    const legend = await pg.text(page.locator('pg-boundary .legend'));
    const [low, high] = legend.match(/−?[\d.]+/g).map(pg.number);
    expect.ok(low < -0.5 && high > 0.5 && high < 3, legend);
    await pg.stepTo(page, 5);
    const picture = await pg.pixels(page, 'pg-boundary', 60);
    const side = [0, 1].map(top =>
      picture.filter((_, i) => Math.floor(i / 60) < 20 === !top && i % 60 < 20 === Boolean(top)),
    );
    const redness = pixels => pixels.reduce((sum, [r, , b]) => sum + r - b, 0) / pixels.length;
    // The lower left is low, which is orange; the upper right would be blue.
    expect.ok(redness(side[1]) > redness(picture) + 5, `${redness(side[1])} against ${redness(picture)}`);
  },

  'a threshold trades precision for recall': async ({ page, url, expect }) => {
    await pg.open(page, url, 'data=moons(noise:0.6)');
    await pg.stepTo(page, 3);
    const slider = pg.slider(page, 'Threshold');
    const usual = await score(page);
    expect.match(usual, /precision [\d.]+ %, recall [\d.]+ %/);
    await slider.focus();
    await page.keyboard.press('Home');
    await pg.until('all that are B are found', async () => (await score(page)).includes('recall 100.0 %'));
    await page.keyboard.press('End');
    await pg.until('none is found', async () => (await score(page)).includes('recall 0.0 %'));
    await pg.until('the address says it', () => page.url().includes('view.threshold=1'));
    await slider.fill('0.5');
    await pg.until('it is as it was', async () => (await score(page)) === usual);
  },

  'the border between two classes stands where the threshold says': async ({ page, url, expect }) => {
    await pg.open(page, url, 'data=gauss&view.hard=yes&view.validation=no');
    await pg.stepTo(page, 3);
    const blues = async () => {
      const pixels = await pg.pixels(page, 'pg-boundary', 60);
      return pixels.filter(([r, , b]) => b > r).length;
    };
    const even = await blues();
    await pg.slider(page, 'Threshold').fill('0.95');
    const few = await pg.until('less is B', async () => ((await blues()) < even * 0.95 ? await blues() : 0));
    await pg.slider(page, 'Threshold').fill('0.05');
    await pg.until('more is B', async () => (await blues()) > even * 1.05);
    expect.ok(few > 0);
    await pg.until('the address says it', () => page.url().includes('view.threshold=0.05'));
    await page.reload();
    await pg.ready(page);
    await pg.until('it is so after a reload', async () => (await blues()) > even * 1.05);
  },

  'errors are ringed, and lead to a point: by mouse and by keys': async ({ page, url, expect, shot }) => {
    await pg.open(page, url, 'data=xor(noise:0.8)');
    await pg.stepTo(page, 4);
    const plain = await pg.pixels(page, 'pg-boundary', 80);
    await show(page, 'Errors');
    const legend = () => pg.text(page.locator('pg-boundary .legend'));
    await pg.until('some are wrong', async () => /[1-9]\d* points? wrong/.test(await legend()));
    await pg.until(
      'they are ringed',
      async () => pg.difference(plain, await pg.pixels(page, 'pg-boundary', 80)) > 0.02,
    );
    await places(page).focus();
    await page.keyboard.press('PageDown');
    await page.keyboard.press('Enter');
    await pg.until('the point says what it costs', async () => /share [\d.]+ % of/.test(await pg.text(card(page))));
    expect.match(
      await pg.text(card(page)),
      /^(Training|Validation) point \d+ x₁ .* x₂ .* is [AB] said, wrongly [AB] [\d.]+ % loss [\d.]+/,
    );
    await shot();
    expect.deepEqual(await pg.text(page.getByRole('group', { name: /point/ })), await pg.text(card(page)));
    await page.keyboard.press('Escape');
    await pg.until('it is closed', async () => (await card(page).count()) === 0);
    const place = await page.locator('pg-boundary').evaluate(element => {
      const { x, role } = element.opened;
      const row = [...element.marks].find(
        i => role[i] === 0 && Math.abs(x[2 * i]) < 5.5 && Math.abs(x[2 * i + 1]) < 5.5,
      );
      return [(x[2 * row] + 6) / 12, (6 - x[2 * row + 1]) / 12];
    });
    const { x, y, width, height } = await places(page).boundingBox();
    await page.mouse.click(x + place[0] * width, y + place[1] * height);
    await pg.until('the point is open', async () => (await card(page).count()) === 1);
    const [around, plane] = [await card(page).boundingBox(), await places(page).boundingBox()];
    expect.ok(around.x >= plane.x - 1 && around.x + around.width <= plane.x + plane.width + 1, 'the card is cut off');
    await pg.button(page, 'Close the point').click();
    await pg.until('it is closed', async () => (await card(page).count()) === 0);
  },

  'views of the output are accessible, in both themes': async ({ page, url, expect, accessibility }) => {
    await pg.open(page, url, 'data=blobs(classes:6)&step=200');
    const isFine = async view => {
      await show(page, view);
      await places(page).focus();
      await page.keyboard.press('PageDown');
      await page.keyboard.press('Enter');
      await pg.until('a point is open', async () => (await card(page).count()) === 1);
      await epoch(page).focus();
      await page.keyboard.press('ArrowLeft');
      expect.deepEqual(await accessibility(), [], view);
    };
    await isFine('Errors');
    await pg.button(page, 'Dark theme').click();
    await isFine('Unsure');
    await isFine('Split');
  },

  'a place says its coordinates and what the network makes of it, and tells others': async ({ page, url, expect }) => {
    await pg.open(page, url, 'data=gauss&step=200');
    await page.evaluate(() => {
      document.addEventListener('pg-probe', ({ detail }) => {
        globalThis.probed = detail && Array.from(detail);
      });
    });
    const { x, y, width, height } = await places(page).boundingBox();
    await page.mouse.move(x + 0.7 * width, y + 0.3 * height);
    const read = await pg.until('it is said', async () => {
      const text = await pg.text(page.locator('pg-boundary .readout'));
      return /%$/.test(text) && text;
    });
    expect.match(read, /^x₁ 2\.\d+, x₂ 2\.\d+ ?B [\d.]+ %$/);
    const row = await page.evaluate(() => globalThis.probed);
    expect.ok(Math.abs(row[0] - 2.4) < 0.1 && Math.abs(row[1] - 2.4) < 0.1, `${row}`);
    await page.mouse.move(x - 40, y);
    await pg.until('it is over', async () => (await page.evaluate(() => globalThis.probed)) === null);
  },

  'the loss is read off, enlarged and smoothed': async ({ page, url, expect, shot }) => {
    await pg.open(page, url, 'data=circle&step=1100');
    await epoch(page).focus();
    await page.keyboard.press('ArrowLeft');
    expect.match(await epoch(page).getAttribute('aria-valuetext'), /^epoch 50, training [\d.×⁻¹⁰-⁹]+, validation /);
    await page.keyboard.press('PageDown');
    expect.match(await epoch(page).getAttribute('aria-valuetext'), /^epoch 40,/);
    await page.keyboard.press('Escape');
    const { x, y, width, height } = await epoch(page).boundingBox();
    await page.mouse.move(x + 0.4 * width, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + 0.8 * width, y + height / 2, { steps: 4 });
    await shot('marked');
    await page.mouse.up();
    const range = () => Promise.all(['min', 'max'].map(end => epoch(page).getAttribute(`aria-value${end}`)));
    await pg.until('20 to 40 are shown', async () => `${await range()}` === '20,40');
    await page.mouse.dblclick(x + 0.5 * width, y + height / 2);
    await pg.until('all are shown', async () => `${await range()}` === '0,50');
    const rough = await pg.pixels(page, 'pg-loss', 80);
    await pg.slider(page, 'Smooth').fill('0.9');
    await pg.until(
      'the curve is another',
      async () => pg.difference(rough, await pg.pixels(page, 'pg-loss', 80)) > 0.005,
    );
    await pg.until('the address says it', () => page.url().includes('view.smooth=0.9'));
    await shot('smooth');
  },
};
