// Figures that are told what makes no sense: they say so, and go on.
import { strict as assert } from 'node:assert';
import { until } from '../journeys/playground.mjs';
import { epochOf, opens, PATIENCE_MS, run, said, show, stateOf, trains } from './figure-page.mjs';

export async function senseless({ page }) {
  await opens(page, 'two');
  const set = (id, name, value) => run(page, id).evaluate((e, [key, text]) => e.setAttribute(key, text), [name, value]);
  const wrong = [
    ['one', 'config', 'data=spirals', /spirals.*one of.*spiral/],
    ['two', 'layers', 'dense(units:0)', /units.*0.*1 to/],
    ['one', 'theme', 'purple', /theme = purple is not one of auto, light, dark/],
    ['one', 'controls', 'optimizer.speed', /optimizer\.speed is not .*optimizer\.lr/],
    ['two', 'view.hard', 'perhaps', /view\.hard = perhaps is not yes or no/],
    ['three', 'data', 'table(name:iris)', /no table called “iris” here: say where its files are/],
    ['three', 'keep', '', /keep.*address/],
  ];
  for (const [id, name, value, sentence] of wrong) {
    const good = await run(page, id).evaluate((e, key) => e.getAttribute(key), name);
    await show(page, id);
    await set(id, name, value);
    await until(`${id} says of ${name}: ${sentence}`, async () => sentence.test(await said(page, id)), PATIENCE_MS);
    if (good === null) await run(page, id).evaluate((e, key) => e.removeAttribute(key), name);
    else await set(id, name, good);
    await run(page, id).evaluate(element => element.run.dismiss());
  }
  await show(page, 'two');
  await trains(page, 'two');
}

/** Attributes that are changed while it trains: what makes no sense is said, and the run goes on. */
export async function changedInTheMiddle({ page }) {
  await opens(page, 'two');
  await trains(page, 'two');
  const set = (name, value) => run(page, 'two').evaluate((e, [key, text]) => e.setAttribute(key, text), [name, value]);
  const goesOn = async () => {
    if (!(await stateOf(page, 'two', 'playing'))) return trains(page, 'two');
    const before = await epochOf(page, 'two');
    await until('it trains on', async () => (await epochOf(page, 'two')) > before);
  };
  const wrong = [
    [
      'layers',
      'dense(units:-1)',
      /layers\[0\]\.units = -1 is not an integer from 1 to 1024.*The run you had is still here/,
    ],
    ['optimizer', 'adam(lr:fast)', /optimizer\.lr = .?fast.? is not a number of 0 or more.*still here/],
    ['batch_size', 'NaN', /batch_size = NaN is not .*still here/],
  ];
  for (const [name, value, sentence] of wrong) {
    const before = await epochOf(page, 'two');
    const good = await run(page, 'two').evaluate((e, key) => e.getAttribute(key), name);
    await set(name, value);
    await until(`it says of ${name}: ${sentence}`, async () => sentence.test(await said(page, 'two')), PATIENCE_MS);
    await until(`${name}: it trains on`, async () => (await epochOf(page, 'two')) > before);
    if (good === null) await run(page, 'two').evaluate((e, key) => e.removeAttribute(key), name);
    else await set(name, good);
    await until(
      'it is right again',
      async () => !(await run(page, 'two').locator('[role=alert]').allInnerTexts()).join(''),
    );
    await goesOn();
  }
  await set('layers', 'dense(units:3)');
  const units = () => run(page, 'two').evaluate(e => e.run.state.opened.layers[0].units);
  await until('other layers are there', async () => (await units()) === 3);
  await goesOn();
}

/** Elements in places where they are of no use, and attributes that there are not. */
export async function misplaced({ page }) {
  const add = html => page.locator('main').evaluate((main, text) => main.insertAdjacentHTML('afterbegin', text), html);
  await add('<pg-run id="odd" class="large" loading="eager" data="xor" activation="bananas" rate="-1"></pg-run>');
  assert.match(await said(page, 'odd'), /activation = bananas is not an attribute of a run: one of data, .*layers=/);
  await trains(page, 'odd');
  await add(
    '<pg-boundary class="lost"></pg-boundary><pg-transport class="lost"></pg-transport><pg-loss class="lost"></pg-loss>',
  );
  const texts = await page
    .locator('.lost')
    .evaluateAll(all => all.map(element => getComputedStyle(element, '::after').content));
  assert.deepEqual(
    texts.map(text => /stands in no <pg-run>/.test(text)),
    [true, true, true],
  );
  await opens(page, 'one');
}
