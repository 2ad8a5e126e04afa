/** An engine that answers the protocol with plausible frames and computes nothing: for tests of the page's side. */
import type { Asked, Command, Event, Frame, Opened, Value } from '../src/engine/protocol.ts';
import { never } from '../src/never.ts';
import { type Config, type Configuration, defaults, settings } from '../src/registry.ts';

const defaultConfig = Object.fromEntries(
  settings.map(({ name, default: value }) => [name, value]),
) as unknown as Configuration;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

interface FakeRun {
  readonly config: Configuration;
  readonly start: string;
  readonly opened: Opened;
  journal: readonly string[];
  step: number;
  sent: number;
  lr: number;
}

/** Refuses what a test can easily ask for; the texts are those of the core. */
function check(config: Configuration): void {
  const refuse = (field: string, value: unknown, allowed: string) => {
    throw Object.assign(new Error(`${field} = ${value} is not ${allowed}`), { field, value: String(value), allowed });
  };
  if (!Number.isFinite(config.optimizer.lr)) refuse('optimizer.lr', config.optimizer.lr, 'a number of 0 or more');
  // The page's own controls allow nothing that the core refuses: here is something to be refused all the same.
  if ('noise' in config.data && config.data.noise > 0.8)
    refuse('data.noise', config.data.noise, 'a number from 0 to 0.8');
  if (config.data.kind === 'table' && config.data.name !== 'iris') throw new Error('There is no table called “own”.');
  for (const layer of config.layers)
    if ('units' in layer && layer.units < 1) refuse('layers.units', layer.units, 'an integer from 1 to 1024');
}

function read(config: string | Value): Configuration {
  if (typeof config !== 'string') return { ...defaultConfig, ...(config as unknown as Configuration) };
  const parts = config.split('&').filter(part => part && !part.startsWith('v='));
  const pairs = parts.map(part => part.split(/=(.*)/s, 2) as [string, string]);
  for (const [name] of pairs)
    if (!(name in defaultConfig)) throw new Error(`${name} is not a setting of the configuration`);
  const given = Object.fromEntries(pairs.map(([name, value]) => [name, JSON.parse(decodeURIComponent(value))]));
  // As the engine does, for what a test may leave out.
  if (given.data) given.data = { ...defaults('dataset', given.data.kind), ...given.data };
  return { ...defaultConfig, ...given };
}

function write(config: Configuration): string {
  const changed = Object.entries(config).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(defaultConfig[name as keyof Configuration]),
  );
  return ['v=1', ...changed.map(([name, value]) => `${name}=${encodeURIComponent(JSON.stringify(value))}`)].join('&');
}

/** The layers of a network on `inputs` numbers, and how many parameters they have. */
function layersOf(hidden: readonly Config<'layer'>[], inputs: number, outputs: number) {
  let parameters = 0;
  let before = inputs;
  const layers = [...hidden, { kind: 'dense' as const, units: outputs }].map(layer => {
    const at = { kind: layer.kind, inputs: before };
    if (layer.kind !== 'dense') return { ...at, units: before };
    const { units } = layer;
    const weights = parameters;
    const biases = weights + units * before;
    parameters = biases + units;
    before = units;
    return { ...at, units, weights, biases };
  });
  return { layers, parameters };
}

function open(config: Configuration): Opened {
  const table = config.data.kind === 'table';
  const columns = table ? ['sepal length, cm', 'sepal width, cm', 'petal length, cm', 'petal width, cm'] : ['x₁', 'x₂'];
  const rows = table ? 150 : (config.data as { samples: number }).samples;
  const classes = table ? 3 : 2;
  const inputs = table ? columns : config.features.map(({ kind }) => kind);
  const random = (i: number) => (Math.sin(i * 12.9898) * 43758.5453) % 1;
  return {
    config: config as unknown as Value,
    address: write(config),
    task: table ? 'classes' : 'binary',
    columns,
    inputs,
    outputs: table ? ['setosa', 'versicolor', 'virginica'] : ['A', 'B'],
    x: Float32Array.from({ length: rows * columns.length }, (_, i) => 5 * random(i + 1)),
    y: Float32Array.from({ length: rows }, (_, i) => i % classes),
    role: Uint8Array.from({ length: rows }, (_, i) => (i < rows * config.train_share ? 0 : 1)),
    ranges: Float32Array.from({ length: 2 * columns.length }, (_, i) => (i % 2 ? 6 : -6)),
    spreads: new Float32Array(),
    ...layersOf(config.layers, inputs.length, table ? 3 : 1),
  };
}

