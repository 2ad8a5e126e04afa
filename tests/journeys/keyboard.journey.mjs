// Without a mouse: every key of the help, the order of the tab key, and a focus that can be seen.
import * as pg from './playground.mjs';

const dialog = page => page.getByRole('dialog', { name: 'Keys' });

/** What each line of the help promises, tried out. A line without a trial fails. */
const trials = {
  'play or pause': async (page, press) => {
    await press('Space');
    await pg.button(page, 'Pause').waitFor();
    await pg.until('it plays', async () => (await pg.steps(page)) > 0);
    await press('Space');
    await pg.button(page, 'Play').waitFor();
    await pg.settled(page);
  },
  step: async (page, press) => {
    await pg.setStep(page, 'batch');
    await unfocus(page);
    const before = await pg.steps(page);
    await press('.');
    await pg.until('a batch is done', async () => (await pg.steps(page)) === before + 1);
  },
  'next epoch': async (page, press) => {
    const before = await pg.figure(page, 'epoch');
    await press('Shift+Period');
    await pg.until('an epoch is done', async () => (await pg.figure(page, 'epoch')) === before + 1);
  },
  'reset to the same start': async (page, press) => {
    const seed = await pg.field(page, 'Seed').inputValue();
    await press('r');
    await pg.until('the run is at the start', async () => (await pg.steps(page)) === 0);
    return (await pg.field(page, 'Seed').inputValue()) === seed;
  },
  'new seed': async (page, press) => {
    const before = await pg.fingerprint(page);
    await press('n');
    await pg.until('the weights are others', async () => (await pg.fingerprint(page)) !== before);
  },
  'log scale': async (page, press) => {
    await press('l');
    await pg.until('the scale is linear', async () => !(await pg.check(page, 'Log').isChecked()));
    await press('L');
    await pg.until('the scale is logarithmic', () => pg.check(page, 'Log').isChecked());
  },
  'edges: weights or gradients': async (page, press) => {
    for (const shown of ['gradients', 'weights']) {
      await press('e');
      await pg.until(shown, async () => (await pg.menu(page, 'Edges').inputValue()) === shown);
    }
  },
  'light or dark': async (page, press) => {
    await press('d');
    await pg.button(page, 'Light theme').waitFor();
    await press('d');
    await pg.button(page, 'Dark theme').waitFor();
  },
  'all keys': async (page, press) => {
    await press('?');
    await dialog(page).waitFor();
  },
  close: async (page, press) => {
    await press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    await page.evaluate(() => {
      location.hash = 'step=x';
    });
    await pg.notice(page);
    await press('Escape');
    await pg.noNotice(page);
  },
};

const unfocus = page => page.evaluate(() => document.activeElement?.blur());

/** Puts helpers into the page: which element has the focus, and what can have it by the tab key. */
const prepare = page =>
  page.evaluate(() => {
    const deepActive = () => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element;
    };
    const all = root =>
      [...root.querySelectorAll('*')].flatMap(element => [
        element,
        ...(element.shadowRoot ? all(element.shadowRoot) : []),
      ]);
    const takesTab = element =>
      element.matches('a[href], button:enabled, input:enabled, select:enabled, summary, [tabindex]') &&
      element.tabIndex >= 0 &&
      !element.matches('[type=radio]:not(:checked)') &&
      element.checkVisibility({ visibilityProperty: true });
    const name = element => {
      const label = element.labels?.[0]?.textContent ?? element.textContent;
      return `${element.localName} ${(element.getAttribute('aria-label') ?? label ?? '').trim().replace(/\s+/g, ' ')}`.slice(
        0,
        60,
      );
    };
    // Where a focus may show: on the element, beside it, and on what holds it.
    const around = element =>
      [element, ...(element.parentElement?.children ?? []), element.parentElement].filter(Boolean);
    const looks = element =>
      around(element).map(node => {
        const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(node);
        return outlineStyle === 'none' ? `${boxShadow} ${borderColor}` : `${outlineWidth} ${boxShadow} ${borderColor}`;
      });
    globalThis.tabs = { deepActive, name, looks, expected: () => all(document).filter(takesTab), seen: [] };
  });

/** Presses Tab; returns the name of what has the focus now, or nothing at the end of the round. */
const tab = async page => {
  await page.keyboard.press('Tab');
  return page.evaluate(() => {
    const { deepActive, looks, name, seen } = globalThis.tabs;
    const element = deepActive();
    const before = seen.at(-1);
    if (before) before.unfocused = looks(before.element).join();
    if (!element || element === document.body || seen.some(stop => stop.element === element)) return undefined;
    seen.push({ element, focused: looks(element).join() });
    return name(element);
  });
};

/** Whether a picture of stop `i` shows the focus: styles do not tell of parts like the thumb of a slider. */
async function looksFocused(page, i) {
  const element = (await page.evaluateHandle(number => globalThis.tabs.seen[number].element, i)).asElement();
  await element.focus();
  const focused = await element.screenshot();
  await element.evaluate(node => node.blur());
  return !focused.equals(await element.screenshot());
}

