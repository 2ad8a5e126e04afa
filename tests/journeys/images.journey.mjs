// Images: units as weights and means of classes, worst mistakes, boxes, and what is drawn by hand.
import * as pg from './playground.mjs';

const network = 'layers=dense(units:20;activation:relu),dense(units:10;activation:tanh)&optimizer=adam(lr:0.003)';
const at = (name, more = '') => `data=table(name:${name})&${network}&batch_size=32${more}`;

const unit = (page, name) => page.getByRole('button', { name });
const labelOf = locator => locator.getAttribute('aria-label');
const mistakes = page => page.locator('pg-mistakes button');
const sheet = page => page.getByRole('application', { name: /^Sheet to draw/ });
const bars = page => page.locator('pg-digit .bars');
const likeliest = page => pg.text(bars(page).locator('.most dt'));
const wanted = page => page.locator('pg-run').evaluate(({ run }) => Object.keys(run.frame));

/** Draws lines between places of the sheet, each from 0 to 1. */
async function draw(page, places) {
  const box = await sheet(page).boundingBox();
  const [first, ...others] = places.map(([u, v]) => [box.x + u * box.width, box.y + v * box.height]);
  await page.mouse.move(...first);
  await page.mouse.down();
  for (const place of others) await page.mouse.move(...place, { steps: 6 });
  await page.mouse.up();
}

const one = [
  [0.52, 0.15],
  [0.48, 0.85],
];

/** Trains until most validation images are right. */
async function train(page) {
  await pg.play(page);
  await pg.until('it has learned', async () => (await pg.accuracy(page)) > 80);
}

