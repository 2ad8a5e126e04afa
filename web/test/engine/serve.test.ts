import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Client } from '../../src/engine/client.ts';
import type { Engine } from '../../src/engine/load.ts';
import type { Answer, Asked, Command, Event, Frame, Table } from '../../src/engine/protocol.ts';
import { serve } from '../../src/engine/serve.ts';
import type { TableLoader } from '../../src/engine/tables.ts';
import { Clock, fakeWasm } from './fake-wasm.ts';

const want = {};
const palette = { diverging: new Uint32Array(256), classes: Uint32Array.of(1), paper: 0 };
const table: Table = { x: new Float32Array(2), y: new Float32Array(1), columns: ['a', 'b'], targets: ['c'] };
const tableConfig = (name: string) => ({ data: { kind: 'table', name } });

/** A server at one end of a channel, and the other end with all that it says. */
function staged(load?: () => Promise<Engine>, loader?: TableLoader) {
  const wasm = fakeWasm(new Clock());
  const { port1, port2 } = new MessageChannel();
  const events: Event[] = [];
  const pictures: string[] = [];
  const tables: string[] = [];
  port1.onmessage = ({ data }) => events.push(data);
  const say = (...commands: Command[]) => {
    for (const command of commands) port1.postMessage(command);
  };
  const easel = {
    async picture(kind: string, width: number, height: number, paint: (target: Uint8ClampedArray) => void) {
      paint(new Uint8ClampedArray());
      pictures.push(`${kind} ${width}×${height}`);
      return kind as unknown as ImageBitmap;
    },
  };
  /** What is done between two pieces of work. */
  const between: (() => void)[] = [];
  const breathe = async () => {
    between.shift()?.();
    await new Promise(resolve => setTimeout(resolve, 1));
  };
  const loadTable = async (name: string) => {
    tables.push(name);
    if (name === 'none') throw new Error('There is no table called “none”.');
    return table;
  };
  serve(port2, load ?? (async () => wasm.engine), loader ?? loadTable, { easel, now: () => wasm.clock.time, breathe });
  onTestFinished(() => port1.close());

  const of = <T extends Event['type']>(type: T) =>
    events.filter((event): event is Extract<Event, { type: T }> => event.type === type);
  const heard = (type: Event['type'], n = 1) => vi.waitFor(() => expect(of(type).length).toBeGreaterThanOrEqual(n));
  /** Sends a command that brings a frame, and waits for it. */
  const frame = async (command: Command): Promise<Frame> => {
    const n = of('frame').length + 1;
    say(command);
    await heard('frame', n);
    return of('frame')[n - 1]!.frame;
  };
  const answer = async (command: Extract<Command, { id: number }>): Promise<Answer> => {
    say(command);
    return vi.waitFor(() => of('answer').find(({ id }) => id === command.id)!.answer);
  };
  const open = (run: number, rest: Partial<Extract<Command, { type: 'open' }>> = {}): Command => ({
    type: 'open',
    run,
    config: {},
    want,
    ...rest,
  });
  return { ...wasm, events, of, pictures, tables, between, say, heard, frame, answer, open };
}

const advance = (run: number, budget: Extract<Command, { type: 'advance' }>['budget']): Command => ({
  type: 'advance',
  run,
  budget,
  want,
});

const ask = (run: number, question: Asked, id = 1): Extract<Command, { type: 'ask' }> => ({
  type: 'ask',
  run,
  id,
  question,
});

