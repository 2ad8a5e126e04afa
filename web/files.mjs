// Trunk's last hook: makes the engines' programs small, has the page fetch all parts of its program at once, and writes the
// list of the site's files, which the service worker keeps.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shorten } from './shorten.mjs';

const site = process.env.TRUNK_STAGING_DIR;
const programs = ['', 'scalar'].map(folder => join(site, folder, 'playgrad-wasm.js')).filter(existsSync);
if (process.env.TRUNK_PROFILE === 'release') {
  await Promise.all(programs.map(shorten));
}

/** Adds what a module imports, and what that imports. What is imported later (`import(…)`) is none of it. */
function addImports(file, found) {
  for (const [, name] of readFileSync(join(site, file), 'utf8').matchAll(/\b(?:from|import)\s*"\.\/([^"]+)"/g)) {
    const imported = join(file, '..', name).replaceAll('\\', '/');
    if (!found.has(imported)) addImports(imported, found.add(imported));
  }
  return found;
}

const page = join(site, 'index.html');
const html = readFileSync(page, 'utf8');
const [tag, main] = html.match(/<script src="\.\/(main-[^"]+)"[^>]*>/) ?? [];
if (main) {
  const links = [...addImports(main, new Set())].map(file => `<link rel="modulepreload" href="./${file}"/>\n  `);
  writeFileSync(page, html.replace(tag, links.join('') + tag));
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
