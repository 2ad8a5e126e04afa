// Trunk's last hook: writes the list of the site's files, which the service worker keeps.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const site = process.env.TRUNK_STAGING_DIR;
const files = readdirSync(site, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile())
  .map(entry =>
    join(entry.parentPath, entry.name)
      .slice(site.length + 1)
      .replaceAll('\\', '/'),
  )
  .filter(file => !['offline.js', 'files.json'].includes(file));
writeFileSync(join(site, 'files.json'), JSON.stringify(['./', ...files.sort()]));
