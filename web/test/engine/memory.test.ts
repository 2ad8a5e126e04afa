/** A run may go on for ever, and another may take its place as often as one likes: neither takes more memory. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { Client } from '../../src/engine/client.ts';
import type { Engine } from '../../src/engine/load.ts';
import type { Want } from '../../src/engine/protocol.ts';
import { serve } from '../../src/engine/serve.ts';
import { registry } from '../../src/registry.gen.ts';

const folders = { simd: process.env.PLAYGRAD_WASM_SIMD, scalar: process.env.PLAYGRAD_WASM_SCALAR };

type Module = Engine & { initSync(init: { module: Uint8Array }): { readonly memory: WebAssembly.Memory } };

let instances = 0;

/** A new instance of the engine in `folder`, and its memory. */
async function engineOf(folder: string) {
  const module = `${pathToFileURL(folder)}/playgrad-wasm.js?memory=${++instances}`;
  const engine = (await import(/* @vite-ignore */ module)) as Module;
  const { memory } = engine.initSync({ module: readFileSync(`${folder}/playgrad-wasm_bg.wasm`) });
  return { engine, bytes: () => memory.buffer.byteLength };
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes of the heap, of buffers too, that are still needed. */
function heap(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const STEPS = 1_000_000;
const CHANGES = 200;
/** What holes between runs of different sizes may take: less than three runs. */
const HOLES_BYTES = 4 * 65_536;
/** What caches of the JavaScript engine may take. */
const SLACK_BYTES = 2_000_000;

const sets = registry.dataset.members.map(({ kind }) => kind).filter(kind => kind !== 'table');
const plane = { x: 0, y: 1, xRange: [-6, 6], yRange: [-6, 6] } as const;
const want: Want = { params: true, field: { size: 16, plane } };

describe.each(Object.entries(folders))('memory with %s', (kind, folder) => {
  it.skipIf(!folder)('stays as it is over a million steps', { timeout: 300_000 }, async () => {
    const { engine, bytes } = await engineOf(folder!);
    const run = engine.Run.open('data=circle(samples:50)&layers=dense(units:2)&batch_size=8');
    run.advance(STEPS / 10);
    const before = bytes();
    run.advance(STEPS - STEPS / 10);
    expect(run.steps, kind).toBe(STEPS);
    expect(run.history().epoch.length).toBeLessThanOrEqual(2048);
    expect(bytes()).toBe(before);
    run.free();
  });

  it.skipIf(!folder)('stays as it is over two hundred changes of the data set', { timeout: 300_000 }, async () => {
    const { engine, bytes } = await engineOf(folder!);
    const { port1, port2 } = new MessageChannel();
    serve(
      port1,
      async () => engine,
      () => Promise.reject(new Error('no tables here')),
    );
    const client = new Client(() => port2, { progress() {}, lost: error => expect.fail(error.message) });
    const change = async (i: number) => {
      await client.open({ config: `data=${sets[i % sets.length]}&seeds=(data:${i})` }, want);
      await client.advance({ epochs: 2 }, want);
    };
    for (let i = 0; i < CHANGES / 4; i++) await change(i);
    const before = { wasm: bytes(), heap: heap() };
    for (let i = CHANGES / 4; i < CHANGES; i++) await change(i);
    expect(bytes() - before.wasm).toBeLessThanOrEqual(HOLES_BYTES);
    expect(heap() - before.heap).toBeLessThan(SLACK_BYTES);
    client.end();
    port1.close();
  });
});