describe('a worker', () => {
  it('keeps commands until the engine is there', async () => {
    const wasm = fakeWasm();
    let arrive = (_: Engine) => {};
    const { say, events, heard, open } = staged(() => new Promise(resolve => (arrive = resolve)));
    say(open(1), { type: 'seed', id: 5 }, advance(1, { batches: 3 }));
    await new Promise(resolve => setTimeout(resolve, 5));
    expect(events).toEqual([]);
    arrive(wasm.engine);
    await heard('frame', 2);
    expect(events.map(({ type }) => type)).toEqual(['ready', 'opened', 'frame', 'answer', 'frame']);
    expect(wasm.runs[0]!.steps).toBe(3);
  });

  it('says why it cannot begin, and answers nothing more', async () => {
    const { say, of, heard, open } = staged(() => Promise.reject(new Error('The engine did not load.')));
    await heard('failed');
    say(open(1), { type: 'seed', id: 2 });
    await heard('failed', 3);
    expect(of('failed')[0]).toEqual({ type: 'failed', message: 'The engine did not load.' });
    expect(of('failed')[1]).toMatchObject({ run: 1 });
    expect(of('failed')[2]).toMatchObject({ id: 2 });
  });

  it('ends when the engine breaks down', async () => {
    const { runs, say, of, heard, frame, open } = staged();
    await frame(open(1));
    runs[0]!.advance = () => {
      throw new WebAssembly.RuntimeError('unreachable');
    };
    say(advance(1, { batches: 1 }), advance(1, { batches: 1 }));
    await heard('failed');
    say({ type: 'look', run: 1, want });
    await heard('failed', 2);
    expect(of('failed')[0]).toEqual({ type: 'failed', message: 'The engine broke down: unreachable.' });
    expect(of('failed')[1]).toMatchObject({ run: 1 });
  });
});

describe('a run', () => {
  it('is introduced, and then shown', async () => {
    const { events, of, frame, open } = staged();
    const first = await frame(open(1));
    expect(events.map(({ type }) => type)).toEqual(['ready', 'opened', 'frame']);
    expect(of('opened')[0]).toMatchObject({
      settings: { parameters: 4 },
      data: { task: 'binary', outputs: ['c', 'd'] },
    });
    expect(first).toMatchObject({ step: 0, epoch: 0, status: { type: 'training' }, history: { reset: true } });
    expect(first.params).toBeUndefined();
  });

  it('takes the place of an older one when it is open, and not before', async () => {
    const { runs, say, of, heard, frame, open } = staged();
    await frame(open(1));
    say(open(2, { config: { bad: 3 } }));
    await heard('failed');
    expect(of('failed')[0]).toMatchObject({
      run: 2,
      message: 'bad = 3 is not known',
      field: 'bad',
      value: '3',
      allowed: 'known',
    });
    expect((await frame({ type: 'step', run: 1, unit: 'batch', want })).step).toBe(1);
    await frame(open(3));
    expect(runs.map(({ freed }) => freed)).toEqual([true, false]);
    say({ type: 'look', run: 1, want });
    await heard('failed', 2);
    expect(of('failed')[1]).toMatchObject({ run: 1, message: expect.stringContaining('no run 1') });
  });

  it('is as it was after an edit that is refused', async () => {
    const { say, of, heard, frame, open } = staged();
    await frame(open(1));
    say({ type: 'edit', run: 1, edit: { type: 'weight', number: 9, value: 1 }, want });
    await heard('failed');
    expect(of('failed')[0]).toMatchObject({ run: 1, field: 'number' });
    await frame({ type: 'edit', run: 1, edit: { type: 'set', field: 'batch_size', value: 3 }, want });
    expect(of('opened')).toHaveLength(2);
  });

  it('sends its rows again when an edit changes them, and not else', async () => {
    const { of, frame, open } = staged();
    await frame(open(1));
    const edit = (edit: Extract<Command, { type: 'edit' }>['edit']) => frame({ type: 'edit', run: 1, edit, want });
    await edit({ type: 'set', field: 'shuffle', value: false });
    await edit({ type: 'add', x: [1, 2], y: 0 });
    expect(of('opened').map(({ data }) => data !== undefined)).toEqual([true, false, true]);
  });

  it('is freed when it is closed', async () => {
    const { runs, say, heard, frame, open } = staged();
    await frame(open(1));
    say({ type: 'close', run: 1 }, { type: 'address', run: 1, id: 3 });
    await heard('failed');
    expect(runs[0]!.freed).toBe(true);
  });
});

