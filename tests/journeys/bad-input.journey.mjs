// What cannot be used: the page says what is wrong and what to do, and nothing that the user had is lost.
import * as pg from './playground.mjs';

/** Addresses and what must be said about them. */
const badAddresses = {
  'layers=dense(activation:swishy)': /layers\[0\]\.activation = "swishy" is not one of linear, sigmoid, tanh, relu/,
  'layers=dense(units:0)': /layers\[0\]\.units = 0 is not .*1.*1024/,
  'optimizer=adam(lr:NaN)': /optimizer\.lr = NaN is not a number of 0 or more/,
  'v=1&step=4&journal=MzJSUD': /journal = MzJSUD is not a journal that this page wrote; the address may be cut off/,
};

/** More of them, for the hash of a page that has a run. */
const badHashes = {
  'color=red': /color = "red" is not a setting of the configuration/,
  'v=9': /v = 9 is not 1/,
  'layers=dense(units:8': /layers = dense\(units:8 is not a value with matching parentheses/,
  'data=spiral(samples:1e9)': /data\.samples = 1000000000 is not /,
  'seeds=(weights:-1)': /seeds\.weights = -1 is not /,
  'train_share=2': /train_share = 2 is not /,
  'step=1e3': /step = 1e3 is not a whole number/,
  'view.speed=7': /view\.speed = 7 is not one of phase, 0\.2, 1, 5, 20, 60, max, turbo/,
  [`layers=${Array(40).fill('dense(units:1024)').join()}`]: /parameters is not small enough/,
};

const spiral = page => page.getByRole('radio', { name: 'Spiral' });
const iris = page => page.getByRole('radio', { name: 'Iris' });

/** What the browser itself says of files that do not arrive. */
const missing = [/Failed to load resource/, /^response: [45]/, /^request: net::ERR_FAILED/, /^console: .*MIME/];

/** Ways in which the table does not arrive, and what must be said. */
const failures = [
  [route => route.abort(), /“Iris flowers” did not load: the server could not be reached.*Check the connection/],
  [route => route.fulfill({ status: 404, body: '' }), /did not load: the server answered “404.*Choose it again later/],
  [route => route.fulfill({ body: 'a,b\n1,2\n' }), /“iris\.csv” has no column “sepal_length”/],
  [
    route => route.fulfill({ body: 'sepal_length,sepal_width,petal_length,petal_width,species\n1,2,x,4,setosa\n' }),
    /Row 2 of “iris\.csv” has “x” in the column “petal_length”, which is not a number/,
  ],
  [
    route => route.fulfill({ body: 'sepal_length,sepal_width,petal_length,petal_width,species\n1,2,3,4,rose\n' }),
    /Row 2 of “iris\.csv” has “rose” in the column “species”, which is not one of “setosa”/,
  ],
];

/** Opens an address while the engine cannot start, and then lets it start. */
async function startLater({ page, url, expect, shot }, said, repair) {
  await page.goto(`${url}#data=xor&step=22`);
  const text = await pg.notice(page);
  expect.match(text, said);
  expect.ok(await pg.button(page, 'Play').isDisabled());
  await shot();
  if (!repair) return;
  await repair();
  await pg.button(page, 'Try again').click();
  await pg.ready(page);
  await pg.noNotice(page);
  expect.ok(await page.getByRole('radio', { name: 'XOR' }).isChecked(), 'the address was forgotten');
  expect.equal(await pg.steps(page), 22);
}

export const journeys = {
  'a bad address is named with what is wrong, and the default network is there instead': async ({
    page,
    url,
    expect,
    shot,
  }) => {
    for (const [address, said] of Object.entries(badAddresses)) {
      await pg.open(page, url, address);
      await pg.until('the whole notice', async () => (await pg.notice(page)).includes('default network'));
      const text = await pg.notice(page);
      expect.match(text, /^This address cannot be opened/);
      expect.match(text, said);
      expect.match(text, /The default network is shown instead: correct the address, or go on with this one\./);
      expect.ok(page.url().endsWith(`#${address}`), `${page.url()}: the address to correct is gone`);
      await shot(address);
      await pg.step(page);
      expect.equal(await pg.figure(page, 'epoch'), 1);
    }
  },

  'what else can be wrong with an address is named too': async ({ page, url, expect }) => {
    await pg.open(page, url);
    await pg.step(page);
    const before = await pg.figures(page);
    for (const [address, said] of Object.entries(badHashes)) {
      await page.evaluate(hash => {
        location.hash = hash;
      }, address);
      expect.match(await pg.notice(page), said);
      expect.deepEqual(await pg.figures(page), before);
      await page.locator('pg-notice').getByRole('button', { name: 'Close' }).click();
      await pg.noNotice(page);
    }
  },

  'a table that does not load is told, the run stays, and choosing it again works': {
    allow: missing,
    run: async ({ page, url, expect, shot }) => {
      await pg.open(page, url);
      await pg.stepTo(page, 2);
      const before = await pg.figures(page);
      for (const [answer, said] of failures) {
        await page.route('**/iris.csv', answer);
        await iris(page).click();
        expect.match(await pg.notice(page), said);
        await pg.until('the old data is chosen again', () => spiral(page).isChecked());
        expect.deepEqual(await pg.figures(page), before);
        if (answer === failures[0][0]) await shot();
        await page.locator('pg-notice').getByRole('button', { name: 'Close' }).click();
        await pg.noNotice(page);
        await page.unroute('**/iris.csv');
      }
      await iris(page).check();
      await pg.until('the table is there', async () => (await pg.fingerprint(page)) !== before.fingerprint);
      await pg.step(page);
    },
  },

  'an address whose table does not load gives way to the default network and says so': {
    allow: missing,
    run: async ({ page, url, expect }) => {
      await page.route('**/iris.csv', route => route.abort());
      await pg.open(page, url, 'data=table(name:iris)');
      await pg.until('the whole notice', async () => (await pg.notice(page)).includes('default network'));
      expect.match(await pg.notice(page), /cannot be opened.*“Iris flowers” did not load/);
      expect.ok(page.url().endsWith('#data=table(name:iris)'), 'the address to try again is gone');
      expect.ok(await spiral(page).isChecked());
      await page.unroute('**/iris.csv');
      await page.reload();
      await pg.ready(page);
      expect.ok(await iris(page).isChecked());
    },
  },

  'fewer rows than a batch may have are one batch': async ({ page, url, expect }) => {
    await pg.open(page, url, 'data=table(name:linnerud)&batch_size=1024');
    await pg.step(page);
    expect.equal(await pg.steps(page), 1);
    expect.ok(Number.isFinite(await pg.figure(page, 'train')));
    expect.equal(await pg.text(page.locator('pg-data pg-param', { hasText: 'Batch size' }).locator('output')), 'all');
  },

  'a class that is erased is still learned of, and the last point stays': async ({ page, url, expect }) => {
    await pg.open(page, url, 'data=gauss(samples:10)&train_share=1&layers=dense(units:2)');
    const rows = await page.locator('pg-run').evaluate(async ({ run }) => {
      const { y } = run.state.opened;
      for (const [row, of] of [...y].entries()) if (of === 1) await run.edit({ type: 'erase', row });
      return [...y.keys()].filter(row => y[row] === 0);
    });
    await pg.step(page);
    expect.ok(Number.isFinite(await pg.figure(page, 'train')));
    const before = await pg.figures(page);
    await page.locator('pg-run').evaluate(async ({ run }, all) => {
      for (const row of all) await run.edit({ type: 'erase', row });
    }, rows);
    expect.match(await pg.notice(page), /row = \d+ is not a row that may go: 1 to learn from must stay/);
    expect.equal(await pg.fingerprint(page), before.fingerprint);
    await pg.step(page);
    expect.ok(Number.isFinite(await pg.figure(page, 'train')));
  },

  'without the engine’s wasm the page says so, and tries again': {
    allow: missing,
    run: async tools => {
      const { page } = tools;
      await page.route('**/*.wasm*', route => route.abort());
      const repair = () => page.unroute('**/*.wasm*');
      await startLater(tools, /The engine did not (start|load).*could not be reached.*Check the connection/, repair);
    },
  },

  'a wasm that the server does not have, or that is broken, is told': {
    allow: missing,
    run: async tools => {
      const { page } = tools;
      await page.route('**/*.wasm*', route => route.fulfill({ status: 404, body: 'not found' }));
      await startLater(tools, /The engine did not (start|load).*“404.*wasm/);
      await page.unroute('**/*.wasm*');
      await page.route('**/*.wasm*', route => route.fulfill({ body: 'broken', contentType: 'application/wasm' }));
      await page.goto('about:blank');
      await startLater(tools, /The engine did not start.*(current version|load the page again)/);
    },
  },

  'without a worker script the page says so, and tries again': {
    allow: missing,
    run: async tools => {
      const { page } = tools;
      await page.route('**/worker.js*', route => route.fulfill({ status: 404, body: 'not found' }));
      const repair = () => page.unroute('**/worker.js*');
      await startLater(tools, /The engine did not start.*did not load.*Check the connection/, repair);
    },
  },

  'a browser without WebAssembly is told what it needs': async tools => {
    await tools.page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
    await startLater(tools, /The engine did not start.*no WebAssembly.*Chrome, Edge, Firefox or Safari/);
  },

  'a browser without WebAssembly in workers is told what it needs': async tools => {
    await tools.page.route('**/worker.js*', async route => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `delete self.WebAssembly;${await response.text()}` });
    });
    await startLater(tools, /no WebAssembly.*another one/);
  },

  'an engine that breaks down leaves the run where it was last known, and starts again': {
    allow: [/out of memory/],
    run: async ({ page, url, expect, shot }) => {
      await pg.open(page, url, 'data=xor');
      await pg.stepTo(page, 3);
      const before = await pg.figures(page);
      await pg.address(page); // the place is known now
      await page.workers()[0].evaluate(() => {
        setTimeout(() => {
          throw new Error('out of memory');
        });
      });
      expect.match(await pg.notice(page), /The engine stopped.*The settings are kept\./);
      await shot();
      await pg.button(page, 'Start the engine again').click();
      await pg.until('the run is back', async () => (await pg.fingerprint(page)) === before.fingerprint);
      await pg.noNotice(page);
      await pg.stepTo(page, 4);
    },
  },

  'after its engine is gone the page still says so to whoever asks for something': {
    allow: [/out of memory/],
    run: async ({ url, expect, newPage }) => {
      const page = await newPage({ permissions: ['clipboard-read', 'clipboard-write'] });
      await pg.open(page, url);
      await pg.step(page);
      const address = await pg.address(page);
      await page.workers()[0].evaluate(() => {
        setTimeout(() => {
          throw new Error('out of memory');
        });
      });
      await pg.notice(page);
      await page.locator('pg-notice').getByRole('button', { name: 'Close' }).click();
      await pg.noNotice(page);
      expect.ok(page.url().endsWith(`#${address}`), 'the address of the run is lost');
      await pg.button(page, 'Copy link').click();
      await pg.button(page, 'Copied').waitFor();
      expect.equal(await page.evaluate(() => navigator.clipboard.readText()), `${url}#${address}`);
      await pg.menu(page, 'Optimizer').selectOption('sgd');
      expect.match(await pg.notice(page), /The engine stopped/);
      await page.locator('pg-notice').getByRole('button', { name: 'Close' }).click();
      await pg.noNotice(page);
      await pg.button(page, 'Play').click();
      expect.match(await pg.notice(page), /The engine stopped/);
      await pg.button(page, 'Start the engine again').click();
      await pg.ready(page);
      expect.equal(await pg.figure(page, 'epoch'), 1);
    },
  },

  'without storage the page still opens, and its theme can be changed': async ({ page, url, expect }) => {
    await page.addInitScript(() =>
      Object.defineProperty(globalThis, 'localStorage', {
        get: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      }),
    );
    await pg.open(page, url);
    await pg.button(page, 'Dark theme').click();
    expect.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
  },
};
