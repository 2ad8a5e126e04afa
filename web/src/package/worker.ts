/** The worker of the package: one engine for all the runs of a page, each at a port of its own. */
import { serveHere } from './here.ts';
import { loaderFrom } from './loader.ts';

/** What the page sends for each run. */
export interface Caller {
  readonly port: MessagePort;
  /** The folder of the data sets, if there is one. */
  readonly base: string | undefined;
}

const loader = loaderFrom();
self.addEventListener('message', ({ data: { port, base } }: MessageEvent<Caller>) =>
  serveHere(port, loader, base === undefined ? undefined : new URL(base)),
);
