// What journeys do and read on the page, as a user would find it. Selectors reach through shadow roots.

/** How long a condition may take to come true on a busy machine, in milliseconds. */
const PATIENCE_MS = 40_000;
const POLL_MS = 50;

/** Waits until `ask` gives something true, and returns it; else fails with the sentence `what`. */
export async function until(what, ask, patience = PATIENCE_MS) {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`did not come true in ${patience / 1000} s: ${what}`);
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
  }
}

export const button = (page, name) => page.getByRole('button', { name, exact: true });
export const menu = (page, name) => page.getByRole('combobox', { name, exact: true });
export const check = (page, name) => page.getByRole('checkbox', { name, exact: true });
export const slider = (page, name) => page.getByRole('slider', { name, exact: true });
export const field = (page, name) => page.getByRole('textbox', { name, exact: true });

/** Waits until a run is open and drawn. */
export async function ready(page) {
  await until('a run is open', () => button(page, 'Play').isEnabled());
  await until('the output is drawn', async () => {
    // What shows images comes when the first screen stands.
    if (await page.locator('pg-images').count()) {
      return (await page.locator(':is(pg-confusion, pg-boxes, pg-digit):visible').count()) > 0;
    }
    return (await page.locator('pg-boundary').count()) > 0 && (await colors(page, 'pg-boundary')).length > 2;
  });
}

/** Opens the page, with `address` after the `#`. */
export async function open(page, url, address = '') {
  // Only the part after `#` may differ: without a blank page between, that would not load anything.
  await page.goto('about:blank');
  await page.goto(address ? `${url}#${address}` : url);
  await ready(page);
}

/** A number as the page writes it: `0.481`, `4.0×10⁻⁴`, `31 000`; NaN if it is none. */
export function number(text) {
  const plain = text
    .replace(/\s/g, '')
    .replace(/[−⁻]/g, '-')
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, digit => '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit))
    .replace('×10', 'e');
  return plain === '' ? Number.NaN : Number(plain);
}

/** What a place of the page says, on one line; empty if it is not there. */
export async function text(locator) {
  const [first = ''] = await locator.allInnerTexts();
  return first.replace(/\s+/g, ' ').trim();
}

/** A figure of the transport: `epoch`, `batch`, `batches`, `train` or `validation`. */
export const figure = async (page, id) => number(await text(page.locator(`pg-transport #${id}`)));

/** How many percent of the validation points are right. */
export const accuracy = async page => number((await text(page.locator('pg-score .big'))).replace('%', ''));

/** All figures, and the fingerprint: two runs that are the same have the same. */
export async function figures(page) {
  const ids = ['epoch', 'batch', 'train', 'validation'];
  const texts = await Promise.all(ids.map(id => text(page.locator(`pg-transport #${id}`))));
  return { ...Object.fromEntries(ids.map((id, i) => [id, texts[i]])), fingerprint: await fingerprint(page) };
}

/** What the page knows of the run; only for what it does not show. */
const frame = (page, read) => page.locator('pg-run').evaluate((element, name) => element.run.frame[name], read);

/** The hash of all weights, at the last frame. */
export const fingerprint = page => text(page.locator('pg-masthead .print code'));

/** How many steps were trained, at the last frame. */
export const steps = page => frame(page, 'step');

/** The text after `#`, once it says where the run is, in the page's own words. */
export async function address(page) {
  // A run that gives way to another while it is asked does not answer: then the other one does.
  const ask = async ({ run }) => {
    const place = await run.place().catch(() => undefined);
    return place && { config: place.config, step: place.step, edited: place.journal.length > 0 };
  };
  const now = await until('the run says where it is', () => page.locator('pg-run').evaluate(ask));
  const said = () => page.url().split('#')[1] ?? '';
  await until(`the address is ${now.config} at step ${now.step}`, () => {
    const [, step = 0] = /&step=(\d+)/.exec(said()) ?? [];
    return (
      `${said()}&`.startsWith(`${now.config}&`) &&
      Number(step) === now.step &&
      said().includes('&journal=') === now.edited
    );
  });
  return said();
}

export const play = page => button(page, 'Play').click();

/** Pauses and waits until no more frames come. */
export async function pause(page) {
  await button(page, 'Pause').click();
  await settled(page);
}

/** Waits until the run stays where it is for some frames. */
export async function settled(page) {
  let before;
  await until('the run rests', async () => {
    const last = before;
    before = await steps(page);
    await frames(page, 10);
    return before === last;
  });
}

/** Lets the page draw `count` times. */
export const frames = (page, count) =>
  page.evaluate(async left => {
    for (let i = 0; i < left; i++) await new Promise(requestAnimationFrame);
  }, count);

export const setStep = (page, unit) => menu(page, 'Step size').selectOption(unit);

/** Where a run is, to the phase: a frame for another reason does not change it. */
const moment = page =>
  page.locator('pg-run').evaluate(({ run: { frame } }) => JSON.stringify([frame.step, frame.phase, frame.status]));

/** Presses the step button `times` times, and waits for each. */
export async function step(page, times = 1) {
  for (let i = 0; i < times; i++) {
    const before = await moment(page);
    await button(page, 'Step').click();
    await until('the step is done', async () => (await moment(page)) !== before);
  }
}

/** Goes on to the end of epoch `epoch`. */
export async function stepTo(page, epoch) {
  await setStep(page, 'epoch');
  while ((await figure(page, 'epoch')) < epoch) await step(page);
}

/** What the notice of `role` says: `alert` for what went wrong, `status` for a thing to know. Empty if there is none. */
export const said = (page, role) => text(page.locator(`pg-notice [role=${role}]`));

/** Waits for a notice of `role`, and returns what it says. */
export const notice = (page, role = 'alert') => until(`a notice is shown (${role})`, () => said(page, role));

export const noNotice = page =>
  until('no notice is shown', async () => !`${await said(page, 'alert')}${await said(page, 'status')}`);

/** A canvas of an element, its last unless told otherwise, as small as `side × side` pixels: `[r, g, b]` of each. */
export const pixels = (page, element, side = 40, which = -1) =>
  page
    .locator(`${element} canvas`)
    .nth(which)
    .evaluate((canvas, size) => {
      const small = new OffscreenCanvas(size, size).getContext('2d', { willReadFrequently: true });
      if (canvas.width === 0 || canvas.height === 0) return [];
      small.drawImage(canvas, 0, 0, size, size);
      const { data } = small.getImageData(0, 0, size, size);
      return Array.from({ length: size * size }, (_, i) => [...data.slice(4 * i, 4 * i + 3)]);
    }, side);

const farApart = (a, b, least) => a.some((value, i) => Math.abs(value - b[i]) > least);

/** The share of pixels that differ visibly. */
export const difference = (a, b, least = 8) => a.filter((pixel, i) => farApart(pixel, b[i], least)).length / a.length;

/** The different colors of a canvas, roughly. */
export async function colors(page, element) {
  const rough = (await pixels(page, element)).map(pixel => pixel.map(value => value >> 4).join());
  return [...new Set(rough)];
}