describe('a table', () => {
  it('is loaded once for its name', async () => {
    const { tables, runs, say, heard, of, frame, open } = staged();
    await frame(open(1, { config: tableConfig('iris') }));
    await frame(open(2, { config: JSON.stringify(tableConfig('iris')) }));
    expect(tables).toEqual(['iris']);
    expect(runs.map(({ table }) => table?.columns)).toEqual([table.columns, table.columns]);
    say(open(3, { config: tableConfig('none') }));
    await heard('failed');
    expect(of('failed')[0]).toMatchObject({ run: 3, message: 'There is no table called “none”.' });
  });

  it('that was given is known from then on', async () => {
    const { tables, frame, open, answer } = staged();
    await frame(open(1, { config: tableConfig('own'), table }));
    await frame(open(2, { config: tableConfig('own') }));
    const saved = await answer(ask(2, { name: 'save', args: [] }));
    const bytes = saved.type === 'found' ? (saved.found as Uint8Array) : new Uint8Array();
    await frame({ type: 'load', run: 3, bytes, want });
    expect(tables).toEqual([]);
  });
});

describe('a preparation', () => {
  /** Loads a table for as long as it is wanted. */
  const endless = (signals: AbortSignal[]) => (_: string, signal: AbortSignal) => {
    signals.push(signal);
    return new Promise<Table>(() => {});
  };

  it('brings a table beside the training, so that opening has nothing to wait for', async () => {
    const { tables, answer, frame, open } = staged();
    expect(await answer({ type: 'prepare', id: 1, config: tableConfig('iris') })).toEqual({ type: 'prepared' });
    expect(await answer({ type: 'prepare', id: 2, config: {} })).toEqual({ type: 'prepared' });
    await frame(open(1, { config: tableConfig('iris') }));
    expect(tables).toEqual(['iris']);
  });

  it('does not hold up what comes after it, and ends when it is given up', async () => {
    const signals: AbortSignal[] = [];
    const { say, of, heard, frame, open } = staged(undefined, endless(signals));
    say({ type: 'prepare', id: 5, config: tableConfig('mnist') });
    await frame(open(1));
    await frame(advance(1, { batches: 3 }));
    say({ type: 'cancel', id: 5 });
    await heard('failed');
    expect(of('failed')[0]).toMatchObject({ id: 5, message: 'It was given up for something else.' });
    expect(signals[0]!.aborted).toBe(true);
  });

  it('begins as soon as there is an engine', async () => {
    const wasm = fakeWasm();
    let arrive = (_: Engine) => {};
    const { say, heard } = staged(() => new Promise(resolve => (arrive = resolve)));
    say({ type: 'prepare', id: 1, config: tableConfig('iris') });
    arrive(wasm.engine);
    await heard('answer');
  });

  it('says what is wrong with a configuration', async () => {
    const { say, of, heard } = staged();
    await heard('ready');
    say({ type: 'prepare', id: 3, config: { bad: 1 } });
    await heard('failed');
    expect(of('failed')[0]).toMatchObject({ id: 3, field: 'bad' });
  });

  it('is not what a table waits for that is loaded to be opened: stopping gives that up too', async () => {
    const signals: AbortSignal[] = [];
    const { say, of, heard, frame, open } = staged(undefined, endless(signals));
    say(open(1, { config: tableConfig('mnist') }));
    await vi.waitFor(() => expect(signals).toHaveLength(1));
    say({ type: 'stop', run: 1 });
    await heard('failed');
    expect(of('failed')[0]).toMatchObject({ run: 1 });
    expect(signals[0]!.aborted).toBe(true);
    await frame(open(2));
  });
});

