import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Engine, LoadError, load, type Site } from '../../src/engine/load.ts';

const base = new URL('https://example.org/playgrad/');

/** A site whose engine starts; `change` says what is another than that. */
function site(
  change: Partial<Site> = {},
  init = async (_: { module_or_path: Response }): Promise<unknown> => undefined,
) {
  const asked: string[] = [];
  const engine = { default: init, simd: () => true } as unknown as Engine;
  const whole: Site = { fetch: async () => new Response('wasm'), module: async () => engine, ...change };
  const counted: Site = {
    fetch: url => {
      asked.push(url.href);
      return whole.fetch(url);
    },
    module: url => {
      asked.push(url.href);
      return whole.module(url);
    },
  };
  return { asked, engine, site: counted };
}

const refused = (world: Site): Promise<Error> =>
  load(base, '1a2b', world).then(
    () => Promise.reject(new Error('it was loaded')),
    error => error,
  );

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('the loader', () => {
  it.each([
    [true, ''],
    [false, 'scalar/'],
  ])('fetches only the build that fits (with SIMD: %s)', async (hasSimd, folder) => {
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(hasSimd);
    const given: unknown[] = [];
    const { asked, engine, site: world } = site({}, async init => given.push(init.module_or_path));
    expect(await load(base, '1a2b', world)).toBe(engine);
    const file = (name: string) => `https://example.org/playgrad/${folder}${name}?1a2b`;
    expect(asked.sort()).toEqual([file('playgrad-wasm.js'), file('playgrad-wasm_bg.wasm')]);
    expect(given).toEqual([expect.any(Response)]);
  });

  it('asks the browser with a module that it understands', () => {
    // Node has SIMD: were the bytes no module, the answer would be no.
    const validate = vi.spyOn(WebAssembly, 'validate');
    void load(base, '', site().site);
    expect(validate.mock.results[0]?.value).toBe(true);
  });

  it('says that a file is missing', async () => {
    const { site: world } = site({ fetch: async () => new Response('', { status: 404, statusText: 'Not Found' }) });
    const error = await refused(world);
    expect(error).toBeInstanceOf(LoadError);
    expect(error.message).toMatch(/^The engine did not load: the server answered “404 Not Found” for \/playgrad\//);
  });

  it('says that the server could not be reached', async () => {
    const { site: world } = site({ fetch: () => Promise.reject(new TypeError('Failed to fetch')) });
    expect((await refused(world)).message).toMatch(/could not be reached\. Check the connection/);
  });

  it('says that a part could not be fetched', async () => {
    const { site: world } = site({ module: () => Promise.reject(new TypeError('Failed to fetch module')) });
    expect((await refused(world)).message).toMatch(/a part of it could not be fetched/);
  });

  it('says what to do where there is no page, and why a file could not be read', async () => {
    const help = 'Install it again.';
    const reached = { help, fetch: () => Promise.reject(new TypeError('Failed to fetch')) };
    expect((await refused({ ...site().site, ...reached })).message).toMatch(
      /could not be reached\. Install it again\.$/,
    );
    const read = { help, fetch: () => Promise.reject(new LoadError('simd.wasm could not be read.')) };
    expect((await refused({ ...site().site, ...read })).message).toBe('simd.wasm could not be read.');
    const { site: broken } = site({}, () => Promise.reject(new WebAssembly.CompileError('unknown section')));
    expect((await refused({ ...broken, help })).message).toMatch(/unknown section\. Install it again\.$/);
  });

  it('says that the page forbids WebAssembly, and what it needs', async () => {
    const reason =
      "WebAssembly.instantiateStreaming(): Refused to compile or instantiate WebAssembly module because neither 'wasm-eval' nor 'unsafe-eval' is an allowed source of script in the following Content Security Policy directive";
    const { site: world } = site({}, () => Promise.reject(new WebAssembly.CompileError(reason)));
    expect((await refused(world)).message).toMatch(/security policy.*“wasm-unsafe-eval”/);
  });

  it('says why a module was not taken', async () => {
    const { site: world } = site({}, () => Promise.reject(new WebAssembly.CompileError('unknown section')));
    expect((await refused(world)).message).toMatch(/did not start: unknown section\./);
  });

  it('says that there is no WebAssembly', async () => {
    vi.stubGlobal('WebAssembly', undefined);
    expect((await refused(site().site)).message).toMatch(/has no WebAssembly/);
  });
});
