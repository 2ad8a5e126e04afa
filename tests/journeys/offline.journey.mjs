// After the first visit the site needs no connection.
import * as pg from './playground.mjs';

/** Resolves when the service worker has kept the site. */
const kept = page => page.evaluate(async () => void (await navigator.serviceWorker.ready));

async function losesConnection({ url, expect, newPage }) {
  const page = await newPage({ serviceWorkers: 'allow' });
  await pg.open(page, url);
  await kept(page);
  await page.context().setOffline(true);
  await pg.stepTo(page, 2);
  await page.locator('pg-data label.tile', { hasText: 'Penguins' }).getByRole('radio').click();
  expect.match(await pg.notice(page), /did not load/);
  await pg.stepTo(page, 3);
  expect.equal(await pg.figure(page, 'epoch'), 3);
}

export const journeys = {
  'after the first visit the site opens and trains without a connection': async ({ url, expect, newPage, shot }) => {
    const page = await newPage({ serviceWorkers: 'allow' });
    await pg.open(page, url);
    await kept(page);
    await page.context().setOffline(true);
    await page.goto('about:blank');
    await pg.open(page, url, 'data=xor&layers=dense(units:4)');
    const loss = await pg.figure(page, 'train');
    await pg.stepTo(page, 3);
    expect.ok((await pg.figure(page, 'train')) < loss);
    await shot('offline', page);
  },

  'a page that loses its connection goes on, and says what it cannot load': {
    allow: [/penguins\.csv/],
    run: losesConnection,
  },

  'only the fitting engine is kept': async ({ url, expect, newPage }) => {
    const page = await newPage({ serviceWorkers: 'allow' });
    await pg.open(page, url);
    await kept(page);
    const files = await page.evaluate(async () => {
      const [name] = await caches.keys();
      return (await (await caches.open(name)).keys()).map(request => request.url);
    });
    expect.ok(files.some(file => file.endsWith('playgrad-wasm_bg.wasm')));
    expect.deepEqual(
      files.filter(file => file.includes('/scalar/')),
      [],
    );
    expect.deepEqual(
      files.filter(file => /\.(csv|gz)$/.test(file)),
      [],
    );
  },
};
