// The playground at every size of screen: what each shows, by pointer, touch and keyboard; and on paper.
import * as pg from './playground.mjs';

const sizes = {
  desktop: { width: 1440, height: 900 },
  tablet: { width: 820, height: 1180 },
  phone: { width: 390, height: 844 },
};

/** Opens the page at a size, or in a window of so many pixels; phones are touched. */
async function at({ newPage, url }, viewport, address = '', wishes = {}) {
  const page = await newPage({ viewport, hasTouch: viewport.width <= 600, reducedMotion: 'reduce', ...wishes });
  await pg.open(page, url, address);
  await panels(page);
  return page;
}

/** Panels come one after the other. */
const panels = page =>
  pg.until('all panels are there', async () => {
    if ((await layout(page)) === 'phone') return (await page.locator('pg-output').count()) === 1;
    return (await page.locator('pg-data .gal').count()) > 0;
  });

const layout = page => page.locator('pg-playground').getAttribute('layout');
const tab = (page, name) => page.getByRole('tab', { name, exact: true });
const box = (page, selector) => page.locator(selector).first().boundingBox();
const choose = async (page, name) => {
  await tab(page, name).tap();
  await pg.until(`${name} is chosen`, async () => (await tab(page, name).getAttribute('aria-selected')) === 'true');
};

