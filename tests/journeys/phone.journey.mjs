// The playground on a phone: by touch and by keyboard, upright and turned.
import * as pg from './playground.mjs';
import { at, box, choose, layout, sizes, tab } from './screens.mjs';

export const journeys = {
  'a phone has output and figures on top, tabs below, and the buttons within reach of a thumb': async tools => {
    const page = await at(tools, sizes.phone, 'step=66');
    const { expect, shot } = tools;
    expect.equal(await layout(page), 'phone');
    const boundary = await box(page, 'pg-boundary canvas');
    for (const figure of ['epoch', 'train', 'validation', 'score']) {
      const { x, y } = await box(page, `pg-transport #${figure}`);
      expect.ok(x > boundary.x + boundary.width && y < boundary.y + boundary.height, `${figure} is beside the output`);
    }
    expect.match(await pg.text(page.locator('pg-transport .score')), /^ACCURACY [\d.]+ %$/i);
    const bar = await box(page, 'pg-transport .ctl');
    expect.deepEqual([bar.x, bar.width, bar.y + bar.height], [0, 390, 844]);
    expect.equal((await box(page, 'pg-graph .unit')).width, 22);
    await shot('network', page);
    await choose(page, 'Data');
    await page.evaluate(() => scrollTo(0, 500));
    await pg.until('the buttons stay', async () => {
      const { y, height } = await box(page, 'pg-transport .ctl');
      return y + height === 844;
    });
    await pg.until('the tabs stay', async () => (await box(page, 'pg-playground .tabs')).y === 0);
  },

  'play and step work on a phone, by touch': async tools => {
    const page = await at(tools, sizes.phone);
    const before = await pg.pixels(page, 'pg-boundary');
    await pg.button(page, 'Play').tap();
    await pg.until('epoch 2', async () => (await pg.figure(page, 'epoch')) >= 2);
    await pg.button(page, 'Pause').tap();
    await pg.settled(page);
    await pg.until(
      'the output is another',
      async () => pg.difference(before, await pg.pixels(page, 'pg-boundary'), 2) > 0,
    );
    const epoch = await pg.figure(page, 'epoch');
    await pg.button(page, 'Step').tap();
    await pg.until('one epoch more', async () => (await pg.figure(page, 'epoch')) === epoch + 1);
  },

  'the tabs of a phone are chosen by touch and by arrow keys, and show one panel each': async tools => {
    const page = await at(tools, sizes.phone);
    const { expect } = tools;
    const shown = {
      Data: pg.slider(page, 'Noise'),
      Network: pg.button(page, 'One layer more'),
      Training: pg.menu(page, 'Optimizer'),
      Curves: pg.check(page, 'Log'),
    };
    const only = name =>
      pg.until(`only ${name} is shown`, async () => {
        const visible = await Promise.all(Object.values(shown).map(locator => locator.isVisible()));
        return Object.keys(shown).every((each, i) => visible[i] === (each === name));
      });
    await only('Network');
    for (const name of Object.keys(shown)) {
      await choose(page, name);
      await only(name);
    }
    await tab(page, 'Curves').focus();
    for (const [key, name] of [
      ['ArrowLeft', 'Training'],
      ['Home', 'Data'],
      ['ArrowLeft', 'Curves'],
      ['ArrowRight', 'Data'],
    ]) {
      await page.keyboard.press(key);
      await only(name);
      expect.equal(await tab(page, name).evaluate(element => element.matches(':focus')), true);
    }
    await page.keyboard.press('Tab');
    expect.equal(await page.locator('pg-data').evaluate(element => element.matches(':focus-within, :focus')), true);
    const { y: end } = await box(page, 'pg-transport .ctl');
    for (let stop = 0; stop < 12; stop++) {
      const focused = await page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return {
          name: element.outerHTML,
          middle: (({ top, bottom }) => (top + bottom) / 2)(element.getBoundingClientRect()),
        };
      });
      expect.ok(focused.middle < end, `is behind the buttons: ${focused.name}`);
      await page.keyboard.press('Tab');
    }
    const before = await page.evaluate(() => scrollY);
    expect.ok(before > 0);
    await pg.button(page, 'Step').focus();
    await tab(page, 'Data').focus();
    expect.equal(await page.evaluate(() => scrollY), before, 'what is always in sight scrolls nothing');
  },

  'on a phone keys lead through what is seen, from top to bottom': async tools => {
    const page = await at(tools, sizes.phone);
    const stops = async name => {
      await choose(page, name);
      await pg.button(page, 'Step').focus();
      const met = [];
      for (let stop = 0; stop < 60 && met.at(-1) !== 'end'; stop++) {
        await page.keyboard.press('Tab');
        const part = await page.evaluate(() => {
          let element = document.activeElement;
          for (; element?.shadowRoot?.activeElement; element = element.shadowRoot.activeElement) {
            if (/^pg-(data|network|training|boundary|loss)$/.test(element.localName)) return element.localName;
          }
          if (element === document.body) return 'end';
          return element.role === 'tab' ? 'tabs' : element.ariaLabel;
        });
        if (part !== met.at(-1)) met.push(part);
      }
      return met.filter(part => /^pg-|^tabs$|^View/.test(part));
    };
    tools.expect.deepEqual(await stops('Network'), ['pg-boundary', 'tabs', 'pg-network']);
    tools.expect.deepEqual(await stops('Data'), ['pg-boundary', 'tabs', 'pg-data']);
    tools.expect.deepEqual(await stops('Curves'), ['pg-boundary', 'tabs', 'View of the output', 'pg-loss']);
  },

  'a phone that is turned goes on with what was shown and done': async tools => {
    const page = await at(tools, sizes.phone);
    const { expect } = tools;
    const { width, height } = sizes.phone;
    await choose(page, 'Data');
    await pg.button(page, 'Draw').tap();
    const add = async y => {
      const before = await pg.steps(page);
      const rows = () => page.locator('pg-run').evaluate(({ run }) => run.state.opened.role.length);
      const count = await rows();
      await page.locator('pg-boundary .places').tap({ position: { x: 40, y } });
      await pg.until('a point more', async () => (await rows()) === count + 1);
      await pg.step(page);
      expect.ok((await pg.steps(page)) > before);
      expect.ok((await pg.colors(page, 'pg-boundary')).length > 2);
    };
    await add(20);
    for (const [name, viewport, y] of [
      ['tablet', { width: height, height: width }, 80],
      ['phone', sizes.phone, 160],
    ]) {
      await page.setViewportSize(viewport);
      await pg.until(`it is a ${name}`, async () => (await layout(page)) === name);
      await add(y);
    }
    expect.equal(await tab(page, 'Data').getAttribute('aria-selected'), 'true');
  },

  'a phone that is turned keeps the digit that is drawn': async tools => {
    const page = await at(tools, sizes.phone, 'data=table(name:digits)&layers=dense(units:4)&view.show=draw');
    const { width, height } = sizes.phone;
    await choose(page, 'Curves');
    await pg.button(page, 'Start from a row').tap();
    const says = async () => (await page.locator('pg-digit dd.share').allInnerTexts()).join(' ');
    const before = await pg.until('it is classified', says);
    for (const [name, viewport] of [
      ['tablet', { width: height, height: width }],
      ['phone', sizes.phone],
    ]) {
      await page.setViewportSize(viewport);
      await pg.until(`it is a ${name}`, async () => (await layout(page)) === name);
      await pg.frames(page, 5);
      tools.expect.equal(await says(), before);
      tools.expect.equal(await pg.button(page, 'Clear').isEnabled(), true);
    }
    await pg.step(page);
    await pg.until('it is classified by what was learned', async () => (await says()) !== before);
  },

  'what a phone does not show is not computed': async tools => {
    const page = await at(tools, sizes.phone);
    const { expect } = tools;
    const brings = () =>
      page.locator('pg-run').evaluate(({ run: { frame } }) => [!!frame.field, !!frame.params, !!frame.maps]);
    await pg.step(page);
    expect.deepEqual(await brings(), [true, true, true]);
    await choose(page, 'Curves');
    await pg.step(page);
    expect.deepEqual(await brings(), [true, false, false]);
    await choose(page, 'Network');
    await pg.until('the network is asked for', async () => (await brings())[2]);
  },

  'the controls of a layer are in a sheet on a phone': async tools => {
    const page = await at(tools, sizes.phone);
    const { expect, shot } = tools;
    for (const layer of ['Layer 1', 'Layer 3']) {
      await page.locator('pg-network summary', { hasText: layer.replace('ayer ', '') }).tap();
      const sheet = page.getByRole('group', { name: layer, exact: true });
      const { x, width } = await sheet.boundingBox();
      expect.ok(x >= 0 && x + width <= 390, `the sheet of ${layer} is inside`);
      await shot(layer, page);
    }
    await pg.menu(page, 'Activation of Layer 3').selectOption('relu');
    await pg.until(
      'it says so',
      async () => (await pg.text(page.locator('pg-network summary').nth(2))) === 'L3 6 ReLU',
    );
    await page.keyboard.press('Escape');
    expect.equal(await pg.menu(page, 'Activation of Layer 3').isVisible(), false);
  },
};
