/** playgrad for Node: the same runs, in the thread that asks for them. */
import { readFile } from 'node:fs/promises';
import { LoadError } from '../engine/load.ts';
import { connectHere } from './here.ts';
import { loaderFrom, type WasmSource, wasmUrl } from './loader.ts';
import { type Config, type OpenOptions, Run } from './run.ts';

export * from './api.ts';

const headers = { 'content-type': 'application/wasm' };
const help = 'Install playgrad again, and with a current version of Node.';

const file: WasmSource = async simd => {
  const url = wasmUrl(simd);
  const bytes = await readFile(url).catch(error => {
    throw new LoadError(`The engine did not load: ${url.pathname} could not be read (${error.code}). ${help}`);
  });
  return new Response(bytes, { headers });
};

const loader = loaderFrom(file, help);

/**
 * Opens a run: `await open({ data: 'spiral', layers: ['dense', 'dense'] })`.
 *
 * @throws EngineError with `field`, `value` and `allowed`, if the configuration cannot be used
 */
export const open = (config: Config = {}, options?: OpenOptions): Promise<Run> =>
  Run.open(() => connectHere(loader), config, options);
