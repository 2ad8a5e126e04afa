// Playing, stepping and starting again.
import * as pg from './playground.mjs';

/** Plays at a speed, and notes in the page when each frame came, in milliseconds, and at which step. */
async function frames(page, speed, seconds) {
  await pg.menu(page, 'Speed').selectOption(String(speed));
  await pg.play(page);
  const seen = await page.locator('pg-run').evaluate(async ({ run }, wait) => {
    const notes = [];
    const end = run.onFrame(({ step }) => notes.push({ time: performance.now(), step }));
    await new Promise(resolve => setTimeout(resolve, 1000 * wait));
    end();
    return notes.slice(1); // the first was there before
  }, seconds);
  await pg.pause(page);
  return seen;
}

/** The longest time between two frames that a run makes up for at least, and at most, in milliseconds. */
const MADE_UP = [50, 250];

/**
 * How many batches were trained while these frames came, and how many should have been at least and at most. What a busy
 * machine does not get done is left out: time without a frame counts only as far as a run makes up for it.
 */
function trained(seen, speed, batches) {
  const rate = (speed * batches) / 1000;
  const times = seen.slice(1).map(({ time }, i) => time - seen[i].time);
  const sum = most => times.reduce((total, time) => total + Math.min(time, most), 0);
  const [low, high] = MADE_UP;
  return {
    done: seen.at(-1).step - seen[0].step,
    // What the last frame but one did not ask for is not there yet; what the first asked for came with it.
    least: 0.7 * rate * (sum(low) - high),
    most: 1.1 * rate * (sum(Number.POSITIVE_INFINITY) + high),
  };
}

/** How many batches a frame brings. */
const perFrame = seen => (seen.at(-1).step - seen[0].step) / (seen.length - 1);

/** The phase that comes next, as the phase bar marks it; empty between steps. */
const phase = async page => (await page.locator('pg-transport li[aria-current=step]').allInnerTexts()).join();

/** Presses Step until no phase is marked; what was marked on the way. */
async function throughStep(page, most) {
  const marks = [];
  do {
    await pg.step(page);
    marks.push(await phase(page));
  } while (marks.at(-1) && marks.length < most);
  return marks;
}

/** Without what repeats the one before. */
const changes = marks => marks.filter((mark, i) => mark !== marks[i - 1]);

