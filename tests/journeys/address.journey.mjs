// A run lives in its address: opened again, or elsewhere, it is the same run.
import { readFile } from 'node:fs/promises';
import * as pg from './playground.mjs';

/** A long way: more than a second of work even on a fast machine. */
const FAR = 3_000_000;

const setHash = (page, text) =>
  page.evaluate(hash => {
    location.hash = hash;
  }, text);

const settings = 'v=1&data=xor(noise:0.3)&layers=dense(units:5;activation:relu),dense(units:4)&optimizer=sgd(lr:0.1)';

export const journeys = {
  'an edited run comes back from its address after a reload, and in another browser': async ({
    page,
    url,
    expect,
    newPage,
    shot,
  }) => {
    await pg.open(page, url);
    await pg.stepTo(page, 2);
    await page.getByRole('button', { name: /^layer 2, unit 1/ }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('0.75');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await pg.menu(page, 'Optimizer').selectOption('sgd');
    await pg.stepTo(page, 4);
    await pg.setStep(page, 'batch');
    await pg.step(page, 3);
    const here = await pg.figures(page);
    const address = await pg.address(page);
    expect.match(address, /step=91&journal=/);

    await page.reload();
    await pg.ready(page);
    expect.deepEqual(await pg.figures(page), here);

    const other = await newPage({ colorScheme: 'dark', viewport: { width: 1600, height: 1000 } });
    await pg.open(other, url, address);
    expect.deepEqual(await pg.figures(other), here);
    expect.equal(await pg.menu(other, 'Optimizer').inputValue(), 'sgd');
    await shot('elsewhere', other);
    for (const each of [page, other]) await pg.stepTo(each, 6);
    expect.deepEqual(await pg.figures(other), await pg.figures(page));
  },

  'a run that is too long for a link becomes a file, which is opened by a button and by dropping it': async ({
    page,
    url,
    expect,
    shot,
  }) => {
    await pg.open(page, url);
    await page.locator('pg-run').evaluate(async ({ run }) => {
      for (let i = 0; i < 550; i++)
        await run.edit({ type: 'move', row: i % 500, x: [Math.sin(i * 12.9898), Math.sin(i * 78.233)] });
    });
    await pg.stepTo(page, 2);
    const here = await pg.figures(page);
    await pg.button(page, 'Copy link').click();
    expect.match(await pg.notice(page), /too long for a link/);
    await shot();
    const saving = page.waitForEvent('download');
    await pg.button(page, 'Save as a file').click();
    const saved = await saving;
    expect.match(saved.suggestedFilename(), /^spiral-epoch-2\.playgrad$/);
    const file = await saved.path();

    await pg.open(page, url, 'data=xor');
    await page.locator('pg-share input[type=file]').setInputFiles(file);
    await pg.until('the run is back', async () => (await pg.fingerprint(page)) === here.fingerprint);
    expect.deepEqual(await pg.figures(page), here);

    await pg.open(page, url, 'data=xor');
    const bytes = [...(await readFile(file))];
    await page.locator('pg-playground').evaluate((element, numbers) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(numbers)], 'run.playgrad'));
      for (const type of ['dragover', 'drop']) {
        element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      }
    }, bytes);
    await pg.until('the run is back', async () => (await pg.fingerprint(page)) === here.fingerprint);
  },

  'a file that is no run is refused, and the run stays': async ({ page, url, expect }) => {
    await pg.open(page, url);
    await pg.stepTo(page, 1);
    const here = await pg.figures(page);
    const other = { name: 'notes.playgrad', mimeType: 'text/plain', buffer: Buffer.from('no run at all') };
    await page.locator('pg-share input[type=file]').setInputFiles(other);
    expect.match(await pg.notice(page), /This file cannot be opened/);
    expect.deepEqual(await pg.figures(page), here);
  },

  'two browsers that open the same address train alike': async ({ page, url, expect, newPage }) => {
    const other = await newPage({});
    await pg.open(page, url, settings);
    await pg.open(other, url, settings);
    await pg.stepTo(page, 5);
    // The other one plays; where it stops, it is brought to the end of that epoch.
    await pg.play(other);
    await pg.until('epoch 2', async () => (await pg.figure(other, 'epoch')) >= 2);
    await pg.pause(other);
    const epoch = Math.max(5, (await pg.figure(other, 'epoch')) + 1);
    for (const each of [page, other]) await pg.stepTo(each, epoch);
    expect.deepEqual(await pg.figures(other), await pg.figures(page));
    await pg.until('the boundaries look the same', async () => {
      const [here, there] = await Promise.all([page, other].map(each => pg.pixels(each, 'pg-boundary')));
      return pg.difference(here, there) === 0;
    });
  },

  'settings come from the address, and how the run is shown comes back too': async ({ page, url, expect }) => {
    await pg.open(page, url, settings);
    expect.ok(await page.getByRole('radio', { name: 'XOR' }).isChecked());
    expect.equal(await pg.menu(page, 'Activation of Layer 1').inputValue(), 'relu');
    expect.equal(await pg.field(page, 'Rate').inputValue(), '0.1');
    await pg.check(page, 'Hard edge').check();
    await pg.check(page, 'Log').uncheck();
    await pg.menu(page, 'Speed').selectOption('60');
    await pg.setStep(page, 'layer');
    await pg.until('the address says it', () => page.url().includes('view.step=layer'));
    expect.equal(await pg.address(page), `${settings}&view.log=no&view.hard=yes&view.speed=60&view.step=layer`);
    await page.reload();
    await pg.ready(page);
    expect.ok(await pg.check(page, 'Hard edge').isChecked());
    expect.ok(!(await pg.check(page, 'Log').isChecked()));
    expect.equal(await pg.menu(page, 'Speed').inputValue(), '60');
    expect.equal(await pg.menu(page, 'Step size').inputValue(), 'layer');
  },

  'the copied link opens the run where it is': async ({ url, expect, newPage }) => {
    const page = await newPage({ permissions: ['clipboard-read', 'clipboard-write'] });
    await pg.open(page, url, settings);
    await pg.stepTo(page, 3);
    const here = await pg.figures(page);
    await pg.button(page, 'Copy link').click();
    await pg.button(page, 'Copied').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect.equal(link, `${url}#${settings}&step=${await pg.steps(page)}`);
    await page.goto('about:blank');
    await page.goto(link);
    await pg.ready(page);
    expect.deepEqual(await pg.figures(page), here);
  },

  'an address that was encoded on its way is understood': async ({ page, url, expect }) => {
    await pg.open(page, url, settings.replaceAll('(', '%28').replaceAll(':', '%3A').replaceAll(',', '%2C'));
    expect.equal(await pg.address(page), settings);
  },

  'another address entered by hand is opened, and Undo brings the run back': async ({ page, url, expect }) => {
    await pg.open(page, url);
    await pg.stepTo(page, 2);
    const before = await pg.figures(page);
    const address = await pg.address(page);
    await setHash(page, 'data=xor');
    expect.match(await pg.notice(page, 'status'), /Another address was opened.*epoch 2.*Undo/);
    expect.ok(await page.getByRole('radio', { name: 'XOR' }).isChecked());
    await pg.button(page, 'Undo').click();
    await pg.until('the run is back', async () => (await pg.fingerprint(page)) === before.fingerprint);
    expect.deepEqual(await pg.figures(page), before);
    await pg.until('the address too', () => page.url().endsWith(`#${address}`));
  },

  'a bad address entered by hand is refused, and the run stays untouched': async ({ page, url, expect, shot }) => {
    await pg.open(page, url);
    await pg.stepTo(page, 2);
    const before = await pg.figures(page);
    const address = await pg.address(page);
    for (const bad of ['layers=dense(units:0)', 'step=-1', 'journal=AAAA', 'data=table(name:mars)', 'view.axes=x']) {
      await setHash(page, bad);
      const said = await pg.notice(page);
      expect.match(said, /This address cannot be opened.*The run you had is still here\./, `after ${bad}`);
      await pg.until('the address is that of the run', () => page.url().endsWith(`#${address}`));
      expect.deepEqual(await pg.figures(page), before);
      if (bad.startsWith('layers')) await shot();
      await page.locator('pg-notice').getByRole('button', { name: 'Close' }).click();
      await pg.noNotice(page);
    }
    await pg.stepTo(page, 3);
  },

  'a long way is shown as it is made, and can be ended': async ({ page, url, expect, shot }) => {
    await page.goto(`${url}#step=${FAR}`);
    const status = page.getByText(/Replaying the run: step [\d\s]+ of 3\s000\s000/);
    await status.waitFor();
    await shot();
    const first = await pg.text(status);
    await pg.until('it goes on', async () => (await pg.text(status)) !== first);
    await pg.button(page, 'Stop here').click();
    await pg.ready(page);
    const steps = await pg.steps(page);
    expect.ok(steps > 0 && steps < FAR, `it stopped at step ${steps}`);
    await pg.until('the address says where', async () => (await pg.address(page)).includes(`step=${steps}`));
  },

  'while it plays the address follows, and a reload goes on from there': async ({ page, url, expect }) => {
    await pg.open(page, url);
    await pg.play(page);
    await pg.until('the address is written while it plays', () => /step=\d+/.test(page.url()));
    const written = Number(/step=(\d+)/.exec(page.url())?.[1]);
    await page.reload();
    await pg.ready(page);
    expect.ok((await pg.steps(page)) >= written);
  },
};
