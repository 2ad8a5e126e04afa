// A plain file server, as a static host would be: no special headers, the site below a path.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const types = {
  '.css': 'text/css',
  '.csv': 'text/csv',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** Whether files of a type become smaller: those that are no pictures or archives. */
const shrinks = type => !/octet-stream|image\/(png|jpeg)|woff2/.test(type);

/**
 * Serves `folder` below `base` (`/name/`) on a free port, with `headers` on every file; with `zip` compressed where the
 * browser takes that and the file becomes smaller.
 */
export async function serve(folder, base, headers = {}, zip = false) {
  const server = createServer(async ({ url, headers: asked }, response) => {
    const path = normalize(decodeURIComponent(url.split(/[?#]/)[0]));
    if (path === base.slice(0, -1)) return response.writeHead(301, { location: base }).end();
    const inside = path.startsWith(base) ? path.slice(base.length) : undefined;
    const file = inside === '' || inside?.endsWith('/') ? `${inside}index.html` : inside;
    const body = file === undefined ? undefined : await readFile(join(folder, file)).catch(() => undefined);
    if (body === undefined) return response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
    const type = types[extname(file)] ?? 'application/octet-stream';
    const zipped = zip && /\bgzip\b/.test(asked['accept-encoding'] ?? '') && shrinks(type);
    const encoding = zipped ? { 'content-encoding': 'gzip' } : {};
    response.writeHead(200, { 'content-type': type, ...encoding, ...headers }).end(zipped ? gzipSync(body) : body);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${server.address().port}${base}`, close };
}