export const journeys = {
  'units of images show weights and what they make of each class': async ({
    page,
    url,
    expect,
    shot,
    accessibility,
  }) => {
    await pg.open(page, url, at('mnist'));
    await train(page);
    const first = await labelOf(unit(page, /^layer 1, unit 1,/));
    expect.match(first, /, bias −?\d\.\d\d, weights −\d\.\d\d to \d\.\d\d$/);
    const deeper = unit(page, /^layer 2, unit 3,/);
    await pg.until('its means are said', async () =>
      /most \d: −?\d\.\d\d, least \d: −?\d\.\d\d$/.test(await labelOf(deeper)),
    );
    await pg.until('an output is largest for its own class', async () =>
      /most 7: /.test(await labelOf(unit(page, /^output 7,/))),
    );
    for (const part of ['field', 'maps']) expect.ok(!(await wanted(page)).includes(part), `frames bring ${part}`);
    expect.ok((await pg.colors(page, 'pg-graph')).length > 10);
    await unit(page, /^layer 1, unit 1,/).hover();
    await pg.until('the picture is on a card', () => page.locator('pg-graph .card .picture').isVisible());
    await shot();
    await page.mouse.move(0, 0);
    await pg.pause(page);
    expect.deepEqual(await accessibility(), []);
  },

  'the inputs show the mean image, or one of them': async ({ page, url, expect }) => {
    await pg.open(page, url, at('mnist'));
    const inputs = unit(page, /^Inputs, /);
    expect.match(await labelOf(inputs), /mean of 3\s?500 training images/);
    await inputs.focus();
    await page.keyboard.press('Enter');
    await pg.until('one image', async () => /^Inputs, image \d/.test(await labelOf(inputs)));
    await page.keyboard.press('Enter');
    await pg.until('the mean', async () => /mean of/.test(await labelOf(inputs)));
    await page.keyboard.press('ArrowRight');
    await pg.until('a unit has the focus', () => page.locator('pg-graph .unit:focus').getAttribute('data-column'));
  },

  'a unit of many weights lists the strongest': async ({ page, url, expect }) => {
    await pg.open(page, url, at('mnist'));
    await unit(page, /^layer 1, unit 2,/).click();
    const sheetOf = page.locator('pg-graph #sheet');
    await pg.until('it is open', () => sheetOf.isVisible());
    expect.equal(await sheetOf.locator('input').count(), 65);
    expect.match(await pg.text(sheetOf), /the 64 strongest of 784/);
  },

  'confusion goes from cell to cell by keys': async ({ page, url, expect, accessibility }) => {
    await pg.open(page, url, at('mnist', '&step=330'));
    const cells = page.locator('pg-confusion td[data-is]');
    expect.equal(await cells.count(), 100);
    const counts = (await cells.allInnerTexts()).map(Number);
    expect.equal(
      counts.reduce((sum, n) => sum + n, 0),
      1500,
    );
    await cells.first().focus();
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
    const said = () => pg.text(page.locator('pg-confusion .said'));
    await pg.until('the cell is said', async () =>
      /^Of \d+ images of “2”, \d+ (is|are) said to be “1”/.test(await said()),
    );
    expect.deepEqual(await accessibility(), []);
  },

  'the eight worst mistakes lead to the point, and follow the training': async ({
    page,
    url,
    expect,
    shot,
    accessibility,
  }) => {
    await pg.open(page, url, at('fashion-mnist', '&step=264'));
    await pg.until('there are eight', async () => (await mistakes(page).count()) === 8);
    const labels = await Promise.all((await mistakes(page).all()).map(labelOf));
    for (const label of labels) expect.match(label, /^Image [\d\s]+: is .+, said .+ with [\d.]+\s%, loss [\d.]+$/);
    const losses = labels.map(label => Number(/loss ([\d.]+)$/.exec(label)[1]));
    expect.deepEqual(
      losses,
      losses.toSorted((a, b) => b - a),
    );
    await mistakes(page).first().focus();
    await page.keyboard.press('Enter');
    const card = page.locator('pg-images .card');
    await pg.until('the card says its loss', async () =>
      /said, wrongly .+ loss [\d.]+ share/.test(await pg.text(card)),
    );
    await shot();
    expect.deepEqual(await accessibility(), []);
    await page.keyboard.press('Escape');
    await pg.until('the card is closed', async () => !(await card.count()));
    expect.ok(await page.locator('pg-mistakes button:focus').count(), 'the focus went elsewhere');
    const before = labels.join();
    await pg.play(page);
    await pg.until(
      'they are others',
      async () => (await Promise.all((await mistakes(page).all()).map(labelOf))).join() !== before,
    );
  },

  'a digit that is drawn is classified as it is drawn': async ({ page, url, expect, shot, accessibility }) => {
    await pg.open(page, url, at('mnist'));
    await train(page);
    await page.getByText('Draw a digit', { exact: true }).click();
    expect.match(await pg.text(page.locator('pg-digit .none')), /^Nothing is drawn yet/);
    await draw(page, one);
    await pg.until('it is a 1', async () => (await likeliest(page)) === '1');
    await shot();
    await pg.pause(page);
    expect.deepEqual(await accessibility(), []);
    await pg.button(page, 'Clear').click();
    await pg.until('nothing is drawn', async () =>
      /^Nothing is drawn/.test(await pg.text(page.locator('pg-digit .none'))),
    );
    await pg.button(page, 'Undo clear').click();
    await pg.until('it is back', async () => (await likeliest(page)) === '1');
    await pg.button(page, 'Start from a row').click();
    await pg.until('something else is read', async () => (await bars(page).count()) === 1);
    expect.match(page.url(), /view\.show=draw/);
  },

  'a digit is drawn by keys and by touch': async ({ url, newPage, expect }) => {
    const page = await newPage({ hasTouch: true, viewport: { width: 820, height: 1180 } });
    await pg.open(page, url, at('digits', '&view.show=draw&step=1000'));
    await sheet(page).focus();
    for (let i = 0; i < 11; i++) await page.keyboard.press('ArrowUp');
    await page.keyboard.press(' ');
    for (let i = 0; i < 22; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    await pg.until('something is read', async () => /\d/.test(await likeliest(page)));
    expect.equal(await pg.button(page, 'Play').isEnabled(), true);
    await page.keyboard.press('Delete');
    await pg.until('the sheet is empty', async () => !(await bars(page).count()));
    const box = await sheet(page).boundingBox();
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    await pg.until('a dot is read', async () => (await bars(page).count()) === 1);
    await pg.until('it is said', async () =>
      /A drawing of \d+ pixels\. The network says: \d/.test(await pg.text(page.locator('pg-digit [role=status]'))),
    );
  },

  'boxes are drawn over digits, and their overlap is said': async ({ page, url, expect, shot, accessibility }) => {
    await pg.open(page, url, at('mnist-boxes'));
    const mean = async () => pg.number(await pg.text(page.locator('pg-boxes .mean b')));
    await pg.until('boxes are there', async () => (await page.locator('pg-boxes button').count()) === 9);
    const before = await mean();
    await pg.play(page);
    await pg.until('they overlap more', async () => (await mean()) > Math.max(0.4, before));
    await pg.pause(page);
    const label = await labelOf(page.locator('pg-boxes button').first());
    expect.match(label, /^Image \d+: box at [\d.]+, [\d.]+, [\d.]+ × [\d.]+, seen at .+, IoU \d\.\d\d$/);
    await shot();
    expect.deepEqual(await accessibility(), []);
    await page.locator('pg-boxes button').first().click();
    await pg.until('the card lists the box', async () =>
      /x, px .+ y, px .+ width, px .+ height, px .+ said/.test(await pg.text(page.locator('pg-images .card'))),
    );
  },

  'images fit on a phone': async ({ url, newPage, expect, shot, accessibility }) => {
    for (const [name, colorScheme] of [
      ['mnist', 'light'],
      ['mnist-boxes', 'dark'],
    ]) {
      const page = await newPage({ viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme });
      await pg.open(page, url, at(name, '&step=200'));
      await page.getByRole('tab', { name: 'Curves' }).click();
      await pg.until(
        'the results are there',
        async () => (await page.locator('pg-mistakes button, .curves pg-boxes button').count()) > 7,
      );
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect.ok(wide <= 390, `${wide} pixels wide`);
      await shot(name, page);
      expect.deepEqual(await accessibility(page), []);
    }
  },

  'tables and points stay as they are': async ({ page, url, expect }) => {
    await pg.open(page, url, 'data=table(name:iris)&view.show=draw');
    expect.equal(await page.locator('pg-images').count(), 0);
    expect.equal(await page.locator('pg-boundary').count(), 1);
    await page.getByRole('radio', { name: 'MNIST', exact: true }).check();
    await pg.until('images are shown', async () => (await page.locator('pg-images').count()) === 1);
    await page.getByRole('radio', { name: 'Spiral', exact: true }).check();
    await pg.until('points are shown', async () => (await page.locator('pg-boundary').count()) === 1);
    await pg.until('and drawn', async () => (await pg.colors(page, 'pg-boundary')).length > 2);
  },
};