const lossAt = (epoch: number): number => 0.7 * Math.exp(-epoch / 40) + 0.02;

function frameOf(run: FakeRun, reset: boolean): Frame {
  const { opened, step, config, lr } = run;
  const rows = opened.role.filter(role => role === 0).length;
  const batches = Math.ceil(rows / config.batch_size);
  const epoch = Math.floor(step / batches);
  const row = Math.min(rows, (step % batches) * config.batch_size);
  const first = reset ? 0 : run.sent;
  run.sent = epoch;
  const epochs = Uint32Array.from({ length: Math.max(0, epoch - first) }, (_, i) => first + i + 1);
  const layers = opened.layers.length;
  const diverged = lr > 100 && step > 0;
  const classes = opened.task === 'classes' ? 3 : 2;
  return {
    step,
    epoch,
    row,
    rows,
    batches: step % batches,
    batchesInEpoch: batches,
    phase: { type: 'batch' },
    status: diverged ? { type: 'diverged', step, layer: 1 } : { type: 'training' },
    batchLoss: lossAt(epoch),
    batch: new Uint32Array(),
    lr,
    fingerprint: (step * 2654435761).toString(16).padStart(16, '0').slice(-16),
    evaluation: {
      epoch,
      trainLoss: lossAt(epoch),
      validationLoss: lossAt(epoch) + 0.02,
      trainAccuracy: 1 - lossAt(epoch) / 2,
      validationAccuracy: 1 - lossAt(epoch) / 2,
      confusion: Uint32Array.from({ length: classes ** 2 }, (_, i) => (i % (classes + 1) ? 2 : 70)),
      fits: [],
    },
    history: {
      reset,
      stride: 1,
      epoch: epochs,
      train: Float32Array.from(epochs, lossAt),
      validation: Float32Array.from(epochs, e => lossAt(e) + 0.02),
      lr: Float32Array.from(epochs, () => lr),
      fingerprint: new BigUint64Array(epochs.length),
      gradients: Float32Array.from({ length: epochs.length * layers }, (_, i) => 0.5 / (1 + (i % layers))),
    },
    gradients: Float32Array.from({ length: layers }, (_, i) => 0.5 / (1 + i)),
    params: Float32Array.from({ length: opened.parameters }, (_, i) => Math.sin(i + step / 50)),
  };
}

/** A run as bytes; what `load` reads. */
const bytesOf = ({ start, journal, step }: FakeRun): Uint8Array =>
  encoder.encode(JSON.stringify({ config: start, journal: journal.join('\n'), step }));

function opening({ bytes, ...command }: Extract<Command, { type: 'load' }>): Extract<Command, { type: 'open' }> {
  const { config, journal, step } = JSON.parse(decoder.decode(bytes));
  return { ...command, type: 'open', config, journal: encoder.encode(journal), step };
}

/** Answers that could be true. */
function answerOf(run: FakeRun, { name, args }: Asked) {
  const { opened } = run;
  const units = (layer: number) => opened.layers[layer]?.units ?? 0;
  const columns = opened.columns.length;
  switch (name) {
    case 'predict':
      return new Float32Array((args[0].length / columns) * units(opened.layers.length - 1)).fill(0.25);
    case 'values':
      return Float32Array.of(...args[0], ...opened.layers.flatMap(layer => Array(layer.units).fill(0.25)));
    case 'losses':
      return Float32Array.from(args[0], row => 0.1 * row);
    case 'classMeans':
      return new Float32Array(opened.outputs.length * units(args[0])).fill(0.5);
    case 'evaluate':
      return args[0] === 'test' ? undefined : { loss: 0.5, confusion: Uint32Array.of(1, 0, 0, 1), fits: [] };
    case 'save':
      return bytesOf(run);
    default:
      return never(name);
  }
}

/** A way so long that it is made only until it is stopped, at about half of it. */
export const FAR = 1_000_000;

