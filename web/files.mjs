// Trunk's last hook: makes the engines' programs small and writes the list of the site's files, which the service worker keeps.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const site = process.env.TRUNK_STAGING_DIR;
const programs = ['', 'scalar'].map(folder => join(site, folder, 'playgrad-wasm.js')).filter(existsSync);
if (process.env.TRUNK_PROFILE === 'release') {
  const minify = { minify: true, allowOverwrite: true, format: 'esm', target: 'es2022', legalComments: 'none' };
  await Promise.all(programs.map(file => build({ ...minify, entryPoints: [file], outfile: file })));
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
