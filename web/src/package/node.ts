/** playgrad for Node: the same runs, in the thread that asks for them. */
import { readFile } from 'node:fs/promises';
import { connectHere } from './here.ts';
import { loaderFrom, wasmUrl } from './loader.ts';
import { type Config, type OpenOptions, Run } from './run.ts';

export * from './api.ts';

const headers = { 'content-type': 'application/wasm' };
const loader = loaderFrom(async simd => new Response(await readFile(wasmUrl(simd)), { headers }));

/**
 * Opens a run: `await open({ data: 'spiral', layers: ['dense', 'dense'] })`.
 *
 * @throws EngineError with `field`, `value` and `allowed`, if the configuration cannot be used
 */
export const open = (config: Config = {}, options?: OpenOptions): Promise<Run> =>
  Run.open(() => connectHere(loader), config, options);