describe('training', () => {
  it('is cut into pieces that a message can come between', async () => {
    const { runs, frame, open } = staged();
    await frame(open(1));
    expect((await frame(advance(1, { batches: 100 }))).step).toBe(100);
    const { pieces } = runs[0]!;
    expect(pieces.slice(0, 3)).toEqual([1, 4, 8]);
    expect(Math.max(...pieces)).toBe(8);
    await frame(advance(1, { batches: 16 }));
    expect(pieces.slice(-2), 'what was learned about its speed is kept').toEqual([8, 8]);
  });

  it('ends at the end of an epoch, or when its time is up', async () => {
    const { clock, frame, open } = staged();
    await frame(open(1));
    expect((await frame(advance(1, { batches: 4 }))).row).toBe(4);
    expect(await frame(advance(1, { epochs: 2 }))).toMatchObject({ epoch: 2, row: 0 });
    expect(await frame({ type: 'step', run: 1, unit: 'epoch', want })).toMatchObject({ epoch: 3, row: 0 });
    const before = clock.time;
    await frame(advance(1, { milliseconds: 20 }));
    expect(clock.time - before).toBeGreaterThanOrEqual(20);
    expect(clock.time - before).toBeLessThan(30);
  });

  it('for a time makes way for the next command, and so much training does not', async () => {
    const { clock, between, say, of, heard, frame, open } = staged();
    await frame(open(1));
    between.push(() => say({ type: 'look', run: 1, want }));
    await frame(advance(1, { milliseconds: 1e6 }));
    expect(clock.time).toBeLessThan(20);
    await heard('frame', 3);
    const { step } = of('frame')[2]!.frame;
    between.push(() => say({ type: 'look', run: 1, want }));
    expect((await frame(advance(1, { batches: 100 }))).step).toBe(step + 100);
  });

  it('ends where it is when it is stopped', async () => {
    const { between, say, frame, open } = staged();
    await frame(open(1));
    between.push(() => say({ type: 'stop', run: 1 }));
    const { step } = await frame(advance(1, { epochs: 1e6 }));
    expect(step).toBeLessThan(100);
  });

  it('ends when the run diverges', async () => {
    const { runs, frame, open } = staged();
    await frame(open(1));
    runs[0]!.status = { type: 'diverged', step: 1, layer: 0 };
    expect((await frame(advance(1, { epochs: 5 }))).status.type).toBe('diverged');
  });

  it('refuses a budget that is none', async () => {
    const { say, of, heard, frame, open } = staged();
    await frame(open(1));
    say(advance(1, { batches: Number.NaN }));
    await heard('failed');
    expect(of('failed')[0]).toMatchObject({ run: 1, field: 'batches' });
  });
});

describe('a replay', () => {
  it('goes to its step, and tells how far it is', async () => {
    const { events, of, frame, open } = staged();
    const journal = new TextEncoder().encode('3 shuffle=false\n');
    expect(await frame(open(1, { step: 500, journal }))).toMatchObject({ step: 500, epoch: 50 });
    const progress = of('progress').map(({ step }) => step);
    expect(progress.length).toBeGreaterThan(5);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(of('progress')[0]).toMatchObject({ run: 1, of: 500 });
    expect(events.at(-2)?.type).toBe('opened');
  });

  it('ends where it is when it is stopped', async () => {
    const { between, say, frame, answer, open } = staged();
    between.push(
      () => {},
      () => say({ type: 'stop', run: 1 }),
    );
    const { step } = await frame(open(1, { step: 1e9 }));
    expect(step).toBeGreaterThan(0);
    expect(step).toBeLessThan(100);
    expect(await answer({ type: 'address', run: 1, id: 1 })).toMatchObject({ config: expect.any(String), step });
  });

  it('does not begin if it was stopped before', async () => {
    const wasm = fakeWasm();
    let arrive = (_: Engine) => {};
    const { say, of, heard, open } = staged(() => new Promise(resolve => (arrive = resolve)));
    say(open(1, { step: 100 }), { type: 'stop', run: 1 });
    await new Promise(resolve => setTimeout(resolve, 5));
    arrive(wasm.engine);
    await heard('frame');
    expect(of('frame')[0]!.frame.step).toBe(0);
  });
});

