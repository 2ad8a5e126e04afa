// Points of one's own: by mouse, by keys, by touch, and while it trains.
import { readFile } from 'node:fs/promises';
import * as pg from './playground.mjs';

/** The rows of the run as they are: how many there are of each role, and the last one. */
const rows = page =>
  page.locator('pg-run').evaluate(({ run }) => {
    const { x, y, role, columns } = run.state.opened;
    const last = role.length - 1;
    return {
      count: role.length,
      erased: role.filter(each => each === 3).length,
      last: { x: Array.from(x.subarray(last * columns.length)), y: y[last] },
    };
  });

/** Waits until there are `count` rows, of which `erased` are erased, and returns them. */
const rowsAre = (page, count, erased = 0) =>
  pg.until(`there are ${count} rows, ${erased} of them erased`, async () => {
    const now = await rows(page);
    return now.count === count && now.erased === erased && now;
  });

const places = page => page.locator('pg-boundary .places');

/** Where a point of the plane from −6 to 6 is on the screen. */
async function at(page, x, y) {
  const { x: left, y: top, width, height } = await places(page).boundingBox();
  return [left + (width * (x + 6)) / 12, top + (height * (6 - y)) / 12];
}

const useTool = (page, label) => page.locator('pg-draw label', { hasText: new RegExp(`^\\s*${label}\\s*$`) }).click();

async function beginDrawing(page, label) {
  await pg.button(page, 'Draw').click();
  await useTool(page, label);
}

/** Whether all of an element is within the window. */
const isInView = locator =>
  locator.evaluate(element => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

/** A finger that is put down at one place and lifted at another. */
async function drag(page, from, to) {
  const touch = await page.context().newCDPSession(page);
  const send = (type, ...points) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y]) => ({ x, y })) });
  await send('touchStart', from);
  await send('touchMove', to);
  await send('touchEnd');
}

const near = (expect, actual, wanted, tolerance = 0.1) => {
  for (const [i, value] of wanted.entries())
    expect.ok(Math.abs(actual[i] - value) < tolerance, `${actual} is not ${wanted}`);
};

