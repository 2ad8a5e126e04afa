/** The one worker of a page: all its runs are in it, each at a port of its own. */
import { connectHere } from './here.ts';
import { loaderFrom } from './loader.ts';
import type { Caller } from './worker.ts';

let worker: Worker | undefined;
const loader = loaderFrom();
/** Ports whose clients are to know when the worker breaks down. */
let ports: WeakRef<MessagePort>[] = [];

const options = { type: 'module', name: 'playgrad' } as const;

/** The program of the worker; the name is not written out, so that bundlers leave this alone. */
function program(): URL {
  const name = './worker.js';
  return new URL(name, import.meta.url);
}

/** Starts the worker. The program of another origin cannot be one; a program of this one that imports it can. */
function start(): Worker {
  if (!/^https?:/.test(import.meta.url) || new URL(import.meta.url).origin === location.origin) {
    return new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name: 'playgrad' });
  }
  const text = `import ${JSON.stringify(program().href)};`;
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const made = new Worker(url, options);
  made.addEventListener('error', () => URL.revokeObjectURL(url), { once: true });
  return made;
}

/** Tells everyone, and has the next who asks start another. */
function lose(broken: Worker, event: ErrorEvent): void {
  if (worker !== broken) return;
  worker = undefined;
  const message =
    event.message ||
    'Its worker did not start: worker.js could not be loaded from beside the program, or the security policy of this page forbids it (it needs worker-src for that place).';
  const lost = ports;
  ports = [];
  for (const port of lost) port.deref()?.dispatchEvent(new ErrorEvent('error', { message }));
  broken.terminate();
}

/** A port of the worker; without workers, of an engine in this thread. `base` is the folder of the data sets. */
export function connect(base?: URL): MessagePort {
  if (typeof Worker !== 'function') return connectHere(loader, base);
  if (!worker) {
    const begun = start();
    begun.addEventListener('error', event => lose(begun, event));
    worker = begun;
  }
  const { port1, port2 } = new MessageChannel();
  const caller: Caller = { port: port2, base: base?.href };
  worker.postMessage(caller, [port2]);
  ports = [...ports.filter(port => port.deref()), new WeakRef(port1)];
  return port1;
}
