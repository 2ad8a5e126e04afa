/** Loads the engine from the package's own files. */
import { type Engine, type EngineLoader, load } from '../engine/load.ts';
import { hasSimd } from '../engine/simd.ts';
import * as glue from './wasm/playgrad-wasm.js';

/** Where the bytes of one of the two builds come from. */
export type WasmSource = (simd: boolean) => Promise<Response>;

// Written out, so that bundlers find both files; only the fitting one is fetched.
const simd = (): URL => new URL('./wasm/simd.wasm', import.meta.url);
const scalar = (): URL => new URL('./wasm/scalar.wasm', import.meta.url);

export const wasmUrl = (hasLanes: boolean): URL => (hasLanes ? simd() : scalar());

const fetched: WasmSource = hasLanes => fetch(wasmUrl(hasLanes));

/**
 * A loader that loads once, however often it is asked; what failed is tried again when it is asked again. `help` says what
 * to do then, where there is no page to be loaded again.
 */
export function loaderFrom(source: WasmSource = fetched, help?: string): EngineLoader {
  let engine: Promise<Engine> | undefined;
  return () => {
    engine ??= load(new URL('playgrad:/'), '', { module: async () => glue, fetch: () => source(hasSimd()), help });
    engine.catch(() => {
      engine = undefined;
    });
    return engine;
  };
}
