// What Lighthouse says of the built site, served compressed as by a static host, on a phone. Its performance is timed, so
// it is for `cargo xtask bench --only opening` to say.
import { fileURLToPath } from 'node:url';
import { lighthouse } from './browser.mjs';
import { serve } from './server.mjs';

const site = fileURLToPath(new URL('../../dist/', import.meta.url));

async function isAccessibleAndSound({ expect }) {
  const server = await serve(site, '/playgrad/', {}, true);
  try {
    for (const { id, score, complaints } of await lighthouse(server.url, ['accessibility', 'best-practices'])) {
      console.log(`  Lighthouse: ${id} ${score}`);
      expect.equal(score, 100, [`${id} ${score}`, ...complaints].join('\n'));
    }
  } finally {
    server.close();
  }
}

export const journeys = {
  'Lighthouse finds the site accessible and its practices good': { seconds: 180, run: isAccessibleAndSound },
};
