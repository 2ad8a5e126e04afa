/** The whole way from a client to the wasm and back. `cargo xtask test` says where the engines are; without them there is nothing to test. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Client } from '../../src/engine/client.ts';
import { type Engine, load } from '../../src/engine/load.ts';
import type { Asked, Command, Event } from '../../src/engine/protocol.ts';
import { serve } from '../../src/engine/serve.ts';

const folders = { simd: process.env.PLAYGRAD_WASM_SIMD, scalar: process.env.PLAYGRAD_WASM_SCALAR };

let instances = 0;

/** A new instance of the engine in `folder`. */
function engineOf(folder: string): Promise<Engine> {
  const headers = { 'content-type': 'application/wasm' };
  const site = {
    fetch: async () => new Response(readFileSync(`${folder}/playgrad-wasm_bg.wasm`), { headers }),
    module: (url: URL) => import(/* @vite-ignore */ url.href),
  };
  return load(new URL(`file://${folder}/`), String(++instances), site);
}

const plane = { x: 0, y: 1, xRange: [-6, 6], yRange: [-6, 6] } as const;
const want = {
  params: true,
  field: { size: 16, plane },
  maps: {
    size: 4,
    plane,
    units: [[0, 1], [4, 2, 0], [0]],
  },
};
const palette = { diverging: new Uint32Array(256).fill(0xff0000ff), classes: Uint32Array.of(1), paper: 0 };
const own = {
  x: Float32Array.of(0, 0, 1, 1, 0, 1, 1, 0),
  y: Float32Array.of(0, 0, 1, 1),
  columns: ['a', 'b'],
  classes: ['c', 'd'],
};

type Method = (...args: never[]) => unknown;

/** The methods of an object of the engine that leave it as it is. */
const methodsOf = (owner: object): [string, Method][] =>
  Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(owner)))
    .filter(([name, { value }]) => typeof value === 'function' && !['constructor', 'free', 'step'].includes(name))
    .filter(([name]) => !name.startsWith('_'))
    .map(([name, { value }]) => [name, value]);

/** Values that nobody should hand over. */
function oddities(): unknown[] {
  const cyclic: Record<string, unknown> = {};
  cyclic.data = cyclic.layers = [cyclic];
  const gone = new Float32Array(4);
  structuredClone(gone, { transfer: [gone.buffer] });
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const angry = new Proxy(
    {},
    {
      get() {
        throw new TypeError('no');
      },
    },
  );
  const plain = [undefined, null, true, '', 'v=1', Number.NaN, -1, 0.5, 1e300, 3n, Symbol.iterator, () => 1];
  const lists = [[], [1, [2]], new Array(1e9), { length: 1e9 }, new Map([[1, 2]]), new Date(), Object.create(null)];
  const arrays = [new Float32Array(3), new Uint32Array(256), new Uint8Array(9), new Uint8ClampedArray(64), gone];
  const fakes = [Object.create(Float32Array.prototype), { putImageData: angry }, angry, revoked.proxy, cyclic];
  return [...plain, ...lists, ...arrays, ...fakes];
}

