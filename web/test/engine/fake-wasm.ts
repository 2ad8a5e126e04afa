/** A build of the engine that computes nothing, but counts what it is asked for: for tests of the worker's side. */
import type { MapsRequest } from '../../../crates/wasm/src/typings.d.ts';
import type { Engine, EngineRun } from '../../src/engine/load.ts';
import type { Edit, Role, Status, Table, Value } from '../../src/engine/protocol.ts';

const batchesPerEpoch = 10;

/** A clock that goes on only when something is done. */
export class Clock {
  time = 0;
}

class FakeRun implements EngineRun {
  readonly config_: { readonly data: { readonly kind: string; readonly name?: string } };
  readonly table: Table | undefined;
  steps = 0;
  status: Status = { type: 'training' };
  stride = 1;
  freed = false;
  /** How much each piece of work did. */
  readonly pieces: number[] = [];
  /** The bytes of each array that parameters were to be written into. */
  readonly intos: (number | undefined)[] = [];
  readonly lr = 0.1;
  readonly rows = 10;
  readonly parameters = 4;
  readonly phase = { type: 'batch' } as const;
  readonly batchLoss = undefined;
  readonly #clock: Clock;
  #journal: string;

  constructor(config: FakeRun['config_'], table: Table | undefined, journal: string, clock: Clock) {
    this.config_ = config;
    this.table = table;
    this.#journal = journal;
    this.#clock = clock;
  }

  get epoch(): number {
    return Math.floor(this.steps / batchesPerEpoch);
  }
  get row(): number {
    return this.steps % batchesPerEpoch;
  }
  get batches(): number {
    return this.row;
  }
  readonly batchesInEpoch = batchesPerEpoch;
  get fingerprint(): string {
    return this.steps.toString(16).padStart(16, '0');
  }

  /** A batch takes a millisecond. */
  #work(steps: number): void {
    this.pieces.push(steps);
    this.steps += steps;
    this.#clock.time += steps;
  }

  step(unit: string) {
    if (unit !== 'batch') throw refusal('unit', unit, 'batch');
    this.#work(1);
    return { type: 'update' } as const;
  }
  advance(batches: number, untilEpoch = Number.POSITIVE_INFINITY): number {
    if (!(batches >= 0)) throw refusal('batches', String(batches), 'a number of batches');
    if (this.status.type !== 'training') return 0;
    const n = Math.min(batches, untilEpoch * batchesPerEpoch - this.steps);
    this.#work(n);
    return n;
  }
  seek(step: number): void {
    this.#work(step - this.steps);
  }
  edit(edit: Edit): void {
    if (edit.type === 'weight') throw refusal('number', '9', 'a parameter');
    this.#journal += `${this.steps} ${edit.type}\n`;
  }
  predict(x: Float32Array): Float32Array {
    return x.map(value => value + this.steps);
  }
  values = (x: Float32Array): Float32Array => Float32Array.of(...x, this.steps);
  losses = (rows: Uint32Array): Float32Array => Float32Array.from(rows, row => row / 10);
  classMeans(layer: number): Float32Array {
    if (layer > 0) throw refusal('layer', String(layer), 'a layer');
    return Float32Array.of(this.steps);
  }
  evaluate = (role: Role) =>
    role === 'test' ? undefined : { loss: this.steps, confusion: Uint32Array.of(1, 0, 0, 1), fits: [] };
  params(into?: Float32Array): Float32Array {
    this.intos.push(into?.byteLength);
    return into ?? new Float32Array(this.parameters);
  }
  gradients = (): Float32Array => new Float32Array(this.parameters).fill(0.5);
  gradientNorms = (): Float32Array => Float32Array.of(1, 2);
  batch = (): Uint32Array => new Uint32Array();
  evaluation = () => ({ epoch: this.epoch, trainLoss: 1, confusion: Uint32Array.of(1, 0, 0, 1), fits: [] });
  history(fromEpoch = 0) {
    const all = Array.from({ length: this.epoch + 1 }, (_, i) => i).filter(i => i % this.stride === 0);
    const epoch = Uint32Array.from(all.filter(i => i >= fromEpoch));
    const curve = () => new Float32Array(epoch.length);
    const fingerprint = new BigUint64Array(epoch.length);
    return {
      stride: this.stride,
      epoch,
      train: curve(),
      validation: curve(),
      lr: curve(),
      gradients: curve(),
      fingerprint,
    };
  }
  data = () => ({
    task: 'binary' as const,
    columns: ['a', 'b'],
    inputs: ['a', 'b'],
    outputs: ['c', 'd'],
    x: new Float32Array(4),
    y: new Float32Array(2),
    role: new Uint8Array(2),
    spreads: new Float32Array(),
    ranges: new Float32Array(4),
  });
  layers = () => [{ kind: 'dense', units: 1, inputs: 2, weights: 0, biases: 2 }];
  config = () => this.config_ as Value;
  address = () => JSON.stringify(this.config_);
  journal = () => this.#journal;
  save = () => new TextEncoder().encode(this.address());
  free(): void {
    this.freed = true;
  }
}

export const refusal = (field: string, value: string, allowed: string): Error =>
  Object.assign(new Error(`${field} = ${value} is not ${allowed}`), { field, value, allowed });

const read = (config: string | Value | Uint8Array): FakeRun['config_'] => {
  const text = config instanceof Uint8Array ? new TextDecoder().decode(config) : config;
  const value = typeof text === 'string' ? JSON.parse(text || '{}') : text;
  if (value.bad) throw refusal('bad', String(value.bad), 'known');
  return { data: { kind: 'xor' }, ...value };
};

/** An engine, the runs that were opened with it, and how often each painter painted. */
export function fakeWasm(clock = new Clock()) {
  const runs: FakeRun[] = [];
  const painted: string[] = [];
  const open = (config: FakeRun['config_'], table: Table | undefined, journal: string) => {
    if (config.data.kind === 'table' && !table) throw refusal('table', 'nothing', 'the rows');
    const run = new FakeRun(config, table, journal, clock);
    runs.push(run);
    return run;
  };
  let painters = 0;
  const engine: Engine = {
    Run: {
      open: (config, options = {}) =>
        open(
          read(config),
          options.table,
          options.journal instanceof Uint8Array ? new TextDecoder().decode(options.journal) : '',
        ),
      load: (bytes, table) => open(read(bytes), table, ''),
    },
    Painter: class {
      readonly #name = ++painters;
      field(_run: EngineRun, { size, hard }: { size: number; hard?: boolean }): Float32Array {
        painted.push(`field ${size}${hard ? ' hard' : ''} by ${this.#name}`);
        return Float32Array.of(0, 0, 1, 1);
      }
      maps(_run: EngineRun, { size, units }: MapsRequest): void {
        painted.push(`maps ${size} of ${JSON.stringify(units)} by ${this.#name}`);
      }
      atlas = (_run: EngineRun, { size }: MapsRequest): [number, number] => [2 * size, 3 * size];
      free(): void {
        painted.push(`end of ${this.#name}`);
      }
    },
    decode: config => read(config) as Value,
    seed: () => 7,
    simd: () => true,
  };
  return { engine, runs, painted, clock };
}
