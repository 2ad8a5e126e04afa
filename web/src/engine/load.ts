import type {
  Data,
  Edit,
  Evaluation,
  FieldRequest,
  History,
  Layer,
  MapsRequest,
  Palette,
  Phase,
  Status,
  Table,
  Target,
  Unit,
  Value,
} from '../../../crates/wasm/src/typings.d.ts';
import type { Questions } from './protocol.ts';
import { hasSimd } from './simd.ts';

export type { Target };

/** A run, as far as the worker uses it; the typings of the wasm build say more. Whatever cannot be used is thrown back. */
export interface EngineRun extends Questions {
  readonly steps: number;
  readonly epoch: number;
  readonly row: number;
  readonly rows: number;
  readonly batches: number;
  readonly batchesInEpoch: number;
  readonly phase: Phase;
  readonly status: Status;
  readonly lr: number;
  readonly batchLoss: number | undefined;
  readonly fingerprint: string;
  readonly parameters: number;
  step(unit: Unit): Phase;
  advance(batches: number, untilEpoch?: number): number;
  seek(step: number): void;
  edit(edit: Edit): void;
  params(into?: Float32Array): Float32Array;
  gradients(into?: Float32Array): Float32Array;
  gradientNorms(): Float32Array;
  batch(): Uint32Array;
  evaluation(): Evaluation;
  history(fromEpoch?: number): History;
  data(): Data;
  layers(): readonly Layer[];
  config(): Value;
  address(): string;
  journal(): string;
  free(): void;
}

/** Paints runs with the colors of a palette. */
export interface EnginePainter {
  field(run: EngineRun, request: FieldRequest, target: Target): Float32Array;
  maps(run: EngineRun, request: MapsRequest, target: Target): void;
  atlas(run: EngineRun, request: MapsRequest): [width: number, height: number];
  free(): void;
}

/** What a build of the engine exports. */
export interface Engine {
  readonly Run: {
    open(
      config: string | Value,
      options?: { readonly table?: Table; readonly journal?: string | Uint8Array },
    ): EngineRun;
    load(bytes: Uint8Array, table?: Table): EngineRun;
  };
  readonly Painter: new (palette: Palette) => EnginePainter;
  /** The whole configuration that an address, an object or a saved run stands for. */
  decode(config: string | Value | Uint8Array): Value;
  seed(): number;
  simd(): boolean;
}

export type EngineLoader = () => Promise<Engine>;

/** A build before its wasm is there. */
type Module = Engine & { default(init: { readonly module_or_path: Response }): Promise<unknown> };

/** What loading needs of the world around it. */
export interface Site {
  fetch(url: URL): Promise<Response>;
  module(url: URL): Promise<unknown>;
  /** What to do when the engine does not load or start, where that is not to load a page again. */
  readonly help?: string | undefined;
}

const browser: Site = { fetch: url => fetch(url), module: url => import(url.href) };

/** The engine could not be loaded. The message is a sentence for the page: what happened, why, what to do. */
export class LoadError extends Error {
  override readonly name = 'LoadError';
}

const again = 'Check the connection, then load the page again.';

async function download(url: URL, { fetch, help = again }: Site): Promise<Response> {
  const response = await fetch(url).catch(error => {
    if (error instanceof LoadError) throw error;
  });
  if (!response) throw new LoadError(`The engine did not load: the server could not be reached. ${help}`);
  if (response.ok) return response;
  const status = [response.status, response.statusText].filter(Boolean).join(' ');
  const { pathname } = new URL(response.url || url); // the package's files have names of their own
  throw new LoadError(`The engine did not load: the server answered “${status}” for ${pathname}. ${help}`);
}

/** A sentence for what a browser says of a module that it does not take. */
function refused(error: unknown, help = 'Open the page in a current version of your browser.'): LoadError {
  const reason = error instanceof Error ? error.message : String(error);
  if (/content.security.policy|unsafe-eval/i.test(reason)) {
    return new LoadError(
      'The engine was not allowed to start: the security policy of this page forbids WebAssembly. It needs “wasm-unsafe-eval” in its script-src.',
    );
  }
  return new LoadError(`The engine did not start: ${reason}. ${help}`);
}

/**
 * Loads the build that this browser can run, with SIMD or without, from the folder `base`; the other is not fetched.
 * `build` stands in the query of its files, so that files of two deployments are never combined.
 *
 * @throws LoadError
 */
export async function load(base: URL, build: string, site: Site = browser): Promise<Engine> {
  if (typeof WebAssembly !== 'object') {
    throw new LoadError(
      'This browser has no WebAssembly, with which the network computes. Open the page in another one.',
    );
  }
  const folder = new URL(hasSimd() ? './' : './scalar/', base);
  const file = (name: string) => new URL(`${name}?${build}`, folder);
  const [module, wasm] = await Promise.all([
    site.module(file('playgrad-wasm.js')).catch(() => undefined),
    download(file('playgrad-wasm_bg.wasm'), site),
  ]);
  if (!module) throw new LoadError(`The engine did not load: a part of it could not be fetched. ${again}`);
  const engine = module as Module;
  await engine.default({ module_or_path: wasm }).catch(error => {
    throw refused(error, site.help);
  });
  return engine;
}
