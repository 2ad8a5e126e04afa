/** playgrad for pages: networks that train in a worker, step by step. */
import { connectHere } from './here.ts';
import { loaderFrom } from './loader.ts';
import { type Config, type OpenOptions, Run } from './run.ts';

export * from './api.ts';

let worker: Worker | undefined;
const loader = loaderFrom();

/** A port of the one worker; without workers, an engine in this thread. */
function connect(): MessagePort {
  if (typeof Worker !== 'function') return connectHere(loader);
  worker ??= new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name: 'playgrad' });
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(port2, [port2]);
  return port1;
}

/**
 * Opens a run: `await open({ data: 'spiral', layers: ['dense', 'dense'] })`.
 *
 * @throws EngineError with `field`, `value` and `allowed`, if the configuration cannot be used
 */
export const open = (config: Config = {}, options?: OpenOptions): Promise<Run> => Run.open(connect, config, options);