/** Serves the protocol on one end of a channel. What `refuses` says is refused beside what no engine takes. */
export function fakeServe(port: MessagePort, refuses: (config: string | Value) => boolean = () => false): void {
  let run: FakeRun | undefined;
  /** Its number. */
  let current = 0;
  /** A replay that is under way. */
  let replay: Extract<Command, { type: 'open' }> | undefined;
  const send = (event: Event) => port.postMessage(event);
  const epochOf = (of: FakeRun) => Math.ceil(of.opened.role.filter(role => role === 0).length / of.config.batch_size);

  function begin(command: Extract<Command, { type: 'open' }>): void {
    const config = read(command.config);
    check(config);
    if (refuses(command.config)) throw new Error('It is refused.');
    const journal = command.journal?.length ? decoder.decode(command.journal).split('\n') : [];
    const opened = open(config);
    const step = command.step ?? 0;
    if (step > 0) send({ type: 'progress', run: command.run, step: Math.floor(step / 2), of: step });
    if (step >= FAR) {
      replay = command;
      return;
    }
    current = command.run;
    run = { config, start: opened.address, opened, journal, step, sent: 0, lr: config.optimizer.lr };
    send({ type: 'opened', run: command.run, settings: opened, data: opened });
    send({ type: 'frame', run: command.run, frame: frameOf(run, true) });
  }

  function edit(of: FakeRun, command: Extract<Command, { type: 'edit' }>): void {
    const change = command.edit;
    if (change.type === 'set') {
      const config = { ...of.config, [change.field]: change.value } as Configuration;
      check(config);
      run = { ...of, config, lr: config.optimizer.lr, opened: { ...of.opened, config: config as unknown as Value } };
    }
    const now = run!;
    now.journal = [...now.journal, `${now.step} ${JSON.stringify(change)}`];
    send({ type: 'opened', run: command.run, settings: now.opened });
    send({ type: 'frame', run: command.run, frame: frameOf(now, false) });
  }

  function act(command: Command): void {
    if (command.type === 'open') return begin(command);
    if (command.type === 'load') return begin(opening(command));
    if (command.type === 'prepare') return send({ type: 'answer', id: command.id, answer: { type: 'prepared' } });
    if (command.type === 'stop') {
      if (replay?.run === command.run) begin({ ...replay, step: FAR / 2 });
      replay = undefined;
      return;
    }
    if (command.type === 'seed') return send({ type: 'answer', id: command.id, answer: { type: 'seed', seed: 7 } });
    if (command.type === 'ask') {
      const found = run && command.run === current ? answerOf(run, command.question) : undefined;
      return send({ type: 'answer', id: command.id, answer: { type: 'found', found } });
    }
    const now = run;
    if (!now || !('run' in command)) return;
    switch (command.type) {
      case 'advance':
        now.step += 'batches' in command.budget ? command.budget.batches : 40;
        return send({ type: 'frame', run: command.run, frame: frameOf(now, false) });
      case 'step':
        now.step += command.unit === 'epoch' ? epochOf(now) : 1;
        return send({ type: 'frame', run: command.run, frame: frameOf(now, false) });
      case 'look':
        return send({ type: 'frame', run: command.run, frame: frameOf(now, false) });
      case 'edit':
        return edit(now, command);
      case 'address':
        return send({
          type: 'answer',
          id: command.id,
          answer: {
            type: 'address',
            config: now.start,
            journal: encoder.encode(now.journal.join('\n')),
            step: now.step,
            ...(command.save && { bytes: bytesOf(now) }),
          },
        });
      default:
        return;
    }
  }

  port.onmessage = ({ data }: MessageEvent<Command>) => {
    try {
      act(data);
    } catch (error) {
      const { message, field, value, allowed } = error as Error & { field?: string; value?: string; allowed?: string };
      const where = 'id' in data ? { id: data.id } : 'run' in data ? { run: data.run } : {};
      send({
        type: 'failed',
        ...where,
        message,
        ...(field && { field }),
        ...(value && { value }),
        ...(allowed && { allowed }),
      });
    }
  };
  send({ type: 'ready', simd: true });
}

/** The page's end of a channel to a fake engine. */
export function fakeEngine(refuses?: (config: string | Value) => boolean): MessagePort {
  const { port1, port2 } = new MessageChannel();
  fakeServe(port2, refuses);
  return port1;
}
