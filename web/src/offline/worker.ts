/**
 * The service worker: keeps the site, and answers for it without a connection.
 *
 * All files of one build are kept together and given out together, so that a page never gets parts of two builds. A newer
 * build is fetched in the background, and taken when no page of the older one is open any more.
 */
import { hasSimd } from '../engine/simd.ts';

/** Names the state of the sources; the bundler puts it in. */
declare const BUILD_ID: string;

interface Lasting extends Event {
  waitUntil(promise: Promise<unknown>): void;
}

interface Asking extends Lasting {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

/** What a service worker has of its scope; the library of the page's types does not know it. */
interface Scope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', listener: (event: Asking) => void): void;
}

const scope = self as unknown as Scope;
const PREFIX = 'playgrad ';
const name = `${PREFIX}${BUILD_ID}`;

/** Of the two engines only the one that fits, as the page does; data sets when they are chosen. */
function isWanted(file: string): boolean {
  if (file.startsWith('data/')) return file.endsWith('.json');
  if (file.includes('playgrad-wasm')) return file.startsWith('scalar/') !== hasSimd();
  return true;
}

async function keepAll(): Promise<void> {
  const files: unknown = await (await fetch('files.json')).json();
  const cache = await caches.open(name);
  await cache.addAll((files as readonly string[]).filter(isWanted));
}

async function forgetOthers(): Promise<void> {
  const others = (await caches.keys()).filter(key => key.startsWith(PREFIX) && key !== name);
  await Promise.all(others.map(key => caches.delete(key)));
  await scope.clients.claim();
}

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(name);
  // Files have the build in their query, and are all of one build here.
  const kept = await cache.match(request, { ignoreSearch: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone()).catch(() => undefined);
  return response;
}

scope.addEventListener('install', event => event.waitUntil(keepAll()));
scope.addEventListener('activate', event => event.waitUntil(forgetOthers()));
scope.addEventListener('fetch', event => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(scope.registration.scope)) event.respondWith(answer(event.request));
});
