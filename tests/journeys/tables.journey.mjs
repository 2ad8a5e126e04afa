// Real data: what is known of it, which columns are learned from, and the test at the end.
import * as pg from './playground.mjs';

const about = page => page.locator('pg-table details').first();
const columns = page => page.locator('pg-table details').nth(1);
const units = page => page.locator('pg-run').evaluate(({ run }) => run.state.opened.inputs.length);

export const journeys = {
  'a table says where it is from, what is missing, and its license': async ({
    page,
    url,
    expect,
    shot,
    accessibility,
  }) => {
    await pg.open(page, url, 'data=table(name:penguins)');
    await about(page).locator('summary').click();
    const text = await pg.text(about(page));
    for (const said of [
      '344 rows',
      'Empty cells',
      'mean of the training rows',
      'License',
      'Creative Commons',
      'Source',
    ])
      expect.ok(text.includes(said), `“${said}” is not said`);
    const links = await about(page)
      .locator('a')
      .evaluateAll(all => all.map(({ href }) => href));
    expect.equal(links.length, 2);
    await columns(page).locator('summary').click();
    await shot();
    expect.deepEqual(await accessibility(), []);
  },

  'columns are left out, a category as one, and the last one stays': async ({ page, url, expect }) => {
    await pg.open(page, url, 'data=table(name:penguins)');
    expect.equal(await units(page), 10);
    await columns(page).locator('summary').click();
    const boxes = columns(page).getByRole('checkbox');
    const count = await boxes.count();
    expect.equal(count, 6);
    await columns(page)
      .getByRole('checkbox', { name: /^island/ })
      .uncheck();
    await pg.until('its three inputs are gone', async () => (await units(page)) === 7);
    await pg.until('the address says it', () => /data=table\(name:penguins;without:0\)/.test(page.url()));
    for (let left = count - 1; left > 1; left--) {
      const box = columns(page).getByRole('checkbox', { checked: true }).first();
      await box.click();
      await pg.until(
        'one less',
        async () => (await columns(page).getByRole('checkbox', { checked: true }).count()) === left - 1,
      );
    }
    await columns(page).getByRole('checkbox', { checked: true }).click();
    await pg.until('it is told', async () => (await pg.notice(page, 'status')).includes('A network needs an input'));
    expect.equal(await columns(page).getByRole('checkbox', { checked: true }).count(), 1);
  },

  'the test rows are one number, on demand': async ({ page, url, expect }) => {
    await pg.open(page, url, 'data=table(name:iris)&step=100');
    const said = () => pg.text(page.locator('pg-table .test [role=status]'));
    expect.equal(await said(), '');
    await page.getByRole('button', { name: /^Test on 30 rows/ }).click();
    await pg.until('it is said', async () => /^[\d.]+ % right at epoch \d+$/.test(await said()));
    await page.getByRole('radio', { name: 'Cars', exact: true }).check();
    await pg.until('numbers are predicted', async () => /^RMSE/.test(await pg.text(page.locator('pg-score section'))));
    expect.equal(await said(), '');
    await page.getByRole('button', { name: /^Test on \d+ rows/ }).click();
    await pg.until('it is said', async () => /^RMSE [\d.]+, R² [−\d.]+ at epoch 0$/.test(await said()));
  },

  'several numbers are each scored, and saved': async ({ page, url, expect }) => {
    await pg.open(page, url, 'data=table(name:linnerud)');
    const rows = page.locator('pg-score tbody tr');
    await pg.until('three targets', async () => (await rows.count()) === 3);
    const saved = page.waitForEvent('download');
    await pg.button(page, 'Export CSV').click();
    const stream = await (await saved).createReadStream();
    let text = '';
    for await (const piece of stream) text += piece;
    const lines = text.trimEnd().split('\n');
    expect.equal(lines.length, 21);
    expect.match(lines[0], /,role$/);
    expect.match(lines[1], /^(?:[\d.]+,){6}(training|validation)$/);
  },

  'products of features are added and taken away': async ({ page, url, expect }) => {
    await pg.open(page, url);
    await page.locator('pg-features summary').click();
    await pg.menu(page, 'The first factor').selectOption({ label: 'sin x₁' });
    await pg.menu(page, 'The second').selectOption({ label: 'x₂' });
    await page.getByRole('button', { name: 'Add sin x₁·x₂' }).click();
    await pg.until('three inputs', async () => (await units(page)) === 3);
    await pg.until('the address says it', () => /product\(a:sin_x1/.test(decodeURIComponent(page.url())));
    await page.locator('pg-features label.tile', { hasText: 'sin x₁·x₂' }).click();
    await pg.until('two inputs', async () => (await units(page)) === 2);
    await page.locator('pg-data label.tile', { hasText: 'Curve' }).click();
    await pg.until('one input', async () => (await units(page)) === 1);
    const names = await page.locator('pg-features label.tile').allInnerTexts();
    expect.deepEqual(
      names.map(name => name.trim()),
      ['x₁', 'x₁²', 'sin x₁'],
    );
  },
};
