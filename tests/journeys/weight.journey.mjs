// The first screen is small: what is fetched until it is drawn, as a static host sends it.
import { gzipSync } from 'node:zlib';
import * as pg from './playground.mjs';

/** As many bytes as everything may have until the first frame, each file compressed with gzip -9. */
const MOST_BYTES = 200_000;

const compressed = body => gzipSync(body, { level: 9 }).length;

/** Has the page note when the picture of the output is first drawn: `firstFrame`, in milliseconds since 1970. */
function noteFirstFrame() {
  const { prototype } = CanvasRenderingContext2D;
  const { drawImage } = prototype;
  prototype.drawImage = function draw(...what) {
    if (this.canvas.getRootNode().host?.localName === 'pg-boundary') window.firstFrame ??= Date.now();
    return drawImage.apply(this, what);
  };
}

/** Every file that the page has asked for until its first frame: its name and how many bytes it has compressed. */
async function fetched({ page, context, url }) {
  const files = new Map();
  context.on('response', response => {
    const file = response.url().slice(url.length).split('?')[0] || 'index.html';
    const begun = response.request().timing().startTime;
    files.set(
      file,
      response.body().then(body => ({ file, begun, bytes: compressed(body) })),
    );
  });
  await page.addInitScript(noteFirstFrame);
  await page.goto(url);
  await pg.ready(page);
  const firstFrame = await page.evaluate(() => window.firstFrame);
  return (await Promise.all(files.values())).filter(({ begun }) => begun <= firstFrame);
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
