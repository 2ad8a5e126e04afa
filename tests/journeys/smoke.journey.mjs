// The least that must be true of a deployed site.

/** Opens the page and returns the names of the engine's files that it fetches until the engine is there. */
async function engineFiles(page, context, url) {
  const files = [];
  context.on('request', request => {
    const file = request.url().replace(url, '');
    if (/worker\.js|playgrad-wasm/.test(file)) files.push(file);
  });
  const engine = context.waitForEvent('response', response => response.url().includes('.wasm'));
  await page.goto(url);
  await (await engine).finished();
  return files;
}

export const journeys = {
  'the page opens below a path and has a title and a heading': async ({ page, url, expect, shot }) => {
    await page.goto(url);
    expect.match(await page.title(), /playgrad/i);
    await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
    await shot();
  },

  'with SIMD only the SIMD engine is fetched, in the version of the page': async ({ page, context, url, expect }) => {
    const files = await engineFiles(page, context, url);
    const names = ['worker.js', 'playgrad-wasm.js', 'playgrad-wasm_bg.wasm'];
    expect.deepEqual(files.map(file => file.split('?')[0]).sort(), names.sort());
    const versions = files.map(file => file.split('?')[1]);
    expect.match(String(versions[0]), /[0-9a-f]{12}$/);
    expect.equal(new Set(versions).size, 1, `different versions: ${files}`);
  },

  'without SIMD only the scalar engine is fetched': async ({ page, context, url, expect }) => {
    await page.route('**/worker.js*', async route => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `WebAssembly.validate = () => false;${await response.text()}` });
    });
    const files = await engineFiles(page, context, url);
    const engines = files.map(file => file.split('?')[0]).filter(file => file.includes('wasm'));
    expect.deepEqual(engines.sort(), ['scalar/playgrad-wasm.js', 'scalar/playgrad-wasm_bg.wasm']);
  },
};
