// How the network learns: changed in the middle of a run, and what happens when it goes wrong.
import { inflateRawSync } from 'node:zlib';
import * as pg from './playground.mjs';

/** A line through two numbers, with a rate at which its weights explode; a tenth of it is fine. */
const EXPLOSIVE = 'layers=&output=(activation:linear)&loss=mean_squared_error&optimizer=sgd(lr:3)';

/** What a journal says, as text. */
const journal = page =>
  page.locator('pg-run').evaluate(async element => new TextDecoder().decode((await element.run.place()).journal));

/** What the journal in the address says, as text; empty without one. */
function journalOfAddress(page) {
  const [, packed = ''] = /&journal=([\w-]+)/.exec(page.url()) ?? [];
  return packed && inflateRawSync(Buffer.from(packed, 'base64url')).toString();
}

async function type(page, name, value) {
  await pg.field(page, name).fill(value);
  await pg.field(page, name).press('Enter');
}

/** What can be changed while a run trains: how, and what the journal must say. */
const changes = [
  ['optimizer', page => pg.menu(page, 'Optimizer').selectOption('sgd'), /^\d+ optimizer=sgd/m],
  ['rate', page => type(page, 'Rate', '0.2'), /^\d+ optimizer=sgd\(lr:0\.2\)/m],
  ['penalty', page => pg.menu(page, 'Penalty').selectOption('l2'), /^\d+ penalty=l2/m],
  ['strength', page => type(page, 'Strength', '0.003'), /^\d+ penalty=l2\(strength:0\.003\)/m],
  ['loss', page => pg.menu(page, 'Loss').selectOption('mean_squared_error'), /^\d+ loss=mean_squared_error/m],
  ['batch size', page => pg.slider(page, 'Batch size').press('ArrowRight'), /^\d+ batch_size=32/m],
  ['order', page => pg.check(page, 'Shuffle rows in each epoch').uncheck(), /^\d+ shuffle=false/m],
];

