/** Names the state of the sources; the bundler puts it in. */
declare const BUILD_ID: string;

/** Starts the worker that the engine runs in. */
export function startWorker(): Worker {
  const advice = 'Open the page in a current version of Chrome, Edge, Firefox or Safari.';
  if (typeof Worker !== 'function')
    throw new Error(`This browser has no workers, in which the network trains. ${advice}`);
  if (typeof WebAssembly !== 'object') {
    throw new Error(`This browser has no WebAssembly, with which the network computes. ${advice}`);
  }
  return new Worker(new URL(`worker.js?${BUILD_ID}`, document.baseURI), { type: 'module', name: 'playgrad' });
}
