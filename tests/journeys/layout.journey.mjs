// The playground at every size of screen: what each shows, by pointer, touch and keyboard; and on paper.
import * as pg from './playground.mjs';
import { at, box, choose, layout, sizes, tab } from './screens.mjs';

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
