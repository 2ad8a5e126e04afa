// Trunk's last hook: makes the engines' programs small, has what comes later find the page's program, and writes the list of
// the site's files, which the service worker keeps.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shorten } from './shorten.mjs';

const site = process.env.TRUNK_STAGING_DIR;
const programs = ['', 'scalar'].map(folder => join(site, folder, 'playgrad-wasm.js')).filter(existsSync);
if (process.env.TRUNK_PROFILE === 'release') {
  await Promise.all(programs.map(shorten));
}

// What comes later has parts of the page's program in common: it must import it by the name that it has by now.
const [, main] = readFileSync(join(site, 'index.html'), 'utf8').match(/<script src="\.\/(main-[^"]+)"/) ?? [];
for (const name of readdirSync(join(site, 'chunks'))) {
  const file = join(site, 'chunks', name);
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"../main.js"', `"../${main}"`));
}

const files = readdirSync(site, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile())
  .map(entry =>
    join(entry.parentPath, entry.name)
      .slice(site.length + 1)
      .replaceAll('\\', '/'),
  )
  .filter(file => !['offline.js', 'files.json'].includes(file));
writeFileSync(join(site, 'files.json'), JSON.stringify(['./', ...files.sort()]));
