// How the run is shown: the switches of the pictures, light and dark, wide and narrow.
import * as pg from './playground.mjs';

/** Uses a switch, and waits until the canvas of `element` differs by at least `share`. */
async function switched(page, element, share, press) {
  const before = await pg.pixels(page, element, 80);
  await press();
  await pg.until('the picture changes', async () => {
    return pg.difference(before, await pg.pixels(page, element, 80)) > share;
  });
}

/** How much of the boundary has one of the two colors that are most frequent in it. */
async function twoColors(page) {
  const counts = new Map();
  const picture = await pg.pixels(page, 'pg-boundary', 80);
  for (const pixel of picture) {
    const color = pixel.map(value => value >> 3).join();
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  const [first = 0, second = 0] = [...counts.values()].sort((a, b) => b - a);
  return (first + second) / picture.length;
}

const luminance = ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** How bright a picture is on the whole, from 0 to 255. */
const brightness = picture => picture.map(luminance).reduce((sum, value) => sum + value) / picture.length;

const theme = page => page.locator('html').getAttribute('data-theme');

export const journeys = {
  'the hard edge leaves only decisions, and comes and goes while nothing is trained': async ({
    page,
    url,
    expect,
    shot,
  }) => {
    await pg.open(page, url, 'step=440&view.validation=no');
    expect.ok((await twoColors(page)) < 0.7, 'there is no confidence to be seen');
    const before = await pg.figures(page);
    await switched(page, 'pg-boundary', 0.1, () => pg.check(page, 'Hard edge').check());
    await shot();
    expect.ok((await twoColors(page)) > 0.75, 'there is more than decisions to be seen');
    await switched(page, 'pg-boundary', 0.1, () => pg.check(page, 'Hard edge').uncheck());
    expect.deepEqual(await pg.figures(page), before);
  },

  'validation points come and go, in the picture and in its legend': async ({ page, url, expect }) => {
    await pg.open(page, url);
    const legend = () => pg.text(page.locator('pg-boundary .legend'));
    expect.match(await legend(), /validation/);
    await switched(page, 'pg-boundary', 0.01, () => pg.check(page, 'Validation points').uncheck());
    expect.doesNotMatch(await legend(), /validation/);
    await switched(page, 'pg-boundary', 0.01, () => pg.check(page, 'Validation points').check());
  },

  'the scale of the loss is logarithmic or linear, in the picture and in words': async ({ page, url }) => {
    await pg.open(page, url, 'data=circle&step=220');
    const scale = word => page.getByRole('img', { name: new RegExp(`^Loss by epoch, up to epoch 10, ${word} scale`) });
    await scale('logarithmic').waitFor();
    await switched(page, 'pg-loss', 0.01, () => pg.check(page, 'Log').uncheck());
    await scale('linear').waitFor();
    await switched(page, 'pg-loss', 0.01, () => pg.check(page, 'Log').check());
    await scale('logarithmic').waitFor();
  },

  'light and dark change the page and every canvas, and the choice is remembered': async ({
    page,
    url,
    expect,
    shot,
  }) => {
    await pg.open(page, url, 'step=66');
    expect.equal(await theme(page), 'light');
    const canvases = ['pg-boundary', 'pg-graph', 'pg-loss', 'pg-gradients'];
    const light = await Promise.all(canvases.map(element => pg.pixels(page, element)));
    const unsure = await pg.pixels(page, 'pg-boundary', 3);
    await pg.button(page, 'Dark theme').click();
    expect.equal(await theme(page), 'dark');
    for (const [i, element] of canvases.entries()) {
      await pg.until(`${element} changes its colors`, async () => {
        return pg.difference(light[i], await pg.pixels(page, element)) > 0.005;
      });
    }
    // What the worker paints, too: where the network is unsure, there is paper.
    const field = async () => brightness(await pg.pixels(page, 'pg-boundary', 3));
    await pg.until('the field is darker', async () => (await field()) < brightness(unsure) - 30);
    await shot();
    await page.reload();
    await pg.ready(page);
    expect.equal(await theme(page), 'dark');
    expect.ok((await field()) < brightness(unsure) - 30);
    await pg.button(page, 'Light theme').click();
    await pg.until(
      'it is light again',
      async () => pg.difference(light[0], await pg.pixels(page, 'pg-boundary')) < 0.01,
    );
  },

  'until something is chosen, light and dark follow the system': async ({ url, expect, newPage }) => {
    const page = await newPage({ colorScheme: 'dark' });
    await pg.open(page, url);
    expect.equal(await theme(page), 'dark');
    const dark = await pg.pixels(page, 'pg-graph');
    await page.emulateMedia({ colorScheme: 'light' });
    await pg.until('it is light', async () => (await theme(page)) === 'light');
    await pg.until('the graph too', async () => pg.difference(dark, await pg.pixels(page, 'pg-graph')) > 0.05);
  },

  'with forced colors it can still be seen what is on, and where a slider stands': async ({ url, expect, newPage }) => {
    const page = await newPage({ forcedColors: 'active' });
    await pg.open(page, url);
    const background = input => input.evaluate(element => getComputedStyle(element).backgroundColor);
    expect.notEqual(
      await background(pg.check(page, 'Validation points')),
      await background(pg.check(page, 'Hard edge')),
    );
    const adjust = input => input.evaluate(element => getComputedStyle(element).forcedColorAdjust);
    expect.equal(await adjust(pg.slider(page, 'Smooth')), 'none');
  },

  'a wider window grows the middle, and nothing has to be scrolled sideways': async ({ page, url, shot }) => {
    await pg.open(page, url);
    const width = async () => (await page.locator('pg-graph').boundingBox()).width;
    const before = await width();
    await page.setViewportSize({ width: 1920, height: 1080 });
    await pg.until('the middle grows', async () => (await width()) > before + 400);
    await shot();
    for (const [wide, high] of [
      [1920, 1080],
      [1440, 900],
      [1280, 900],
    ]) {
      await page.setViewportSize({ width: wide, height: high });
      const fits = () => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth === clientWidth;
      };
      await pg.until(`the page is as wide as its window, ${wide} pixels`, () => page.evaluate(fits));
    }
  },
};
