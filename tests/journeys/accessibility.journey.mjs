// What axe finds in the states of the page, light and dark; and what is said in words of what is drawn.
import * as pg from './playground.mjs';

const sheet = page => page.locator('pg-graph [popover]:popover-open');

/** States of the page that look another way, each reached from the one before. */
const training = {
  'at the start': async () => {},
  'while it plays': async page => {
    await pg.play(page);
    await pg.until('epoch 2', async () => (await pg.figure(page, 'epoch')) >= 2);
    await pg.pause(page);
  },
  'in the middle of a step': async page => {
    await pg.setStep(page, 'phase');
    await pg.step(page, 2);
  },
  'with a sheet of weights': async page => {
    await page.getByRole('button', { name: /^layer 1, unit 2/ }).click();
    await sheet(page).waitFor();
  },
  'while points are drawn': async page => {
    await page.keyboard.press('Escape');
    await pg.button(page, 'Draw').click();
    await page.locator('pg-draw fieldset').waitFor();
  },
  'with a table': async page => {
    await page.getByRole('radio', { name: 'Iris' }).check();
    await pg.until('three classes', async () => (await page.locator('pg-score tbody tr').count()) === 3);
  },
};

/** What the network shows and begins with. */
const network = {
  'with the presets': async page => {
    await pg.button(page, 'Presets').click();
    await page.getByRole('dialog', { name: 'Presets' }).waitFor();
  },
  'with gradients along the edges and their numbers': async page => {
    await page.keyboard.press('Escape');
    await pg.stepTo(page, 1);
    await pg.menu(page, 'Edges').selectOption('gradients');
    await page.getByRole('button', { name: /^output/ }).click();
    await sheet(page).waitFor();
  },
  'with advice for the output': async page => {
    await page.keyboard.press('Escape');
    await page.evaluate(() => {
      location.hash = 'data=table(name:concrete)';
    });
    await page.locator('pg-network .advice').waitFor();
  },
};

const talking = {
  'with the details of a layer': page => page.locator('pg-network summary').first().click(),
  'with the details of the optimizer and a wrong value': async page => {
    await page.keyboard.press('Escape');
    await page.locator('pg-training summary').nth(1).click();
    await pg.field(page, 'β₁').fill('2');
    await pg.field(page, 'β₁').press('Enter');
    await page.locator('pg-training [role=alert]').waitFor();
  },
  'with a thing to know': async page => {
    await pg.field(page, 'β₁').press('Escape');
    await page.keyboard.press('Escape');
    await pg.stepTo(page, 1);
    await pg.button(page, 'One layer more').click();
    await pg.notice(page, 'status');
  },
  'with something that went wrong': async page => {
    await page.evaluate(() => {
      location.hash = 'layers=dense(units:0)';
    });
    await pg.notice(page);
  },
  'with the keys': page => pg.button(page, 'Keys').click(),
};

/** Looks for mistakes in each of the states, in one theme. */
const audit =
  (states, colorScheme) =>
  async ({ url, expect, newPage, accessibility, shot }) => {
    const page = await newPage({ colorScheme, reducedMotion: 'reduce' });
    await pg.open(page, url);
    expect.equal(await page.locator('html').getAttribute('data-theme'), colorScheme);
    const found = [];
    for (const [name, reach] of Object.entries(states)) {
      await reach(page);
      await shot(name, page);
      found.push(...(await accessibility(page)).map(mistake => `${name}: ${mistake}`));
    }
    expect.deepEqual(found, []);
  };

const image = (page, element) => page.locator(`${element} canvas[role=img]`).getAttribute('aria-label');

/** Uses the switch of the scale, and counts what moves then, in all shadow trees. */
const movingBySwitch = page =>
  page.evaluate(() => {
    const roots = root => [
      root,
      ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? roots(shadowRoot) : [])),
    ];
    const all = roots(document);
    all
      .map(root => root.querySelector('.switch input'))
      .find(Boolean)
      .click();
    const animations = all.flatMap(root => root.getAnimations());
    return animations.filter(({ effect }) => effect.getComputedTiming().activeDuration > 1).length;
  });

