/** Every preset is opened by the engine, and what its sentence claims is tried. Without an engine there is nothing to ask. */
import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Engine, type EngineRun, load } from '../../src/engine/load.ts';
import { type Configuration, isValid, settings } from '../../src/registry.ts';
import { readAddress } from '../../src/run/address.ts';
import { levels, presets } from '../../src/run/presets.ts';
import { defaultView } from '../../src/run/view.ts';
import { load as loadRows } from '../data/site.ts';

const folder = process.env.PLAYGRAD_WASM_SIMD;

let engine: Promise<Engine> | undefined;

function theEngine(): Promise<Engine> {
  const headers = { 'content-type': 'application/wasm' };
  engine ??= load(new URL(`file://${folder}/`), 'presets', {
    fetch: async () => new Response(readFileSync(`${folder}/playgrad-wasm_bg.wasm`), { headers }),
    module: (url: URL) => import(/* @vite-ignore */ url.href),
  });
  return engine;
}

/** Opens an address; rows from outside are those of the site. */
async function open(address: string): Promise<EngineRun> {
  const { Run, decode } = await theEngine();
  const { data } = decode(address) as unknown as Configuration;
  const table = data.kind === 'table' ? (await loadRows(data.name)).table : undefined;
  const run = Run.open(address, table && { table });
  onTestFinished(() => run.free());
  return run;
}

const addressOf = (name: string): string => presets.find(preset => preset.name === name)!.address;

async function trained(name: string, epochs: number): Promise<EngineRun> {
  const run = await open(addressOf(name));
  run.advance(epochs * run.batchesInEpoch);
  return run;
}

const accuracy = (run: EngineRun): number => run.evaluate('validation')?.accuracy ?? Number.NaN;

/** Predictions for some rows, as many for each as the run has outputs. */
const predictions = (run: EngineRun, ...rows: number[][]): readonly number[] => [
  ...run.predict(Float32Array.from(rows.flat())),
];

/** How much larger the gradient of the last layer is than that of the first, in the first epoch. */
function fade(run: EngineRun): number {
  const norms = run.gradientNorms();
  return norms.at(-1)! / norms[0]!;
}