/** Everything that can be seen, through all shadow trees, as far as `read` (a function's text) says something of it. */
const seen = (page, read) =>
  page.evaluate(source => {
    // biome-ignore lint/security/noGlobalEval: the function comes from this file
    const say = eval(source);
    const found = [];
    const walk = root => {
      for (const element of root.querySelectorAll('*')) {
        const { width, height } = element.getBoundingClientRect();
        const style = getComputedStyle(element);
        if (!element.checkVisibility({ visibilityProperty: true }) && style.display !== 'contents') continue;
        const text = width > 1 && height > 1 ? say(element, style) : undefined;
        if (text) found.push(text);
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(document.body);
    return [...new Set(found)];
  }, `(${read})`);

/** What lies beyond the left or right edge, but for a strip that is there to be scrolled. */
const beyond = page =>
  seen(page, element => {
    const { left, right } = element.getBoundingClientRect();
    if (left >= -0.5 && right <= innerWidth + 0.5) return undefined;
    if (element.closest('.gal, .tip')) return undefined;
    return `${element.localName}.${element.className} from ${Math.round(left)} to ${Math.round(right)}`;
  });

/** Text that is too small to read. */
const small = page =>
  seen(page, (element, style) => {
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim() !== '');
    const drawn = element.localName === 'canvas' && element.getAttribute('role') === 'img';
    return (own || drawn) && Number.parseFloat(style.fontSize) < 12
      ? `${element.localName}: ${style.fontSize}`
      : undefined;
  });

/** What is pressed, and is not 44 px high and wide, itself or with its label; units have a size of their own. */
const narrow = page =>
  seen(page, element => {
    if (!element.matches('button, select, input, summary, a[href]') || element.matches('.unit')) return undefined;
    const box = (element.closest('label') ?? element).getBoundingClientRect();
    if (box.height >= 43.5 && (box.width >= 43.5 || element.matches('input'))) return undefined;
    return `${element.localName} ${element.ariaLabel ?? element.textContent.trim()}: ${box.width} × ${box.height}`;
  });

/** States of each layout, each reached from the one before. */
const states = {
  desktop: { 'at first': async () => {} },
  tablet: {
    'at first': async () => {},
    unfolded: async page => {
      await page.getByRole('button', { name: 'Open', exact: true }).click();
      await page.locator('pg-data .summary').click();
    },
  },
  phone: {
    'with the network': async () => {},
    'with the data': page => choose(page, 'Data'),
    'with the training': page => choose(page, 'Training'),
    'with the curves': page => choose(page, 'Curves'),
    'with the menu': page => pg.button(page, 'Menu').tap(),
  },
};

/** Looks for mistakes in each state of a layout, in one theme. */
const audit = (name, colorScheme) => async tools => {
  const page = await at(tools, sizes[name], 'step=66', { colorScheme });
  const found = [];
  for (const [state, reach] of Object.entries(states[name])) {
    await reach(page);
    await tools.shot(state, page);
    found.push(...(await tools.accessibility(page)).map(mistake => `${state}: ${mistake}`));
  }
  tools.expect.deepEqual(found, []);
};

export const journeys = {
  'on a desktop data, network and output stand side by side': async tools => {
    const page = await at(tools, sizes.desktop);
    const { expect } = tools;
    expect.equal(await layout(page), 'desktop');
    const [data, network, output] = await Promise.all(
      ['pg-data', 'pg-network', 'pg-output'].map(name => box(page, name)),
    );
    expect.deepEqual([data.x, data.width, network.x, output.x, output.width], [0, 248, 248, 1440 - 372, 372]);
    expect.equal(await page.getByRole('tab').count(), 0);
    expect.equal(await pg.button(page, 'Menu').count(), 0);
    expect.ok(await pg.menu(page, 'Speed').isVisible());
    expect.equal((await box(page, 'pg-graph .unit')).width, 36);
  },

  'on a tablet the data is a strip, output stands beside curves, and training is folded': async tools => {
    const page = await at(tools, sizes.tablet);
    const { expect } = tools;
    expect.equal(await layout(page), 'tablet');
    const names = ['pg-transport', 'pg-data', 'pg-network', 'pg-output', 'pg-training'];
    const boxes = await Promise.all(names.map(name => box(page, name)));
    boxes.slice(1).forEach((each, i) => {
      expect.ok(each.y >= boxes[i].y + boxes[i].height - 1, `${names[i + 1]} is below ${names[i]}`);
    });
    expect.ok(boxes[1].height < 130, 'the data is a strip');
    const strip = page.locator('pg-data .gal').first();
    expect.ok(await strip.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth), 'it scrolls');
    expect.match(
      await pg.text(page.locator('pg-data .summary')),
      /^Spiral, 500 points noise .*, split 70 \/ 30, batch 16/,
    );
    const [boundary, loss] = await Promise.all(['pg-boundary', 'pg-loss'].map(name => box(page, name)));
    expect.ok(loss.x >= boundary.x + boundary.width, 'the curves are beside the output');
    expect.equal((await box(page, 'pg-graph .unit')).width, 29);

    expect.equal(await pg.menu(page, 'Optimizer').isVisible(), false);
    await page.getByRole('button', { name: 'Open', exact: true }).press('Enter');
    expect.ok(await pg.menu(page, 'Optimizer').isVisible());
    expect.equal(await pg.slider(page, 'Noise').isVisible(), false);
    await page.locator('pg-data .summary').press('Enter');
    expect.ok(await pg.slider(page, 'Noise').isVisible());
  },

  'the menu of a tablet has the name, the speed and the seed of the run, and closes with Esc': async tools => {
    const page = await at(tools, sizes.tablet);
    const { expect } = tools;
    expect.equal(await pg.menu(page, 'Speed').isVisible(), false);
    await pg.button(page, 'Menu').press('Enter');
    expect.match(await pg.text(page.locator('pg-masthead #menu')), /^spiral, 3 × tanh/);
    await pg.menu(page, 'Speed').selectOption('60');
    const before = await pg.fingerprint(page);
    await pg.field(page, 'Seed').fill('7');
    await pg.field(page, 'Seed').press('Enter');
    await pg.until('the weights are others', async () => (await pg.fingerprint(page)) !== before);
    await page.keyboard.press('Escape');
    expect.equal(await pg.field(page, 'Seed').isVisible(), false);
    const focus = () => page.locator('pg-masthead').evaluate(element => element.shadowRoot.activeElement?.ariaLabel);
    expect.equal(await focus(), 'Menu');
    await page.keyboard.press('Enter');
    await pg.button(page, 'Keys').click();
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  },

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

  'the strip of data of a tablet stays where it is while there is another layout': async tools => {
    const page = await at(tools, sizes.tablet);
    const { expect } = tools;
    const strip = page.getByRole('group', { name: 'Data set' });
    const left = () => strip.evaluate(element => element.scrollLeft);
    const resize = async (width, name) => {
      await page.setViewportSize({ width, height: 1000 });
      await pg.until(`it is a ${name}`, async () => (await layout(page)) === name);
      await pg.frames(page, 3);
    };
    await strip.evaluate(element => element.scrollTo(600, 0));
    await pg.frames(page, 3);
    await resize(1300, 'desktop');
    expect.equal(await left(), 0);
    await resize(820, 'tablet');
    expect.equal(await left(), 600);
    await resize(1300, 'desktop');
    await page.getByRole('radio', { name: 'Circle' }).click();
    await pg.until('it is chosen', () => page.getByRole('radio', { name: 'Circle' }).isChecked());
    await resize(820, 'tablet');
    await pg.until('another set is chosen, and seen', async () => (await left()) === 0);
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

  'nothing has to be scrolled sideways, from 360 to 1440 pixels': async tools => {
    const page = await at(tools, sizes.desktop);
    const { expect } = tools;
    for (const width of [1440, 1280, 1101, 1100, 820, 601, 600, 390, 360]) {
      await page.setViewportSize({ width, height: 900 });
      const wanted = width <= 600 ? 'phone' : width <= 1100 ? 'tablet' : 'desktop';
      await pg.until(`${width} is a ${wanted}`, async () => (await layout(page)) === wanted);
      await pg.frames(page, 3);
      const tabs = wanted === 'phone' ? ['Data', 'Network', 'Training', 'Curves'] : [''];
      for (const name of tabs) {
        if (name) await tab(page, name).click();
        // What was hidden takes its new place with the next frames.
        let out = [];
        const fits = async () => {
          out = await beyond(page);
          return out.length === 0;
        };
        await pg.until('all is inside', fits).catch(() => expect.deepEqual(out, [], `${width} ${name}`));
        expect.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, `${width} ${name}`);
      }
    }
  },

  'a phone has targets of 44 pixels, and phones and tablets no text below 12': async tools => {
    const { expect } = tools;
    const page = await at(tools, sizes.phone);
    for (const name of ['Network', 'Data', 'Training', 'Curves']) {
      await choose(page, name);
      expect.deepEqual(await narrow(page), [], name);
      expect.deepEqual(await small(page), [], name);
    }
    await pg.button(page, 'Menu').tap();
    expect.deepEqual(await narrow(page), [], 'Menu');
    const tablet = await at(tools, sizes.tablet);
    expect.deepEqual(await small(tablet), [], 'tablet');
  },

  'its own width decides, not that of the window': async tools => {
    const page = await at(tools, sizes.desktop);
    const width = text =>
      page.locator('pg-playground').evaluate((element, value) => element.style.setProperty('width', value), text);
    for (const [text, name] of [
      ['400px', 'phone'],
      ['800px', 'tablet'],
      ['1300px', 'desktop'],
    ]) {
      await width(text);
      await pg.until(`${text} is a ${name}`, async () => (await layout(page)) === name);
      tools.expect.ok((await box(page, 'pg-transport .play')).x < Number.parseInt(text, 10));
    }
  },

  'large layers have small units, and very large ones show the strongest': async tools => {
    for (const viewport of Object.values(sizes)) {
      const page = await at(tools, viewport, 'layers=dense(units:12),dense(units:64)');
      const columns = [1, 2].map(column => page.locator(`pg-graph [data-column='${column}']`));
      tools.expect.deepEqual(await Promise.all(columns.map(column => column.count())), [12, 12]);
      for (const column of columns) {
        const { width } = await column.first().boundingBox();
        tools.expect.equal(width, 20, `a unit at ${viewport.width}`);
      }
      await page.getByText('+ 52 more').waitFor();
    }
  },

  'paper gets the state without the controls, on one page, white even from a dark page': async tools => {
    const { expect, shot } = tools;
    for (const [name, viewport] of Object.entries(sizes)) {
      const page = await at(tools, viewport, 'step=66', { colorScheme: 'dark' });
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      expect.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1, name);
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      await shot(name, page);
      const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect.equal(background, 'rgb(255, 255, 255)');
      for (const control of ['Play', 'Step', 'Menu', 'Dark theme', 'Light theme', 'One layer more', 'New sample']) {
        expect.equal(await pg.button(page, control).isVisible(), false, `${name}: ${control}`);
      }
      expect.ok(await page.locator('pg-boundary canvas').first().isVisible());
      expect.ok(await page.locator('pg-transport #epoch').isVisible());
      // What a strip has not measured is open, and behind it is paper.
      const strips = await page.locator('pg-gradients').evaluate(element => {
        const canvas = element.shadowRoot.querySelector('canvas');
        const { data } = canvas.getContext('2d').getImageData(canvas.width - 8, canvas.height / 2, 1, 1);
        const caption = element.shadowRoot.querySelector('.caption');
        return [data[3], getComputedStyle(caption, '::before').backgroundColor];
      });
      expect.deepEqual(strips, [0, 'rgb(241, 240, 237)'], name);
    }
  },

  'axe finds nothing wrong on a desktop, in light': audit('desktop', 'light'),
  'axe finds nothing wrong on a desktop, in dark': audit('desktop', 'dark'),
  'axe finds nothing wrong on a tablet, in light': audit('tablet', 'light'),
  'axe finds nothing wrong on a tablet, in dark': audit('tablet', 'dark'),
  'axe finds nothing wrong on a phone, in light': audit('phone', 'light'),
  'axe finds nothing wrong on a phone, in dark': audit('phone', 'dark'),
};