describe('a question', () => {
  it('about another run is answered in between', async () => {
    const { between, say, events, frame, open } = staged();
    await frame(open(1));
    between.push(() => say({ type: 'address', run: 1, id: 1 }, { type: 'seed', id: 2 }));
    await frame(open(2, { step: 200 }));
    const kinds = events.map(({ type }) => type).filter(type => type !== 'progress');
    expect(kinds).toEqual(['ready', 'opened', 'frame', 'answer', 'answer', 'opened', 'frame']);
  });

  it('about the run that trains is answered between two pieces, and does not end its training', async () => {
    const { between, say, events, of, frame, open } = staged();
    await frame(open(1));
    const x = Float32Array.of(0.5);
    between.push(() => say(ask(1, { name: 'predict', args: [x] }, 1), ask(1, { name: 'values', args: [x] }, 2)));
    expect((await frame(advance(1, { milliseconds: 50 }))).step).toBeGreaterThanOrEqual(50);
    expect(events.slice(3).map(({ type }) => type)).toEqual(['answer', 'answer', 'frame']);
    expect(of('answer')[0]!.answer).toEqual({ type: 'found', found: Float32Array.of(1.5) });
    expect(of('answer')[1]!.answer).toEqual({ type: 'found', found: Float32Array.of(0.5, 1) });
  });

  it('comes after what was asked for before', async () => {
    const { say, of, heard, frame, open } = staged();
    await frame(open(1));
    const edit = { type: 'set', field: 'shuffle', value: false } as const;
    say(advance(1, { batches: 50 }), { type: 'edit', run: 1, edit, want }, { type: 'address', run: 1, id: 1 });
    await heard('answer');
    expect(of('frame')).toHaveLength(3);
    const { answer } = of('answer')[0]!;
    expect(answer.type === 'address' && new TextDecoder().decode(answer.journal)).toBe('50 set\n');
  });

  it('is answered for each of its kinds', async () => {
    const { answer, frame, open } = staged();
    await frame(open(1));
    expect(await answer(ask(1, { name: 'losses', args: [Uint32Array.of(5, 1)] }))).toEqual({
      type: 'found',
      found: Float32Array.of(0.5, 0.1),
    });
    expect(await answer(ask(1, { name: 'classMeans', args: [0] }, 2))).toMatchObject({ found: Float32Array.of(0) });
    expect(await answer(ask(1, { name: 'evaluate', args: ['training'] }, 3))).toMatchObject({ found: { loss: 0 } });
    expect(await answer(ask(1, { name: 'evaluate', args: ['test'] }, 4))).toEqual({ type: 'found', found: undefined });
  });

  it('about a run that is gone has no answer', async () => {
    const { answer, heard } = staged();
    await heard('ready');
    expect(await answer(ask(4, { name: 'save', args: [] }))).toEqual({ type: 'found', found: undefined });
  });

  it('that cannot be answered fails with its number', async () => {
    const { say, of, heard, frame, open } = staged();
    await frame(open(1));
    say(ask(1, { name: 'classMeans', args: [7] }, 8));
    await heard('failed');
    expect(of('failed')[0]).toMatchObject({ id: 8, field: 'layer' });
  });
});