describe.each(Object.entries(folders))('with the %s engine', (kind, folder) => {
  const test = it.skipIf(!folder);

  function start() {
    const progress: number[] = [];
    const connect = () => {
      const { port1, port2 } = new MessageChannel();
      const easel = {
        async picture(_: string, width: number, height: number, paint: (target: Uint8ClampedArray) => void) {
          const pixels = new Uint8ClampedArray(4 * width * height);
          paint(pixels);
          return { width, height, pixels } as unknown as ImageBitmap;
        },
      };
      const breathe = () => new Promise<void>(resolve => setTimeout(resolve, 0));
      const world = { easel, now: () => performance.now(), breathe };
      serve(
        port2,
        () => engineOf(folder!),
        async () => own,
        world,
      );
      return port1;
    };
    const client = new Client(connect, { progress: step => progress.push(step), lost: () => {} });
    onTestFinished(() => client.end());
    client.setPalette(palette);
    return { client, progress };
  }

  test('a run is opened, trained, edited, and opened again where it was', async () => {
    const { client } = start();
    const { opened, frame } = await client.open({ config: 'data=xor(samples:200)&layers=dense(units:5)' }, want);
    expect(opened).toMatchObject({
      task: 'binary',
      columns: ['x₁', 'x₂'],
      inputs: ['x1', 'x2'],
      outputs: ['A', 'B'],
      parameters: 21,
    });
    expect(opened!.x).toHaveLength(400);
    expect(frame).toMatchObject({ step: 0, status: { type: 'training' }, history: { reset: true, stride: 1 } });
    expect(frame.params).toHaveLength(21);
    expect(frame.maps!.image).toMatchObject({ width: 3 * 4, height: 3 * 4 });
    expect([...(frame.field!.image as unknown as { pixels: Uint8ClampedArray }).pixels.slice(0, 4)]).toEqual([
      255, 0, 0, 255,
    ]);

    const trained = (await client.advance({ epochs: 30 }, want)).frame;
    expect(trained).toMatchObject({ epoch: 30, row: 0, rows: 140, step: 270 });
    expect(trained.evaluation.trainLoss).toBeLessThan(frame.evaluation.trainLoss);
    expect(trained.history.epoch).toHaveLength(30);
    expect(trained.field!.contour.length % 4).toBe(0);
    const stepped = (await client.step('layer', want)).frame;
    expect([stepped.phase, stepped.batch]).toMatchObject([{ type: 'forward', layer: 0 }, { length: 16 }]);

    const edited = await client.edit({ type: 'set', field: 'optimizer', value: { kind: 'sgd', lr: 0.05 } }, want);
    expect(edited.opened?.config).toMatchObject({ optimizer: { kind: 'sgd', lr: 0.05, momentum: 0 } });
    expect(edited.opened?.address).toBe(opened!.address);
    await client.edit({ type: 'weight', number: 0, value: 0.5 }, want);
    const last = (await client.advance({ batches: 5000 }, want)).frame;
    const { config, journal, step } = await client.place();
    expect([config, step]).toEqual([opened!.address, 5270]);

    const again = start();
    const replayed = await again.client.open({ config, journal, step }, want);
    expect(replayed.frame.fingerprint).toBe(last.fingerprint);
    expect(replayed.opened?.config).toEqual(edited.opened!.config);
    expect(replayed.frame.history.epoch.length).toBe(last.epoch + 1);
  });

  test('mistakes come back with their place, and the run goes on', async () => {
    const { client } = start();
    await client.open({ config: { layers: [] } }, { params: true });
    const bad = client.open({ config: { layers: [{ kind: 'dense', units: 0 }] } }, want);
    await expect(bad).rejects.toMatchObject({
      message: 'layers[0].units = 0 is not an integer from 1 to 1024',
      field: 'layers[0].units',
      value: '0',
      allowed: 'an integer from 1 to 1024',
    });
    await expect(client.open({ config: 'layers=dense(units:' }, want)).rejects.toMatchObject({ field: 'layers' });
    await expect(client.edit({ type: 'set', field: 'layers', value: [] }, want)).rejects.toMatchObject({
      field: 'layers',
    });
    const wrong = { size: 16, plane: { ...plane, x: 7 } };
    await expect(client.look({ field: wrong })).rejects.toMatchObject({ field: 'plane.x', value: '7' });
    expect((await client.advance({ batches: 3 }, { params: true })).frame.step).toBe(3);
  });

  test('a table is brought by its name', async () => {
    const { client } = start();
    const config = { data: { kind: 'table', name: 'own' }, train_share: 1, batch_size: 2, layers: [] };
    const { opened, frame } = await client.open({ config }, { params: true });
    expect(opened).toMatchObject({ task: 'binary', columns: ['a', 'b'], inputs: ['a', 'b'], outputs: ['c', 'd'] });
    expect(frame.evaluation.validationLoss).toBeUndefined();
    expect((await client.advance({ milliseconds: 5 }, {})).frame.step).toBeGreaterThan(0);
  });

  test('a saved run is loaded to the bit, and a prediction is what the run says', async () => {
    const { port1, port2 } = new MessageChannel();
    onTestFinished(() => port1.close());
    serve(
      port2,
      () => engineOf(folder!),
      async () => own,
    );
    const heard = (command: Command, type: Event['type']) =>
      new Promise<Event>((resolve, reject) => {
        port1.onmessage = ({ data }: MessageEvent<Event>) => {
          if (data.type === type) resolve(data);
          if (data.type === 'failed') reject(new Error(data.message));
        };
        port1.postMessage(command);
      });
    await heard({ type: 'open', run: 1, config: 'data=table', want: {} }, 'frame');
    const trained = await heard({ type: 'advance', run: 1, budget: { batches: 77 }, want: {} }, 'frame');
    const found = async (run: number, question: Asked) => {
      const event = await heard({ type: 'ask', run, id: 1, question }, 'answer');
      return event.type === 'answer' && event.answer.type === 'found' ? event.answer.found : undefined;
    };
    const bytes = (await found(1, { name: 'save', args: [] })) as Uint8Array;
    const loaded = await heard({ type: 'load', run: 2, bytes, want: {} }, 'frame');
    const state = (event: Event) => (event.type === 'frame' ? [event.frame.step, event.frame.fingerprint] : []);
    expect(state(loaded)).toEqual(state(trained));
    expect(await found(2, { name: 'predict', args: [Float32Array.of(0, 0, 1, 0)] })).toHaveLength(2);
  });

  test('a run answers questions about rows, units and roles', async () => {
    const { client } = start();
    const { run, opened } = await client.open({ config: 'data=xor(samples:200)&layers=dense(units:5)' }, want);
    const x = opened!.x.slice(0, 2);
    const values = await client.ask(run, 'values', x);
    expect(values).toHaveLength(2 + 5 + 1);
    expect(values!.at(-1)).toBe((await client.ask(run, 'predict', x))![0]);
    expect(await client.ask(run, 'losses', Uint32Array.of(0, 7))).toHaveLength(2);
    expect(await client.ask(run, 'classMeans', 0)).toHaveLength(2 * 5);
    expect(await client.ask(run, 'evaluate', 'validation')).toMatchObject({ loss: expect.any(Number) });
    expect(await client.ask(run, 'evaluate', 'test')).toBeUndefined();
    await expect(client.ask(run, 'values', Float32Array.of(1))).rejects.toMatchObject({ field: 'x' });
    expect(await client.ask(run + 1, 'save')).toBeUndefined();
  });

  test('rows are sent again when an edit changes them, and settings come without', async () => {
    const { client } = start();
    const { opened } = await client.open({ config: 'data=xor(samples:200)&layers=dense(units:5)' }, want);
    const set = await client.edit({ type: 'set', field: 'batch_size', value: 8 }, want);
    expect(set.opened?.config).toMatchObject({ batch_size: 8 });
    expect(set.opened?.x).toBe(opened!.x);
    const added = await client.edit({ type: 'add', x: [1, 2], y: 1 }, want);
    expect(added.opened?.x).toHaveLength(402);
    expect(added.opened?.config).toMatchObject({ batch_size: 8 });
  });

  test('the optimized build ends in the bits that the core has committed', async () => {
    const { Run } = await engineOf(folder!);
    const path = new URL('../../../crates/train/tests/sameness/sameness.txt', import.meta.url).pathname;
    const lines = new TextDecoder().decode(readFileSync(path)).trim().split('\n');
    const own = lines.filter(line => !line.startsWith('#') && !line.includes('data=table'));
    expect(own.length).toBeGreaterThan(12);
    for (const line of own) {
      const [head = '', ...journal] = line.split(' | ');
      const [name, steps, fingerprint, , address = ''] = head.split(' ');
      const run = Run.open(address, { journal: journal.join('\n') });
      run.advance(Number(steps));
      expect(`${name} ${run.fingerprint}`).toBe(`${name} ${fingerprint}`);
      run.free();
    }
  });

  test('nothing that is handed over ends in a trap, or locks a run', async () => {
    const { Run, Painter, decode } = await engineOf(folder!);
    const run = Run.open('layers=dense(units:2)');
    const painter = new Painter(palette);
    const { fingerprint } = run;
    const refused: string[] = [];
    const attempt = (name: string, work: () => unknown) => {
      try {
        work();
      } catch (error) {
        if (error instanceof WebAssembly.RuntimeError) expect.fail(`${name} trapped: ${error.message}`);
        refused.push(name);
      }
    };
    const request = (a: unknown, b: unknown) => ({
      layers: a,
      data: b,
      size: a,
      plane: b,
      type: 'set',
      field: 'loss',
      value: a,
    });
    for (const a of oddities()) {
      for (const b of oddities()) {
        const lists = [[a, b], [run, a, b], [request(a, b)], [run, request(a, b), b]] as never[][];
        for (const args of lists) {
          for (const name of ['open', 'load'] as const) attempt(name, () => Reflect.apply(Run[name], Run, args));
          attempt('decode', () => Reflect.apply(decode, undefined, args));
          attempt('Painter', () => Reflect.construct(Painter, args));
          for (const owner of [run, painter]) {
            for (const [name, method] of methodsOf(owner)) attempt(name, () => Reflect.apply(method, owner, args));
          }
        }
      }
    }
    expect(new Set(refused).size, 'kinds of calls that were refused').toBeGreaterThan(14);
    expect(run.fingerprint).toBe(fingerprint);
    expect(run.advance(1)).toBe(1);
  }, 120_000);

  test('what was freed throws, and does not trap', async () => {
    const { Run, Painter, simd } = await engineOf(folder!);
    expect(simd()).toBe(kind === 'simd');
    const run = Run.open('');
    run.free();
    expect(() => run.steps).toThrow(/null pointer/);
    expect(() => new Painter(palette).atlas({} as never, { size: 3 })).toThrow(/instance of Run/);
  });
});

it.skipIf(!folders.simd)(
  "the engine's typings say what the page expects",
  () => {
    const folderOfCheck = mkdtempSync(`${folders.simd}/types-`);
    onTestFinished(() => rmSync(folderOfCheck, { recursive: true }));
    const here = (path: string) => new URL(path, import.meta.url).pathname;
    const code = [
      "import * as wasm from '../playgrad-wasm.js';",
      `import type { Engine } from '${here('../../src/engine/load.ts')}';`,
      'export const engine: Engine = wasm;',
    ];
    writeFileSync(`${folderOfCheck}/check.ts`, code.join('\n'));
    const config = { extends: here('../../tsconfig.json'), include: ['check.ts'] };
    writeFileSync(`${folderOfCheck}/tsconfig.json`, JSON.stringify(config));
    try {
      execFileSync(process.execPath, [here('../../node_modules/typescript/bin/tsc'), '-p', folderOfCheck]);
    } catch (error) {
      expect.fail(String((error as { stdout: unknown }).stdout));
    }
  },
  60_000,
);
