/** The worker of the package: one engine for all the runs of a page, each at a port of its own. */
import { serveHere } from './here.ts';
import { loaderFrom } from './loader.ts';

const loader = loaderFrom();
self.addEventListener('message', ({ data }: MessageEvent<MessagePort>) => serveHere(data, loader));
