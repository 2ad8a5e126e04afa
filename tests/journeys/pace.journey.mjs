// How fast the page plays, and that nothing has to wait for it.
import * as pg from './playground.mjs';

/** Counts the frames that are shown, from now on. */
const countFrames = page =>
  page.locator('pg-run').evaluate(({ run }) => {
    globalThis.shownFrames = -1; // the last one is shown at once
    run.onFrame(() => globalThis.shownFrames++);
  });

const shown = page => page.evaluate(() => globalThis.shownFrames);

export const journeys = {
  'in turbo the page draws about once a second, and says how many epochs that are': async ({
    page,
    url,
    expect,
    shot,
  }) => {
    await pg.open(page, url);
    await pg.menu(page, 'Speed').selectOption('turbo');
    await pg.play(page);
    const rate = page.locator('pg-pace #rate');
    await pg.until('it says how fast it is', async () => /ep\/s/.test(await pg.text(rate)));
    const said = pg.number((await pg.text(rate)).replace('ep/s', ''));
    expect.ok(said > 300, `${said} epochs a second`);
    await countFrames(page);
    const start = Date.now();
    await pg.until('three frames', async () => (await shown(page)) >= 3);
    const seconds = (Date.now() - start) / 1000;
    expect.ok(seconds > 1.9, `three frames in ${seconds} s`);
    await shot();
    await pg.pause(page);
    expect.equal(await pg.text(rate), '');
  },

  'in turbo a change and a pause are there at once': async ({ page, url, expect }) => {
    await pg.open(page, url, 'view.speed=turbo');
    await pg.play(page);
    await pg.until('it plays', async () => (await pg.figure(page, 'epoch')) > 0);
    const times = await page.locator('pg-run').evaluate(async ({ run }) => {
      const took = [];
      for (const shuffle of [false, true, false]) {
        const start = performance.now();
        await run.set('shuffle', shuffle);
        took.push(performance.now() - start);
      }
      return took.sort((a, b) => a - b);
    });
    expect.ok(times[1] < 500, `changes took ${times.map(ms => ms.toFixed(0))} ms`);
    await pg.pause(page);
    expect.match(await pg.address(page), /journal=/);
  },

  'at its slowest one phase after the other is shown, a second each': async ({ page, url, expect }) => {
    await pg.open(page, url, 'view.speed=phase');
    await pg.play(page);
    const now = page.locator('pg-transport .phase.now');
    for (const name of ['Forward', 'Loss', 'Backward']) {
      await pg.until(`the phase is ${name}`, async () => (await pg.text(now)) === name);
    }
    await pg.pause(page);
    expect.equal(await pg.steps(page), 0);
  },

  'a table that is on its way leaves the run playing, and gives way to another choice': async ({
    page,
    url,
    expect,
  }) => {
    let asked = 0;
    let arrive = () => {};
    await page.context().route(/mnist-images/, async route => {
      asked++;
      await new Promise(resolve => {
        arrive = resolve;
      });
      await route.continue().catch(() => {});
    });
    await pg.open(page, url);
    await pg.play(page);
    await page.getByRole('radio', { name: 'MNIST', exact: true }).click();
    await pg.until('its rows are on their way', () => asked > 0);
    const before = await pg.steps(page);
    await pg.until('the run goes on', async () => (await pg.steps(page)) > before + 50);
    await page.getByRole('radio', { name: 'XOR', exact: true }).click();
    await pg.until('the other choice is there', () => page.url().includes('#v=1&data=xor'));
    arrive();
    await pg.pause(page);
    await pg.step(page);
    expect.equal(await pg.said(page, 'alert'), '');
  },
};
