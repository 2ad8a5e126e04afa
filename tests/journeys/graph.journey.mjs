// What the network is made from and what it shows: presets, edges, the probe, the output's activation.
import * as pg from './playground.mjs';

const unit = (page, name) => page.getByRole('button', { name: new RegExp(`^${name}(,|$)`) });
const graphText = page => page.locator('pg-graph canvas[role=img]').getAttribute('aria-label');
const edges = page => pg.menu(page, 'Edges');
const sheet = page => page.locator('pg-graph [popover]:popover-open');
const head = page => pg.menu(page, 'Activation of the output');
const card = page => page.locator('pg-graph .card');

const openPresets = async page => {
  await pg.button(page, 'Presets').click();
  await page.getByRole('dialog', { name: 'Presets' }).waitFor();
};

/** Opens a preset by its name, and waits until its sentence is shown. */
async function choose(page, name, sentence) {
  await openPresets(page);
  await page.getByRole('dialog', { name: 'Presets' }).getByRole('button', { name }).click();
  await pg.until('the sentence is shown', async () => sentence.test(await pg.said(page, 'status')));
}

/** The middle between two units, on the page. */
async function between(page, ...names) {
  const boxes = await Promise.all(names.map(name => unit(page, name).boundingBox()));
  const middle = (side, length) => boxes.reduce((sum, box) => sum + box[side] + box[length] / 2, 0) / boxes.length;
  return [middle('x', 'width'), middle('y', 'height')];
}

/** Points at a place of the output, as shares of its sides. */
async function pointAt(page, u, v) {
  const box = await page.locator('pg-boundary .places').boundingBox();
  await page.mouse.move(box.x + u * box.width, box.y + v * box.height);
}