/** How many different pictures the edges show while the forward phase is made, one step of the run. */
const picturesOfStep = page =>
  page.evaluate(async () => {
    const within = (root, [name, ...names]) =>
      name === undefined ? root : within(root.querySelector(name).shadowRoot, names);
    const canvas = within(document, ['pg-playground', 'pg-network', 'pg-graph']).querySelector('.edges');
    const { run } = document.querySelector('pg-run');
    await run.step('phase');
    await run.step('phase');
    if (run.frame.phase.type !== 'loss') throw new Error(`the next phase is ${run.frame.phase.type}`);
    // The first frame draws what is new.
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    const pictures = new Set();
    for (let i = 0; i < 30; i++) {
      pictures.add(canvas.toDataURL());
      await new Promise(requestAnimationFrame);
    }
    return pictures.size;
  });

export const journeys = {
  'axe would find a mistake inside an element': async ({ page, url, expect, accessibility }) => {
    await pg.open(page, url);
    await page.locator('pg-transport').evaluate(element => {
      element.shadowRoot.querySelector('section').append(document.createElement('button'));
    });
    expect.match((await accessibility(page)).join(), /button-name/);
  },

  'axe finds nothing wrong with training, in light': audit(training, 'light'),
  'axe finds nothing wrong with training, in dark': audit(training, 'dark'),
  'axe finds nothing wrong with presets, gradients and advice, in light': audit(network, 'light'),
  'axe finds nothing wrong with presets, gradients and advice, in dark': audit(network, 'dark'),
  'axe finds nothing wrong with sheets and notices, in light': audit(talking, 'light'),
  'axe finds nothing wrong with sheets and notices, in dark': audit(talking, 'dark'),

  'what is drawn is said in words, with the numbers of the page': async ({ page, url, expect }) => {
    await pg.open(page, url);
    await pg.stepTo(page, 3);
    const train = await pg.text(page.locator('pg-transport #train'));
    const validation = await pg.text(page.locator('pg-transport #validation'));
    const says = (element, ...parts) =>
      pg.until(`${element} says ${parts.join(', ')}`, async () => {
        const text = await image(page, element);
        return parts.every(part => text.includes(part));
      });
    await says('pg-boundary', 'over x₁ from −6 to 6 and x₂ from −6 to 6', 'Classes: A, B', '350 training points');
    await says('pg-boundary', 'Epoch 3', `training loss ${train}`, `validation loss ${validation}`);
    await says('pg-loss', 'up to epoch 3', `to ${train}`, `to ${validation}`);
    await says('pg-graph', 'inputs with 2 units, layer 1 with 8 units', 'output with 1 unit');
    await says('pg-gradients', 'Gradient norms at epoch 3', 'Layer 1 0.', 'Output 0.');
    await pg.check(page, 'Hard edge').check();
    await says('pg-boundary', 'Decision of the network');
    expect.equal(await page.getByRole('img').count(), 4);
  },

  'with reduced motion nothing moves but the run': async ({ url, expect, newPage }) => {
    const page = await newPage({ reducedMotion: 'reduce' });
    await pg.open(page, url);
    await pg.play(page);
    await pg.until('epoch 1', async () => (await pg.figure(page, 'epoch')) >= 1);
    await pg.button(page, 'One layer more').click();
    await pg.pause(page);
    expect.equal(await movingBySwitch(page), 0);
    expect.equal(await picturesOfStep(page), 1);
  },

  'without that wish a switch and the edges move, so that it would be noticed': async ({ url, expect, newPage }) => {
    const page = await newPage({ reducedMotion: 'no-preference' });
    await pg.open(page, url);
    expect.ok((await movingBySwitch(page)) > 0, 'the switch does not move');
    expect.ok((await picturesOfStep(page)) > 2, 'the edges do not move');
  },
};