export const journeys = {
  'points are added, moved and erased by mouse, and the address brings them back': async ({
    page,
    url,
    expect,
    shot,
  }) => {
    await pg.open(page, url, 'data=circle(samples:40)');
    await beginDrawing(page, 'B');
    await page.mouse.click(...(await at(page, -5.5, 5.5)));
    const added = await rowsAre(page, 41);
    near(expect, added.last.x, [-5.5, 5.5]);
    expect.equal(added.last.y, 1);
    await page.mouse.move(...(await at(page, -5.5, 5.5)));
    await page.mouse.down();
    await page.mouse.move(...(await at(page, 0, 5.7)), { steps: 5 });
    await shot('held');
    await page.mouse.move(...(await at(page, 5.5, -5.5)), { steps: 5 });
    await page.mouse.up();
    await pg.until('it is moved', async () => (await rows(page)).last.x[0] > 5);
    near(expect, (await rows(page)).last.x, [5.5, -5.5]);
    await page.mouse.click(...(await at(page, -5.5, -5.5)));
    await rowsAre(page, 42);
    await page.mouse.click(...(await at(page, -5.5, -5.5)), { button: 'right' });
    await rowsAre(page, 42, 1);
    await pg.stepTo(page, 1);
    const before = await pg.figures(page);
    await pg.until('the address has the journal', () => page.url().includes('&journal='));
    expect.ok((await pg.address(page)).includes('step='));
    await page.reload();
    await pg.ready(page);
    await rowsAre(page, 42, 1);
    await pg.until('the same network', async () => (await pg.fingerprint(page)) === before.fingerprint);
  },

  'points are drawn by keys alone: arrows, Enter, Delete, Escape': async ({ page, url, expect }) => {
    await pg.open(page, url, 'data=xor(samples:40)');
    await pg.button(page, 'Draw').focus();
    await page.keyboard.press('Enter');
    await pg.until('keys lead at the output', () => places(page).evaluate(e => e.matches(':focus')));
    // From the middle to the lower left corner, where no point is.
    await page.keyboard.press('ArrowDown');
    for (let i = 0; i < 5; i++) await page.keyboard.press('Shift+ArrowDown');
    for (let i = 0; i < 5; i++) await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Enter');
    const added = await rowsAre(page, 41);
    near(expect, added.last.x, [-6, -6]);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('Enter');
    await pg.until('it is moved', async () => (await rows(page)).last.x[1] > -5.5);
    near(expect, (await rows(page)).last.x, [-6, -4.8]);
    await page.keyboard.press('Delete');
    await rowsAre(page, 41, 1);
    const isOver = () => pg.until('drawing is over', async () => (await page.locator('pg-draw').count()) === 0);
    await page.keyboard.press('Escape');
    await isOver();
    await pg.button(page, 'Draw').focus();
    await page.keyboard.press('Enter');
    const tool = name => page.locator('pg-draw').getByRole('radio', { name, exact: true });
    await tool('A').focus();
    await page.keyboard.press('ArrowRight');
    await pg.until('the next class', () => tool('B').isChecked());
    await page.keyboard.press('Escape');
    await isOver();
    expect.ok(await places(page).evaluate(e => e.matches(':focus')));
  },

  'points are drawn while it trains, and training goes on': async ({ page, url, expect }) => {
    await pg.open(page, url, 'data=gauss(samples:60)');
    await beginDrawing(page, 'A');
    await pg.play(page);
    await pg.until('it trains', async () => (await pg.figure(page, 'epoch')) >= 1);
    for (const [i, x] of [5.5, 4.5, 3.5].entries()) {
      await page.mouse.click(...(await at(page, x, -5.5)));
      await rowsAre(page, 61 + i);
    }
    const epoch = await pg.figure(page, 'epoch');
    await pg.until('it trains on', async () => (await pg.figure(page, 'epoch')) > epoch + 1);
    await pg.pause(page);
    expect.equal((await rows(page)).last.y, 0);
  },

  'points are drawn, moved and erased with a finger on a phone, with all tools in sight': async ({
    url,
    expect,
    newPage,
    shot,
  }) => {
    const page = await newPage({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
    await pg.open(page, url, 'data=moons(samples:40)');
    await page.getByRole('tab', { name: 'Data' }).click();
    await beginDrawing(page, 'B');
    await pg.until('output and tools are in view', async () => {
      return (await isInView(places(page))) && (await isInView(page.locator('pg-draw')));
    });
    await shot('tools', page);
    await page.touchscreen.tap(...(await at(page, 5.5, 5.5)));
    const added = await rowsAre(page, 41);
    near(expect, added.last.x, [5.5, 5.5], 0.3);
    expect.equal(added.last.y, 1);
    await useTool(page, 'Move');
    await drag(page, await at(page, 5.4, 5.4), await at(page, -5.5, 5.5));
    await pg.until('it is moved', async () => (await rows(page)).last.x[0] < -5);
    // Where there is no point nothing is added.
    await page.touchscreen.tap(...(await at(page, 5.5, -5.5)));
    await useTool(page, 'Erase');
    await page.touchscreen.tap(...(await at(page, -5.4, 5.4)));
    await rowsAre(page, 41, 1);
    await pg.button(page, 'Done').click();
    await pg.until('drawing is over', async () => (await page.locator('pg-draw').count()) === 0);
  },

  'a point of a curve is as high as it was drawn': async ({ page, url, expect }) => {
    await pg.open(page, url, 'data=curve(samples:40)');
    await beginDrawing(page, 'Point');
    const { x, y, width, height } = await places(page).boundingBox();
    await page.mouse.click(x + width / 2, y + 0.02 * height);
    const { last } = await rowsAre(page, 41);
    near(expect, last.x, [0]);
    expect.ok(last.y > 1, `${last.y}`);
  },

  'the rows are saved as a file, without those that were erased': async ({ page, url, expect }) => {
    await pg.open(page, url, 'data=spiral(samples:30)');
    await beginDrawing(page, 'Erase');
    await places(page).focus();
    await page.keyboard.press('PageDown');
    await page.keyboard.press('Delete');
    await rowsAre(page, 30, 1);
    const saved = page.waitForEvent('download');
    await pg.button(page, 'Export CSV').click();
    const file = await saved;
    expect.equal(file.suggestedFilename(), 'spiral.csv');
    const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\n');
    expect.equal(lines[0], 'x₁,x₂,class,role');
    expect.equal(lines.length, 30);
    expect.match(lines[1], /^-?[\d.]+,-?[\d.]+,[AB],(training|validation)$/);
  },
};