export const journeys = {
  'every key of the help does what it says': async ({ page, url, expect, shot }) => {
    await pg.open(page, url);
    await pg.button(page, 'Keys').click();
    await dialog(page).waitFor();
    const texts = await dialog(page).getByRole('definition').allInnerTexts();
    await shot();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    expect.deepEqual(texts, Object.keys(trials));
    for (const text of texts) {
      await unfocus(page);
      expect.notEqual(await trials[text](page, key => page.keyboard.press(key)), false, text);
    }
  },

  'the help takes the focus and gives it back, and keys rest behind it': async ({ page, url, expect }) => {
    await pg.open(page, url);
    await pg.step(page);
    const before = await pg.figures(page);
    await pg.button(page, 'Keys').focus();
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    for (const key of ['n', 'r', '.', 'd']) await page.keyboard.press(key);
    await pg.frames(page, 20);
    expect.deepEqual(await pg.figures(page), before);
    expect.equal(await page.locator('html').getAttribute('data-theme'), 'light');
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    expect.ok(await pg.button(page, 'Keys').evaluate(node => node.matches(':focus')));
  },

  'keys rest while a field has the focus, and a button keeps its space bar': async ({ page, url, expect }) => {
    await pg.open(page, url);
    const before = await pg.figures(page);
    await pg.field(page, 'Rate').focus();
    await page.keyboard.type('nrld. ');
    await pg.menu(page, 'Speed').focus();
    for (const key of ['n', 'r', 'd']) await page.keyboard.press(key);
    // What a key does takes a while.
    await pg.frames(page, 30);
    expect.deepEqual(await pg.figures(page), before);
    expect.equal(await page.locator('html').getAttribute('data-theme'), 'light');
    await pg.field(page, 'Rate').focus();
    await page.keyboard.press('Escape');
    await pg.check(page, 'Hard edge').focus();
    await page.keyboard.press('Space');
    await pg.until('the box is checked', () => pg.check(page, 'Hard edge').isChecked());
    await pg.button(page, 'Play').waitFor();
    await page.keyboard.press('n');
    await pg.until('beside a box letters work', async () => (await pg.fingerprint(page)) !== before.fingerprint);
  },

  'the tab key reaches everything, in the order of the page, and the focus can be seen': async ({
    page,
    url,
    expect,
  }) => {
    await pg.open(page, url);
    await prepare(page);
    const order = [];
    for (let name = await tab(page); name && order.length < 200; name = await tab(page)) order.push(name);
    const { missed, plain } = await page.evaluate(() => {
      const { expected, seen, name } = globalThis.tabs;
      const reached = new Set(seen.map(({ element }) => element));
      return {
        missed: expected()
          .filter(element => !reached.has(element))
          .map(name),
        plain: seen.flatMap(({ focused, unfocused }, i) => (focused === unfocused ? [i] : [])),
      };
    });
    expect.deepEqual(missed, [], 'cannot be reached');
    const unseen = [];
    for (const i of plain) if (!(await looksFocused(page, i))) unseen.push(order[i]);
    expect.deepEqual(unseen, [], 'shows no focus');
    const places = [
      'button Play',
      'input Spiral',
      'select Activation of Layer 1',
      'select Optimizer',
      'input Hard edge',
    ];
    const at = places.map(name => order.findIndex(stop => stop.startsWith(name)));
    expect.deepEqual(
      at,
      at.toSorted((a, b) => a - b),
      `${places} in ${order.join(', ')}`,
    );
    expect.ok(!at.includes(-1), `${places} in ${order.join(', ')}`);
  },

  'arrow keys go through the units, and the unit with the focus is shown large': async ({ page, url, expect }) => {
    await pg.open(page, url);
    const output = await pg.pixels(page, 'pg-boundary');
    const focused = () =>
      page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return element?.getAttribute('aria-label')?.replace(/, bias.*/, '');
      });
    await page.getByRole('button', { name: /^layer 1, unit 1,/ }).focus();
    const way = [
      ['ArrowDown', 'layer 1, unit 2'],
      ['ArrowRight', 'layer 2, unit 2'],
      ['ArrowUp', 'layer 2, unit 1'],
      ['ArrowUp', 'layer 2, unit 1'],
      ['ArrowLeft', 'layer 1, unit 1'],
      ['ArrowLeft', 'x₁'],
    ];
    for (const [key, unit] of way) {
      await page.keyboard.press(key);
      expect.equal(await focused(), unit, `after ${key}`);
    }
    await pg.until('the unit is shown', async () => pg.difference(output, await pg.pixels(page, 'pg-boundary')) > 0.1);
    await unfocus(page);
    await pg.until('the output again', async () => pg.difference(output, await pg.pixels(page, 'pg-boundary')) === 0);
  },

  'a whole session goes by keyboard: choose data, add a layer, train, look': async ({ page, url, expect }) => {
    await pg.open(page, url);
    await page.getByRole('radio', { name: 'Spiral' }).focus();
    await page.keyboard.press('ArrowLeft');
    await pg.until('Gauss is chosen', () => page.getByRole('radio', { name: 'Gauss' }).isChecked());
    await pg.button(page, 'One layer less').focus();
    await page.keyboard.press('Enter');
    await pg.until('two layers', async () => (await page.locator('pg-network .lay').count()) === 4);
    await pg.slider(page, 'Batch size').press('ArrowLeft');
    await pg.until('the address says all', () => /data=gauss.*layers=dense.*batch_size=8/.test(page.url()));
    await unfocus(page);
    await page.keyboard.press('Space');
    await pg.until('nearly all are right', async () => (await pg.accuracy(page)) > 95);
    await page.keyboard.press('Space');
    expect.ok((await pg.figure(page, 'epoch')) > 0);
  },
};