export const journeys = {
  'optimizer, rate, penalty, loss, batch size and order change in the middle and keep the weights': async ({
    page,
    url,
    expect,
    shot,
  }) => {
    await pg.open(page, url);
    await pg.stepTo(page, 2);
    const before = await pg.figures(page);
    for (const [name, change, entry] of changes) {
      await change(page);
      await pg.until(`the journal says the ${name}`, async () => entry.test(await journal(page)));
      await pg.until(`the address says the ${name}`, () => entry.test(journalOfAddress(page)));
      expect.deepEqual(await pg.figures(page), before, `${name}: the run is another`);
    }
    await shot();
    await pg.stepTo(page, 4);
    expect.notEqual(await pg.fingerprint(page), before.fingerprint);
    expect.equal(await pg.figure(page, 'batches'), 11);
    await pg.noNotice(page);
  },

  'a change in the middle is another way than none, and the same way again after a reload': async ({
    page,
    url,
    expect,
    newPage,
  }) => {
    await pg.open(page, url);
    await pg.stepTo(page, 4);
    const plain = await pg.fingerprint(page);
    await pg.open(page, url, 'step=44');
    await type(page, 'Rate', '0.1');
    await pg.until('the journal says it', async () => (await journal(page)).includes('lr:0.1'));
    await pg.stepTo(page, 4);
    const changed = await pg.figures(page);
    expect.notEqual(changed.fingerprint, plain);
    const other = await newPage({});
    await pg.open(other, url, await pg.address(page));
    expect.deepEqual(await pg.figures(other), changed);
    expect.equal(await pg.field(other, 'Rate').inputValue(), '0.1');
  },

  'while it plays, the rate changes without a stop': async ({ page, url, expect }) => {
    await pg.open(page, url);
    await pg.play(page);
    await pg.until('epoch 2', async () => (await pg.figure(page, 'epoch')) >= 2);
    await type(page, 'Rate', '0.002');
    await pg.until('the journal says it', async () => (await journal(page)).includes('lr:0.002'));
    const epoch = await pg.figure(page, 'epoch');
    expect.ok(epoch >= 2, 'the run started again');
    await pg.until('it goes on', async () => (await pg.figure(page, 'epoch')) > epoch + 1);
    await pg.pause(page);
  },

  'before the first step a change is no journal: the configuration says it': async ({ page, url, expect }) => {
    await pg.open(page, url);
    await type(page, 'Rate', '0.2');
    await pg.until('the address says it', () => page.url().includes('optimizer=adam(lr:0.2)'));
    expect.doesNotMatch(page.url(), /journal/);
  },

  'a loss that wants another output starts again, and Undo brings the run back': async ({ page, url, expect }) => {
    await pg.open(page, url);
    await pg.stepTo(page, 2);
    const before = await pg.figures(page);
    await pg.menu(page, 'Loss').selectOption('categorical_cross_entropy');
    expect.match(await pg.notice(page, 'status'), /Started again.*Undo/);
    await pg.button(page, 'Undo').click();
    await pg.until('the run is back', async () => (await pg.fingerprint(page)) === before.fingerprint);
    expect.deepEqual(await pg.figures(page), before);
    expect.equal(await pg.menu(page, 'Loss').inputValue(), 'binary_cross_entropy');
  },

  'a value that is not allowed is refused beside its field, and the run stays': async ({ page, url, expect, shot }) => {
    await pg.open(page, url);
    await pg.stepTo(page, 2);
    const before = await pg.figures(page);
    const rate = pg.field(page, 'Rate');
    for (const wrong of ['fast', '-1', 'NaN', '', '1e999']) {
      await type(page, 'Rate', wrong);
      const said = page.locator('pg-training [role=alert]');
      await said.waitFor();
      expect.match(await pg.text(said), /^Use a number, 0 or more\.$/, `after “${wrong}”`);
      expect.equal(await rate.getAttribute('aria-invalid'), 'true');
      if (wrong === 'fast') await shot();
      await rate.press('Escape');
      await said.waitFor({ state: 'detached' });
      expect.equal(await rate.inputValue(), '0.015');
    }
    expect.deepEqual(await pg.figures(page), before);
  },

  'a loss that overflows is told, and a tenth of the rate lets it go on': async ({ page, url, expect, shot }) => {
    await pg.open(page, url, EXPLOSIVE);
    await pg.play(page);
    expect.match(
      await pg.notice(page),
      /no longer a number.*overflowed in step \d+, first in the output layer.*rate of 3 /,
    );
    await shot();
    await pg.button(page, 'Play').waitFor();
    const { epoch, fingerprint } = await pg.figures(page);
    await pg.frames(page, 10);
    expect.equal(await pg.fingerprint(page), fingerprint);
    await page.getByRole('button', { name: /a tenth/ }).click();
    await pg.until('the notice goes', async () => !(await pg.said(page, 'alert')));
    await pg.until('the rate is a tenth', async () => (await pg.field(page, 'Rate').inputValue()) === '0.3');
    await pg.until('it trains again', async () => (await pg.figure(page, 'epoch')) > Number(epoch) + 2);
    await pg.pause(page);
    expect.ok((await pg.figure(page, 'train')) < 10, 'the loss did not come down');
  },

  'a run that overflowed forgets the notice with another rate typed in': async ({ page, url }) => {
    await pg.open(page, url, EXPLOSIVE);
    await pg.play(page);
    await pg.notice(page);
    await type(page, 'Rate', '0.1');
    await pg.until('the notice goes', async () => !(await pg.said(page, 'alert')));
  },

  'a run that overflowed is told when its address is opened': async ({ page, url, expect }) => {
    await page.goto(`${url}#${EXPLOSIVE}&step=1000`);
    expect.match(await pg.notice(page), /no longer a number/);
    const { fingerprint } = await pg.figures(page);
    const steps = await pg.steps(page);
    expect.ok(steps > 0 && steps < 1000, `step ${steps}`);
    await pg.until('the address says where it ended', () => page.url().endsWith(`step=${steps}`));
    await page.reload();
    await pg.ready(page);
    expect.equal(await pg.fingerprint(page), fingerprint);
    await pg.play(page);
    expect.match(await pg.notice(page), /no longer a number/);
    expect.equal(await pg.fingerprint(page), fingerprint);
  },

  'a run that overflowed can start again, and plays only after that': async ({ page, url, expect }) => {
    await pg.open(page, url, EXPLOSIVE);
    await pg.setStep(page, 'epoch');
    while (!(await pg.said(page, 'alert'))) await pg.step(page);
    const { fingerprint } = await pg.figures(page);
    await page.locator('pg-notice').getByRole('button', { name: 'Close' }).click();
    await pg.noNotice(page);
    await pg.play(page);
    expect.match(await pg.notice(page), /no longer a number/);
    expect.equal(await pg.fingerprint(page), fingerprint);
    await pg.button(page, 'Start again').click();
    await pg.until('the run is at the start', async () => (await pg.steps(page)) === 0);
    await pg.step(page);
    expect.equal(await pg.figure(page, 'epoch'), 1);
  },
};
