// Building the network, and changing its weights by hand.
import * as pg from './playground.mjs';

const EPOCHS = 2;

/** Makes a change of the network after some epochs, and takes it back; the run must be the one from before. */
async function changeAndUndo({ page, expect }, change, isDone) {
  const before = await pg.figures(page);
  await change();
  await pg.until('the change is made', isDone);
  expect.match(await pg.notice(page, 'status'), /Started again.*epoch 2.*Undo/);
  expect.equal(await pg.figure(page, 'epoch'), 0);
  expect.notEqual(await pg.fingerprint(page), before.fingerprint);
  await pg.button(page, 'Undo').click();
  await pg.until('the run is back', async () => (await pg.fingerprint(page)) === before.fingerprint);
  expect.deepEqual(await pg.figures(page), before);
  expect.ok(!(await isDone()), 'the change is still shown');
  await pg.noNotice(page);
}

const layerCount = page => pg.text(page.getByRole('group', { name: 'Hidden layers' }).getByRole('status'));
const units = (page, layer) => page.getByRole('group', { name: `Units of Layer ${layer}`, exact: true });
const unitCount = (page, layer) => units(page, layer).getByRole('spinbutton').inputValue();
const unit = (page, name) => page.getByRole('button', { name: new RegExp(`^${name}(,|$)`) });
const sheet = page => page.locator('pg-graph [popover]:popover-open');

/** The line below a layer's activation, which says its initialization and opens the settings. */
const details = (page, layer) => page.locator('pg-network .lay').nth(layer).locator('summary').first();

