// After the first visit the site needs no connection.
import { fileURLToPath } from 'node:url';
import * as pg from './playground.mjs';
import { serve } from './server.mjs';

const site = fileURLToPath(new URL('../../dist/', import.meta.url));

/** Resolves when the service worker has kept the site. */
const kept = page => page.evaluate(async () => void (await navigator.serviceWorker.ready));

/** Opens the site on a server of its own, which is gone once the site is kept: a browser's own switch spares service workers. */
async function openAndLose(newPage) {
  const server = await serve(site, '/playgrad/');
  const page = await newPage({ serviceWorkers: 'allow' });
  await pg.open(page, server.url);
  await kept(page);
  server.close();
  return { page, url: server.url };
}

async function opensWithout({ expect, newPage, shot }) {
  const { page, url } = await openAndLose(newPage);
  await page.goto('about:blank');
  await pg.open(page, url, 'data=xor&layers=dense(units:4)');
  const loss = await pg.figure(page, 'train');
  await pg.stepTo(page, 3);
  expect.ok((await pg.figure(page, 'train')) < loss);
  await shot('offline', page);
}

async function losesConnection({ expect, newPage }) {
  const { page } = await openAndLose(newPage);
  await pg.stepTo(page, 2);
  await page.locator('pg-data label.tile', { hasText: 'Penguins' }).getByRole('radio').click();
  expect.match(await pg.notice(page), /did not load/);
  await pg.stepTo(page, 3);
  expect.equal(await pg.figure(page, 'epoch'), 3);
}

export const journeys = {
  'after the first visit the site opens and trains without a connection': opensWithout,

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