export const journeys = {
  'playing lets the loss fall and moves the boundary; a pause holds both': async ({ page, url, expect, shot }) => {
    await pg.open(page, url);
    const loss = await pg.figure(page, 'train');
    const before = await pg.pixels(page, 'pg-boundary');
    await pg.play(page);
    await pg.until('the loss falls by a fifth', async () => (await pg.figure(page, 'train')) < 0.8 * loss);
    await pg.pause(page);
    await shot();
    const paused = await pg.figures(page);
    const after = await pg.pixels(page, 'pg-boundary');
    expect.ok(pg.difference(before, after) > 0.1, 'the boundary looks as before');
    await pg.frames(page, 30);
    expect.deepEqual(await pg.figures(page), paused);
    expect.equal(pg.difference(after, await pg.pixels(page, 'pg-boundary')), 0);
  },

  'a step by phase goes through forward, loss, backward, penalty and update': async ({ page, url, expect, shot }) => {
    await pg.open(page, url, 'penalty=l2');
    await pg.setStep(page, 'phase');
    expect.equal(await phase(page), '');
    const first = await pg.fingerprint(page);
    const marks = [];
    while ((await pg.steps(page)) === 0 && marks.length < 10) {
      expect.equal(await pg.fingerprint(page), first, 'the weights changed before the update');
      await pg.step(page);
      marks.push(await phase(page));
      if (marks.length === 3) await shot();
    }
    expect.deepEqual(changes(marks), ['Forward', 'Loss', 'Backward', 'Penalty', 'Update', '']);
    expect.equal(await pg.figure(page, 'batch'), 1);
    expect.notEqual(await pg.fingerprint(page), first);
  },

  'a step by layer goes forward and backward through each layer': async ({ page, url, expect }) => {
    await pg.open(page, url);
    await pg.setStep(page, 'layer');
    const layers = [];
    const marked = page.locator('pg-network .lay[data-now] .top > span:first-child');
    while ((await pg.steps(page)) === 0 && layers.length < 20) {
      await pg.step(page);
      layers.push((await marked.allInnerTexts()).join());
    }
    const names = ['Layer 1', 'Layer 2', 'Layer 3', 'Output'];
    expect.deepEqual(layers.filter(Boolean), [...names, ...names.toReversed()]);
  },

  'edges show a step made by layer: lit forward, gradients backward': async ({ url, expect, newPage }) => {
    // With reduced motion what runs along the edges is there at once.
    const page = await newPage({ reducedMotion: 'reduce' });
    await pg.open(page, url, 'view.step=layer');
    const edges = () => pg.pixels(page, 'pg-graph', 90, 0);
    await pg.until('the edges are drawn', async () => (await edges()).some(pixel => pixel.some(value => value > 0)));
    const columns = await page.locator('pg-network .lay').count();
    const pictures = [await edges()];
    while ((await pg.steps(page)) === 0 && pictures.length < 20) {
      await pg.step(page);
      await pg.frames(page, 4);
      pictures.push(await edges());
    }
    const changed = pictures.slice(1).map((picture, i) => pg.difference(pictures[i], picture) > 0.001);
    // Taking the batch does not go along edges; with the loss the light goes out; the update ends it.
    const along = Array(columns - 1).fill(true);
    expect.deepEqual(changed, [false, ...along, true, ...along, true]);
  },

  'a step in the middle of a step ends it, and the way is the same': async ({ page, url, expect }) => {
    await pg.open(page, url);
    await pg.setStep(page, 'batch');
    await pg.step(page, 2);
    const straight = await pg.figures(page);
    await pg.button(page, 'Reset to the start').click();
    await pg.until('the run is at the start', async () => (await pg.steps(page)) === 0);
    await pg.setStep(page, 'phase');
    await throughStep(page, 10);
    await pg.step(page, 3);
    await pg.setStep(page, 'batch');
    await pg.step(page);
    expect.deepEqual(await pg.figures(page), straight);
  },

  'steps by batch and by epoch count right': async ({ page, url, expect }) => {
    await pg.open(page, url);
    expect.equal(await pg.figure(page, 'epoch'), 0);
    const batches = await pg.figure(page, 'batches');
    await pg.setStep(page, 'batch');
    for (const batch of [1, 2, 3]) {
      await pg.step(page);
      expect.equal(await pg.figure(page, 'batch'), batch);
    }
    expect.equal(await pg.figure(page, 'epoch'), 0);
    await pg.setStep(page, 'epoch');
    for (const epoch of [1, 2]) {
      await pg.step(page);
      expect.equal(await pg.figure(page, 'epoch'), epoch);
      expect.equal(await pg.steps(page), epoch * batches);
    }
  },

  'a reset begins the same run again': async ({ page, url, expect }) => {
    await pg.open(page, url);
    const start = await pg.figures(page);
    await pg.stepTo(page, 3);
    const third = await pg.figures(page);
    await pg.button(page, 'Reset to the start').click();
    await pg.until('the run is at the start', async () => (await pg.steps(page)) === 0);
    expect.deepEqual(await pg.figures(page), start);
    await pg.stepTo(page, 3);
    expect.deepEqual(await pg.figures(page), third);
  },

  'playing and stepping take the same way': async ({ page, url, expect }) => {
    await pg.open(page, url, 'view.speed=5');
    await pg.play(page);
    await pg.until('epoch 2', async () => (await pg.figure(page, 'epoch')) >= 2);
    await pg.pause(page);
    const epoch = (await pg.figure(page, 'epoch')) + 1;
    await pg.stepTo(page, epoch);
    const played = await pg.figures(page);
    await pg.button(page, 'Reset to the start').click();
    await pg.until('the run is at the start', async () => (await pg.steps(page)) === 0);
    await pg.stepTo(page, epoch);
    expect.deepEqual(await pg.figures(page), played);
  },

  'pressing play and pause fast ends in what was pressed last': async ({ page, url, expect }) => {
    await pg.open(page, url);
    await page.evaluate(() => document.activeElement?.blur());
    for (let i = 0; i < 7; i++) await page.keyboard.press('Space');
    await pg.button(page, 'Pause').waitFor();
    const steps = await pg.steps(page);
    await pg.until('it trains', async () => (await pg.steps(page)) > steps);
    for (let i = 0; i < 9; i++) await page.keyboard.press('Space');
    await pg.button(page, 'Play').waitFor();
    await pg.settled(page);
    expect.ok((await pg.figure(page, 'train')) > 0);
  },

  'a new seed gives other weights, and the old seed gives the old ones': async ({ page, url, expect }) => {
    await pg.open(page, url);
    const seed = pg.field(page, 'Seed');
    const old = await seed.inputValue();
    const first = await pg.fingerprint(page);
    await pg.button(page, 'New seed').click();
    await pg.until('the weights are others', async () => (await pg.fingerprint(page)) !== first);
    expect.notEqual(await seed.inputValue(), old);
    expect.equal(await pg.figure(page, 'epoch'), 0);
    await seed.fill(old);
    await seed.press('Enter');
    await pg.until('the weights are the old ones', async () => (await pg.fingerprint(page)) === first);
  },

  'a speed is as many epochs a second': async ({ page, url, expect }) => {
    await pg.open(page, url);
    const batches = await pg.figure(page, 'batches');
    const slow = await frames(page, 1, 3);
    const quick = await frames(page, 5, 3);
    for (const [seen, speed] of [
      [slow, 1],
      [quick, 5],
    ]) {
      const { done, least, most } = trained(seen, speed, batches);
      const said = `${done} batches at speed ${speed}, not ${least.toFixed(0)} to ${most.toFixed(0)}`;
      expect.ok(done >= least && done <= most, said);
    }
    const full = await frames(page, 'max', 2);
    expect.ok(perFrame(full) > 2 * perFrame(quick), `${perFrame(full)} batches a frame are not more than at speed 5`);
  },
};
