// The playground at several sizes of screen: what journeys there share.
import * as pg from './playground.mjs';

export const sizes = {
  desktop: { width: 1440, height: 900 },
  tablet: { width: 820, height: 1180 },
  phone: { width: 390, height: 844 },
};

/** Opens the page at a size, or in a window of so many pixels; phones are touched. */
export async function at({ newPage, url }, viewport, address = '', wishes = {}) {
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

export const layout = page => page.locator('pg-playground').getAttribute('layout');
export const tab = (page, name) => page.getByRole('tab', { name, exact: true });
export const box = (page, selector) => page.locator(selector).first().boundingBox();
export const choose = async (page, name) => {
  await tab(page, name).tap();
  await pg.until(`${name} is chosen`, async () => (await tab(page, name).getAttribute('aria-selected')) === 'true');
};