export const journeys = {
  'layers come and go, and Undo brings the run back': async ({ page, url, expect, shot }) => {
    await pg.open(page, url);
    await pg.stepTo(page, EPOCHS);
    const more = () => pg.button(page, 'One layer more').click();
    const less = () => pg.button(page, 'One layer less').click();
    await changeAndUndo({ page, expect }, more, async () => (await layerCount(page)) === '4');
    await changeAndUndo({ page, expect }, less, async () => (await layerCount(page)) === '2');
    await shot();
  },

  'units come and go, by button and by number, and Undo brings the run back': async ({ page, url, expect }) => {
    await pg.open(page, url);
    await pg.stepTo(page, EPOCHS);
    const more = () => units(page, 2).getByRole('button', { name: 'More units' }).click();
    await changeAndUndo({ page, expect }, more, async () => (await unitCount(page, 2)) === '9');
    const fewer = () => units(page, 1).getByRole('button', { name: 'Fewer units' }).click();
    await changeAndUndo({ page, expect }, fewer, async () => (await unitCount(page, 1)) === '7');
    const type = async () => {
      await units(page, 3).getByRole('spinbutton').fill('20');
      await units(page, 3).getByRole('spinbutton').press('Enter');
    };
    await changeAndUndo({ page, expect }, type, async () => (await unitCount(page, 3)) === '20');
  },

  'another activation or initialization starts again, and Undo brings the run back': async ({ page, url, expect }) => {
    await pg.open(page, url);
    await pg.stepTo(page, EPOCHS);
    const activation = pg.menu(page, 'Activation of Layer 2');
    const choose = () => activation.selectOption('relu');
    await changeAndUndo({ page, expect }, choose, async () => (await activation.inputValue()) === 'relu');
    await details(page, 1).click();
    const zeros = () => pg.menu(page, 'Initialization').selectOption('zeros');
    await changeAndUndo({ page, expect }, zeros, async () => (await pg.text(details(page, 1))) === 'Zeros');
  },

  'a network without hidden layers, and one as deep as it gets, can be built and trained': async ({
    page,
    url,
    expect,
    shot,
  }) => {
    await pg.open(page, url);
    const to = async (name, count) => {
      while ((await layerCount(page)) !== count) {
        const before = await layerCount(page);
        await pg.button(page, name).click();
        await pg.until('another layer', async () => (await layerCount(page)) !== before);
      }
      await pg.until('no more can be asked for', () => pg.button(page, name).isDisabled());
      await pg.until(
        'the run is open',
        async () => (await page.locator('pg-network .lay').count()) === Number(count) + 2,
      );
      await pg.step(page);
      expect.ok((await pg.figure(page, 'train')) > 0);
      await shot(`${count} layers`);
    };
    await to('One layer less', '0');
    await to('One layer more', '8');
  },

  'changes that come fast end in the last one': async ({ page, url, expect }) => {
    await pg.open(page, url);
    for (let i = 0; i < 5; i++) await pg.button(page, 'One layer more').click();
    await pg.until('eight layers', async () => (await layerCount(page)) === '8');
    await pg.until('the address says so', async () => /layers=([^&]*dense){8}/.test(await pg.address(page)));
    const columns = page.locator('pg-graph button.unit[data-place="0"]');
    await pg.until('the graph shows them', async () => (await columns.count()) === 10);
    expect.equal(await page.getByRole('button', { name: /^layer 8, unit/ }).count(), Number(await unitCount(page, 8)));
  },

  'by keyboard a unit opens its weights, and an edited one is kept in the address': async ({
    page,
    url,
    expect,
    shot,
  }) => {
    await pg.open(page, url);
    await pg.stepTo(page, 1);
    await unit(page, 'x₁').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await sheet(page).waitFor();
    const before = await pg.fingerprint(page);
    const title = await pg.text(sheet(page));
    const name = /^Layer 1, unit \d/.exec(title)?.[0] ?? '';
    expect.match(title, /^Layer 1, unit \d\s+Bias, and weights from the inputs/);
    await page.keyboard.type('1.5');
    await page.keyboard.press('Tab');
    await page.keyboard.type('-0.25');
    await page.keyboard.press('Enter');
    await pg.until('the weights are others', async () => (await pg.fingerprint(page)) !== before);
    await shot();
    await page.keyboard.press('Escape');
    await sheet(page).waitFor({ state: 'hidden' });
    const focused = unit(page, `${name.toLowerCase()}, bias 1.50`);
    await pg.until('the unit has the focus and says its bias', () => focused.evaluate(node => node.matches(':focus')));
    await pg.until('the address has the journal', () => /journal=[\w-]{10}/.test(page.url()));
    await page.keyboard.press('Enter');
    expect.equal(await sheet(page).getByLabel('bias').inputValue(), '1.5');
    expect.equal(await sheet(page).getByLabel('x₁').inputValue(), '−0.25');
  },

  'by mouse a weight is edited at its edge, and training goes on from there': async ({ page, url, expect, shot }) => {
    await pg.open(page, url);
    await pg.stepTo(page, 1);
    const boxes = await Promise.all(['x₁', 'layer 1, unit 1'].map(name => unit(page, name).boundingBox()));
    const middle = side =>
      boxes.reduce((sum, box) => sum + (side === 'x' ? box.x + box.width / 2 : box.y + box.height / 2), 0);
    await page.mouse.move(middle('x') / 2, middle('y') / 2);
    const card = page.locator('pg-graph .card');
    await card.waitFor();
    expect.match(await pg.text(card), /^Weight\s+x[₁₂] → layer 1, unit \d\s+value/);
    await page.mouse.click(middle('x') / 2, middle('y') / 2);
    await sheet(page).waitFor();
    const before = await pg.fingerprint(page);
    await page.keyboard.type('3.25');
    await page.keyboard.press('Enter');
    await pg.until('the weights are others', async () => (await pg.fingerprint(page)) !== before);
    await page.keyboard.press('Escape');
    await page.mouse.move(0, 0);
    await page.mouse.move(middle('x') / 2, middle('y') / 2);
    await pg.until('the card says the value', async () => /value\s+3\.25/.test(await pg.text(card)));
    await shot();
    expect.equal(await pg.figure(page, 'epoch'), 1);
    await pg.until('the address has the journal', () => page.url().includes('journal='));
    await pg.stepTo(page, 2);
  },

  'a weight that is no number is refused, and nothing changes': async ({ page, url, expect }) => {
    await pg.open(page, url);
    const before = await pg.fingerprint(page);
    await unit(page, 'output').focus();
    await page.keyboard.press('Enter');
    await sheet(page).waitFor();
    const bias = sheet(page).getByLabel('bias');
    const old = await bias.inputValue();
    await bias.fill('');
    await bias.press('Enter');
    await pg.until('the old value is shown', async () => (await bias.inputValue()) === old);
    expect.equal(await pg.fingerprint(page), before);
  },

  'a unit that is pointed at is shown large': async ({ page, url, expect, shot }) => {
    await pg.open(page, url);
    const output = await pg.pixels(page, 'pg-boundary');
    await unit(page, 'layer 1, unit 1').hover();
    await pg.until('another picture', async () => pg.difference(output, await pg.pixels(page, 'pg-boundary')) > 0.1);
    await shot();
    await page.mouse.move(0, 0);
    await pg.until('the output again', async () => pg.difference(output, await pg.pixels(page, 'pg-boundary')) === 0);
    expect.equal(await page.locator('pg-graph .card').count(), 0);
  },
};
