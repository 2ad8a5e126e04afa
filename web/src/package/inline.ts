/** playgrad in one file, with its engine inside: for places that cannot fetch. Trains in the thread that asks for it. */
import { connectHere } from './here.ts';
import { loaderFrom } from './loader.ts';
import { type Config, type OpenOptions, Run } from './run.ts';
import { scalar, simd } from './wasm/inlined.js';

export * from './api.ts';

/** The file that a text stands for: deflated, then base64. */
function inflated(text: string): Promise<Response> {
  const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return Promise.resolve(new Response(stream, { headers: { 'content-type': 'application/wasm' } }));
}

const loader = loaderFrom(hasLanes => inflated(hasLanes ? simd : scalar));

/**
 * Opens a run: `await open({ data: 'spiral', layers: ['dense', 'dense'] })`.
 *
 * @throws EngineError with `field`, `value` and `allowed`, if the configuration cannot be used
 */
export const open = (config: Config = {}, options?: OpenOptions): Promise<Run> =>
  Run.open(() => connectHere(loader), config, options);