/** What each sentence claims. */
const claims: Readonly<Record<string, () => Promise<void>>> = {
  'A line between two clouds': async () => {
    expect(accuracy(await trained('A line between two clouds', 50))).toBeGreaterThan(0.97);
  },
  'A line cannot separate XOR': async () => {
    const run = await open(addressOf('A line cannot separate XOR'));
    for (let i = 0; i < 5; i++) {
      run.advance(40 * run.batchesInEpoch);
      expect(Math.abs(accuracy(run) - 0.5)).toBeLessThan(0.15);
    }
  },
  'Four units bend the line': async () => {
    expect(accuracy(await trained('Four units bend the line', 200))).toBeGreaterThan(0.9);
  },
  'A feature in place of a layer': async () => {
    expect(accuracy(await trained('A feature in place of a layer', 50))).toBeGreaterThan(0.97);
  },
  'Follow a curve': async () => {
    const run = await trained('Follow a curve', 200);
    expect(run.evaluate('validation')!.fits[0]!.r2).toBeGreaterThan(0.9);
  },
  'Four classes, four outputs': async () => {
    const run = await trained('Four classes, four outputs', 50);
    const shares = predictions(run, [1, 2]);
    expect(shares).toHaveLength(4);
    expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 5);
    expect(accuracy(run)).toBeGreaterThan(0.9);
  },
  'Three kinds of iris': async () => {
    expect(accuracy(await trained('Three kinds of iris', 100))).toBeGreaterThan(0.9);
  },
  'Unwind a spiral': async () => {
    expect(accuracy(await trained('Unwind a spiral', 200))).toBeGreaterThan(0.9);
  },
  'Layers without activation': async () => {
    const run = await open(addressOf('Layers without activation'));
    for (let i = 0; i < 5; i++) {
      run.advance(40 * run.batchesInEpoch);
      expect(accuracy(run)).toBeLessThan(0.7);
    }
  },
  'All weights begin at zero': async () => {
    const run = await trained('All weights begin at zero', 20);
    const changed = [...run.params()].flatMap((value, number) => (value === 0 ? [] : [number]));
    expect(changed).toEqual([run.layers().at(-1)!.biases]);
  },
  'A rate that is too large': async () => {
    const run = await trained('A rate that is too large', 100);
    const slower = await open(addressOf('A rate that is too large').replace('lr:1', 'lr:0.01'));
    slower.advance(100 * slower.batchesInEpoch);
    expect(accuracy(slower)).toBeGreaterThan(0.95);
    expect(run.evaluation().trainLoss).toBeGreaterThan(5 * slower.evaluation().trainLoss);
    const { train } = run.history(0);
    const jumps = [...train].filter((loss, i) => i > 0 && loss > 1.05 * train[i - 1]!).length;
    expect(jumps).toBeGreaterThan(10);
  },
  'All rows in one step': async () => {
    const run = await trained('All rows in one step', 300);
    expect(run.batchesInEpoch).toBe(1);
    const { train } = run.history(0);
    // The first record is of the rows before any step.
    for (let i = 2; i < train.length; i++) expect(train[i]).toBeLessThan(train[i - 1]!);
    expect(run.evaluation().trainLoss).toBeGreaterThan(0.05);
  },
  'Learn thirty points by heart': async () => {
    const run = await trained('Learn thirty points by heart', 1000);
    expect(run.rows).toBe(30);
    expect(run.parameters).toBeGreaterThan(300);
    const { trainLoss, validationLoss } = run.evaluation();
    expect(trainLoss).toBeLessThan(0.02);
    expect(validationLoss).toBeGreaterThan(2 * Math.min(...run.history(0).validation));
  },
  'A penalty against learning by heart': async () => {
    const run = await trained('A penalty against learning by heart', 1000);
    const { trainLoss, validationLoss } = run.evaluation();
    expect(validationLoss! - trainLoss).toBeLessThan(0.25);
    expect(validationLoss).toBeLessThan(1.2 * Math.min(...run.history(0).validation));
  },
  'Outliers pull a line': async () => {
    const run = await trained('Outliers pull a line', 200);
    // Without the outliers the line would be x / 6.
    for (const x of [-4, 0, 4]) expect(predictions(run, [x])[0]! - x / 6).toBeGreaterThan(0.05);
  },
  'Gradients that vanish': async () => {
    expect(fade(await trained('Gradients that vanish', 1))).toBeGreaterThan(1000);
  },
  'Gradients that arrive': async () => {
    const run = await open(addressOf('Gradients that arrive'));
    run.advance(1);
    expect(fade(run)).toBeLessThan(10);
    expect(fade(run)).toBeGreaterThan(0.05);
  },
  'A head that is never negative': async () => {
    const run = await trained('A head that is never negative', 30);
    expect(run.data().advice).toMatchObject({ head: 'softplus' });
    const { x, columns } = run.data();
    expect(Math.min(...run.predict(x))).toBeGreaterThan(0);
    expect(columns).toHaveLength(x.length / run.data().y.length);
  },
};

describe('the presets', () => {
  it('are many, on every level, with names of their own, and each claim is tried', () => {
    expect(presets.length).toBeGreaterThanOrEqual(12);
    for (const level of levels) expect(presets.filter(preset => preset.level === level)).not.toEqual([]);
    expect(new Set(presets.map(({ name }) => name)).size).toBe(presets.length);
    expect(Object.keys(claims).sort()).toEqual(presets.map(({ name }) => name).sort());
  });

  it.each(presets)('say in one sentence what they teach, and are links: $name', async ({ teaches, address }) => {
    expect(teaches).toMatch(/^[A-Z].*[^.]\.$/);
    expect(teaches.length).toBeLessThan(130);
    expect(await readAddress(address)).toEqual({ config: address, journal: undefined, step: 0, view: defaultView });
  });
});

describe.skipIf(!folder)('with the engine', () => {
  it.each(presets)('is valid: $name', async ({ address }) => {
    const run = await open(address);
    const config = run.config() as unknown as Configuration;
    for (const param of settings) {
      const value = config[param.name as keyof Configuration];
      if (value !== null) expect(isValid(param, value as never), param.name).toBe(true);
    }
    expect(run.status).toEqual({ type: 'training' });
  });

  it.each(presets)('$name: $teaches', async ({ name }) => claims[name]!(), 30_000);
});
