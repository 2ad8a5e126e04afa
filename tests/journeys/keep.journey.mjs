// A run is never lost: reloaded, crashed or opened in another tab it goes on where it was.
import * as pg from './playground.mjs';

/** Every run that the browser keeps, without its bytes. */
const kept = page =>
  page.evaluate(async () => {
    const opening = indexedDB.open('playgrad');
    const database = await new Promise((resolve, reject) => {
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const reading = database.transaction('runs').objectStore('runs').getAll();
    const runs = await new Promise(resolve => {
      reading.onsuccess = () => resolve(reading.result);
    });
    database.close();
    return runs.map(({ session, address }) => ({ session, address }));
  });

/** Waits until a run with the address of the page is kept, and returns that. */
async function untilKept(page) {
  const address = await pg.address(page);
  await pg.until('the run is kept', async () => (await kept(page)).some(run => run.address === address));
  return address;
}

const phase = page => page.locator('pg-run').evaluate(({ run: { frame } }) => JSON.stringify(frame.phase));

export const journeys = {
  'a reload in the middle of a step comes back to the bit, with its whole history': async ({ page, url, expect }) => {
    await pg.open(page, url, 'data=xor&layers=dense(units:5),dense(units:4)');
    await pg.stepTo(page, 3);
    await pg.setStep(page, 'batch');
    await pg.step(page, 4);
    await pg.setStep(page, 'layer');
    await pg.step(page, 2);
    const here = [await pg.figures(page), await phase(page)];
    expect.match(here[1], /forward/);
    const epochs = page => page.locator('pg-run').evaluate(({ run: { series } }) => series.length);
    const length = await epochs(page);
    await untilKept(page);
    // An address knows whole steps only: what comes back was kept.
    await page.reload();
    await pg.ready(page);
    expect.deepEqual([await pg.figures(page), await phase(page)], here);
    expect.equal(await epochs(page), length);
    await pg.noNotice(page);
    await pg.stepTo(page, 4);
  },

  'a run that was playing when its page was lost is back where it was kept, to the bit': async ({
    page,
    url,
    expect,
    newPage,
  }) => {
    await pg.open(page, url);
    await pg.play(page);
    await pg.until('it is kept after some epochs', async () =>
      (await kept(page)).some(({ address }) => Number(/step=(\d+)/.exec(address)?.[1]) > 200),
    );
    await page.close({ runBeforeUnload: false });

    const again = await newPage();
    await again.goto(url);
    await pg.ready(again);
    expect.match(await pg.notice(again, 'status'), /Your last run is back.*epoch/);
    const steps = await pg.steps(again);
    expect.ok(steps > 200, `step ${steps}`);
    const back = await pg.figures(again);
    const replayed = await newPage({});
    await pg.open(replayed, url, `step=${steps}`);
    expect.deepEqual(await pg.figures(replayed), back);
  },

  'the run that is back gives way to the default network at a click': async ({ page, url, expect }) => {
    await pg.open(page, url, 'data=xor');
    await pg.stepTo(page, 2);
    await untilKept(page);
    await pg.open(page, url);
    expect.equal(await pg.figure(page, 'epoch'), 2);
    await pg.button(page, 'Begin with the default network').click();
    await pg.until('it is shown', async () => (await pg.figure(page, 'epoch')) === 0);
    expect.equal(await pg.address(page), 'v=1');
  },

  'the address wins over what is kept': async ({ page, url, expect }) => {
    await pg.open(page, url, 'data=xor');
    await pg.stepTo(page, 2);
    await untilKept(page);
    await pg.open(page, url, 'v=1&data=xor');
    expect.equal(await pg.steps(page), 0);
    await pg.open(page, url, 'data=circle&step=44');
    expect.equal(await pg.steps(page), 44);
  },

  'where storage is closed the page says so once, and works': async ({ url, expect, newPage, shot }) => {
    const page = await newPage({});
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('Access is denied for this document', 'SecurityError');
      };
    });
    await pg.open(page, url);
    await pg.stepTo(page, 1);
    const said = await pg.notice(page);
    expect.match(said, /This browser does not keep the run.*closed to this site.*Everything else works/);
    await shot('', page);
    await page.locator('pg-notice').getByRole('button', { name: 'Close' }).click();
    await pg.stepTo(page, 3);
    const here = await pg.figures(page);
    await pg.address(page);
    await pg.noNotice(page);
    await page.reload();
    await pg.ready(page);
    expect.deepEqual(await pg.figures(page), here);
  },

  'two tabs keep a run each, and a third begins with the last': async ({ page, url, expect, newPage }) => {
    const other = await newPage();
    await pg.open(page, url, 'data=xor');
    await pg.open(other, url, 'data=circle');
    await pg.stepTo(page, 2);
    await untilKept(page);
    await pg.stepTo(other, 3);
    await untilKept(other);
    const sessions = new Set((await kept(page)).map(({ session }) => session));
    expect.equal(sessions.size, 2);
    const before = [await pg.figures(page), await pg.figures(other)];
    await page.reload();
    await other.reload();
    for (const each of [page, other]) await pg.ready(each);
    expect.deepEqual([await pg.figures(page), await pg.figures(other)], before);
    await pg.step(other);
    await untilKept(other);
    const third = await newPage();
    await pg.open(third, url);
    expect.ok(await third.getByRole('radio', { name: 'Circle' }).isChecked());
    expect.equal(await pg.figure(third, 'epoch'), 4);
  },
};