export const journeys = {
  'a preset is opened and says what it teaches, and Undo and the way back bring the run back': async ({
    page,
    url,
    expect,
    shot,
  }) => {
    await pg.open(page, url);
    await pg.stepTo(page, 2);
    const before = await pg.fingerprint(page);
    await choose(page, /^A line cannot separate XOR/, /A line cannot separate XOR.*near 50 %/);
    await shot();
    expect.match(await pg.address(page), /^v=1&data=xor&layers=$/);
    await pg.button(page, 'Undo').click();
    await pg.until('the run is back', async () => (await pg.fingerprint(page)) === before);
    await pg.address(page);
    await choose(page, /^Follow a curve/, /Eight tanh units/);
    await pg.address(page);
    await page.goBack();
    await pg.until('the run is back', async () => (await pg.fingerprint(page)) === before);
    expect.equal(await pg.figure(page, 'epoch'), 2);
  },

  'presets are chosen by keyboard, and Escape gives the focus back': async ({ page, url, expect }) => {
    await pg.open(page, url);
    await pg.button(page, 'Presets').focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Presets' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect.ok(await pg.button(page, 'Presets').evaluate(node => node.matches(':focus')));
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: /^Four units bend/ }).focus();
    await page.keyboard.press('Enter');
    await pg.until('it is open', async () => /data=xor&layers=dense\(units:4\)/.test(await pg.address(page)));
  },

  'hidden layers take the shape of a funnel': async ({ page, url, expect }) => {
    await pg.open(page, url);
    await openPresets(page);
    const dialog = page.getByRole('dialog', { name: 'Presets' });
    await dialog.getByRole('radio', { name: 'Funnel' }).check();
    await dialog.getByRole('button', { name: 'More layers' }).click();
    await dialog.getByRole('spinbutton', { name: 'Units' }).fill('16');
    await dialog.getByRole('spinbutton', { name: 'Units' }).press('Enter');
    await pg.button(page, 'Use 16, 12, 8, 4').click();
    await pg.until('four layers', async () => (await page.locator('pg-network .lay').count()) === 6);
    const widths = page.locator('pg-network .lay .stepper input');
    expect.deepEqual(await widths.evaluateAll(inputs => inputs.map(({ value }) => value)), ['16', '12', '8', '4']);
    const verdict = page.locator('pg-network .capacity > span').first();
    await pg.until('the verdict', async () => /^397 parameters, 350 rows: may overfit$/.test(await pg.text(verdict)));
  },

  'edges show gradients or weights, all or strong ones, by menu and by key': async ({ page, url, expect, shot }) => {
    await pg.open(page, url);
    await pg.stepTo(page, 1);
    const edgePixels = () => pg.pixels(page, 'pg-graph', 60, 0);
    const weights = await edgePixels();
    await pg.button(page, 'Step').focus();
    await page.keyboard.press('e');
    await pg.until('gradients', async () => (await edges(page).inputValue()) === 'gradients');
    await pg.until('other edges', async () => pg.difference(weights, await edgePixels()) > 0.1);
    await pg.until('the text says gradients', async () => /Largest gradient into layer 1 /.test(await graphText(page)));
    await shot('gradients');
    const before = await graphText(page);
    await pg.step(page);
    await pg.until('gradients of this step', async () => (await graphText(page)) !== before);
    await page.mouse.move(...(await between(page, 'x₁', 'layer 1, unit 1')));
    await pg.until('both numbers', async () => /value\s+\S+\s+gradient\s+\S+/.test(await pg.text(card(page))));
    await page.mouse.move(0, 0);
    await unit(page, 'output').focus();
    await page.keyboard.press('Enter');
    await sheet(page).waitFor();
    expect.equal(await sheet(page).locator('output.gradient').count(), 7);
    await page.keyboard.press('Escape');
    await edges(page).selectOption('strong weights');
    await pg.until('fewer edges', async () => pg.difference(weights, await edgePixels()) > 0.01);
    expect.match(await pg.address(page), /^v=1/);
    await pg.until('the address says so', () => page.url().includes('view.strong=yes'));
  },

  'pointing at the output shows the values of its place in every unit, also while it trains': async ({
    page,
    url,
    expect,
    shot,
  }) => {
    await pg.open(page, url);
    await pg.stepTo(page, 1);
    await pointAt(page, 0.75, 0.25);
    const values = () =>
      pg.until('values', async () => /Where the output is pointed at: (.*)\.$/.exec(await graphText(page))?.[1]);
    const first = await values();
    expect.equal(first.split('; ').length, 2 + 8 + 8 + 6 + 1);
    await shot();
    await pointAt(page, 0.2, 0.7);
    await pg.until('others elsewhere', async () => (await values()) !== first);
    const resting = await values();
    await page.locator('pg-boundary .places').focus();
    await page.keyboard.press('ArrowRight');
    await pg.until('others by keyboard', async () => (await values()) !== resting);
    await page.keyboard.press('Escape');
    await pointAt(page, 0.5, 0.5);
    await page.evaluate(() => document.querySelector('pg-run').run.play());
    const playing = await values();
    await pg.until('others as it trains', async () => (await values()) !== playing);
    await pg.pause(page);
    await page.mouse.move(0, 0);
    await pg.until('none any more', async () => !/pointed at/.test(await graphText(page)));
  },

  'the output’s activation is advised by the targets, and chosen': async ({ page, url, expect, shot }) => {
    await pg.open(page, url, 'data=table(name:concrete)&layers=dense(units:4)');
    await pg.until('the advice', async () =>
      /never negative: 2\.33 to/.test(await pg.text(page.locator('pg-network .advice'))),
    );
    await shot();
    await page.locator('pg-graph .unit').nth(8).click();
    await sheet(page).waitFor();
    const isWhole = await sheet(page).evaluate(element => element.scrollWidth <= element.clientWidth);
    expect.ok(isWhole, 'long names push the fields out of the sheet');
    await page.keyboard.press('Escape');
    await pg.button(page, 'Use softplus').click();
    await pg.until('it is chosen', async () => (await head(page).inputValue()) === 'softplus');
    await pg.until('nothing is advised', async () => (await page.locator('pg-network .advice').count()) === 0);
    expect.match(await pg.address(page), /output=\(activation:softplus\)/);
    await head(page).selectOption('linear');
    await pg.until('it is linear', async () => !(await pg.address(page)).includes('output='));
  },

  'an activation that the loss cannot take is refused with a sentence beside it': async ({
    page,
    url,
    expect,
    shot,
  }) => {
    await pg.open(page, url, 'data=blobs&output=(activation:tanh)');
    await pg.stepTo(page, 1);
    const before = await pg.fingerprint(page);
    await pg.menu(page, 'Loss').selectOption('categorical_cross_entropy');
    const aside = page.locator('pg-network .aside .err');
    await pg.until('the sentence', async () => /tanh is not softmax/.test(await pg.text(aside)));
    await shot();
    expect.equal(await pg.fingerprint(page), before);
    await head(page).selectOption('softmax');
    await pg.until('it is gone', async () => (await aside.count()) === 0);
    await pg.until(
      'the loss goes with it',
      async () => (await pg.menu(page, 'Loss').inputValue()) === 'categorical_cross_entropy',
    );
  },

  'Delete removes a unit, and Undo brings the run back': async ({ page, url, expect }) => {
    await pg.open(page, url);
    await pg.stepTo(page, 1);
    const before = await pg.fingerprint(page);
    await unit(page, 'layer 2, unit 3').focus();
    await page.keyboard.press('Delete');
    await pg.until(
      'seven units',
      async () => (await page.getByRole('button', { name: /^layer 2, unit/ }).count()) === 7,
    );
    await pg.button(page, 'Undo').click();
    await pg.until('the run is back', async () => (await pg.fingerprint(page)) === before);
    expect.equal(await page.getByRole('button', { name: /^layer 2, unit/ }).count(), 8);
  },

  'a weight of the output is edited on the graph': async ({ page, url, expect }) => {
    await pg.open(page, url);
    await unit(page, 'output').focus();
    await page.keyboard.press('Enter');
    await sheet(page).waitFor();
    expect.equal(await sheet(page).locator('input').count(), 7);
    const before = await pg.fingerprint(page);
    await sheet(page).getByLabel('unit 2').fill('2.5');
    await sheet(page).getByLabel('unit 2').press('Enter');
    await pg.until('it is another network', async () => (await pg.fingerprint(page)) !== before);
    await page.keyboard.press('Escape');
    await sheet(page).waitFor({ state: 'hidden' });
    await page.keyboard.press('Enter');
    await pg.until('it is kept', async () => (await sheet(page).getByLabel('unit 2').inputValue()) === '2.5');
  },
};