describe('a frame', () => {
  it('brings what happened since the last one', async () => {
    const { runs, frame, open } = staged();
    expect([...(await frame(open(1))).history.epoch]).toEqual([0]);
    const second = await frame(advance(1, { epochs: 2 }));
    expect([second.history.reset, ...second.history.epoch]).toEqual([false, 1, 2]);
    expect((await frame({ type: 'look', run: 1, want })).history.epoch).toHaveLength(0);
    await frame(advance(1, { epochs: 1 }));
    runs[0]!.stride = 2;
    const thinned = await frame(advance(1, { epochs: 2 }));
    expect([thinned.history.reset, ...thinned.history.epoch]).toEqual([true, 0, 2, 4]);
    expect([...(await frame(advance(1, { epochs: 1 }))).history.epoch]).toEqual([6]);
    runs[0]!.steps = 20;
    const back = await frame({ type: 'look', run: 1, want });
    expect([back.history.reset, ...back.history.epoch]).toEqual([true, 0, 2]);
  });

  it('fills buffers that came back', async () => {
    const { runs, frame, open } = staged();
    const { params } = await frame(open(1, { want: { params: true } }));
    const recycle = [params!.buffer as ArrayBuffer, new ArrayBuffer(3)];
    await frame({ type: 'advance', run: 1, budget: { batches: 1 }, want: { params: true }, recycle });
    await frame({ type: 'look', run: 1, want: { params: true } });
    expect(runs[0]!.intos).toEqual([undefined, 16, undefined]);
  });

  it('has the pictures that are wanted, once there are colors', async () => {
    const { painted, pictures, say, frame, open } = staged();
    const plane = { x: 0, y: 1, xRange: [0, 1], yRange: [0, 1] } as const;
    const units = [[1], [0]];
    const all = { field: { size: 8, plane, hard: true }, maps: { size: 3, plane, units } };
    const without = await frame(open(1, { want: all }));
    expect([without.field, without.maps]).toEqual([undefined, undefined]);
    say({ type: 'palette', palette });
    const shown = await frame({ type: 'look', run: 1, want: all });
    expect(shown.field).toEqual({ image: 'field', contour: Float32Array.of(0, 0, 1, 1) });
    expect(shown.maps).toEqual({ image: 'maps', size: 3, units });
    expect(pictures).toEqual(['field 8×8', 'maps 6×9']);
    expect(
      (await frame({ type: 'look', run: 1, want: { maps: { size: 3, plane, units: [[], []] } } })).maps,
    ).toBeUndefined();
    say({ type: 'palette', palette });
    await frame({ type: 'look', run: 1, want: { maps: { size: 3, plane, units } } });
    expect(painted).toEqual(['field 8 hard by 1', 'maps 3 of [[1],[0]] by 1', 'end of 1', 'maps 3 of [[1],[0]] by 2']);
  });

  it('that cannot be made leaves its news to the next', async () => {
    const { runs, say, of, heard, frame, open } = staged();
    await frame(open(1));
    const { evaluation } = runs[0]!;
    runs[0]!.evaluation = () => {
      throw new Error('No.');
    };
    say(advance(1, { epochs: 1 }));
    await heard('failed');
    expect(of('failed')[0]).toMatchObject({ run: 1, message: 'No.' });
    runs[0]!.evaluation = evaluation;
    expect([...(await frame({ type: 'look', run: 1, want })).history.epoch]).toEqual([1]);
  });
});

describe('the page', () => {
  it('understands what the worker says', async () => {
    const { engine } = fakeWasm();
    const connect = () => {
      const { port1, port2 } = new MessageChannel();
      serve(
        port2,
        async () => engine,
        async () => table,
      );
      return port1;
    };
    const client = new Client(connect, { progress: () => {}, lost: () => {} });
    expect((await client.open({ config: {} }, want)).opened?.task).toBe('binary');
    expect((await client.advance({ epochs: 1 }, want)).frame.epoch).toBe(1);
    await expect(client.open({ config: { bad: 1 } }, want)).rejects.toMatchObject({ field: 'bad' });
    expect((await client.edit({ type: 'set', field: 'shuffle', value: false }, want)).opened).toBeDefined();
    expect(await client.place()).toMatchObject({ step: 10 });
    expect(await client.seed()).toBe(7);
    client.end();
  });
});
