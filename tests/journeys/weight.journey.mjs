// The first screen is small: what is fetched until it is drawn, as a static host sends it.
import { gzipSync } from 'node:zlib';
import * as pg from './playground.mjs';

/** As many bytes as everything may have until the first frame, each file compressed with gzip -9. The goal is 200 kB. */
const MOST_BYTES = 226_000;

const compressed = body => gzipSync(body, { level: 9 }).length;

/** Every file that the page has fetched until its first frame: its name and how many bytes it has compressed. */
async function fetched({ page, context, url }) {
  const bodies = [];
  const note = response => {
    const file = response.url().slice(url.length).split('?')[0] || 'index.html';
    bodies.push(response.body().then(body => ({ file, bytes: compressed(body) })));
  };
  context.on('response', note);
  await page.goto(url);
  await pg.ready(page);
  context.off('response', note);
  return Promise.all(bodies);
}

export const journeys = {
  'the first screen stays within its weight': async tools => {
    const files = await fetched(tools);
    const whole = files.reduce((sum, { bytes }) => sum + bytes, 0);
    const kilobytes = bytes => `${(bytes / 1000).toFixed(1)} kB`;
    const list = files.map(({ file, bytes }) => `${file} ${kilobytes(bytes)}`).join(', ');
    console.log(`  ${kilobytes(whole)} until the first frame: ${list}`);
    tools.expect.ok(
      files.some(({ file }) => file.endsWith('.wasm')),
      'the engine was not counted',
    );
    tools.expect.ok(whole <= MOST_BYTES, `the first screen weighs ${kilobytes(whole)}: ${list}`);
  },
};
