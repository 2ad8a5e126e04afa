import { describe, expect, it, vi } from 'vitest';
import { Client } from '../../src/engine/client.ts';
import { EngineError, EngineLost } from '../../src/engine/errors.ts';
import type { Command, Data, Event, Frame, Settings } from '../../src/engine/protocol.ts';
import { fakeEngine } from '../fake-engine.ts';

const want = { params: true };
const quiet = { progress: () => {}, lost: () => {} };

/** A client, and the other end of its channel: what it was sent, and what it says. */
function scripted(listener = quiet) {
  const { port1, port2 } = new MessageChannel();
  const sent: Command[] = [];
  port2.onmessage = ({ data }) => sent.push(data);
  const client = new Client(() => port1, listener);
  const say = (event: Event) => port2.postMessage(event);
  const heard = (n: number) => vi.waitFor(() => expect(sent).toHaveLength(n));
  return { client, sent, say, heard };
}

const frame = (step: number) => ({ step }) as Frame;
const settings = { address: 'v=1' } as Settings;
const data = { task: 'binary' } as Data;

describe('a client', () => {
  it('opens, steps and edits a run', async () => {
    const client = new Client(fakeEngine, quiet);
    const first = await client.open({ config: 'v=1' }, want);
    expect(first.opened?.address).toBe('v=1');
    expect(first.frame.step).toBe(0);
    expect((await client.step('epoch', want)).frame.epoch).toBe(1);
    const edited = await client.edit({ type: 'set', field: 'batch_size', value: 8 }, want);
    expect(edited.opened?.config).toMatchObject({ batch_size: 8 });
    const place = await client.place();
    expect(place).toMatchObject({ config: 'v=1', step: edited.frame.step });
    expect(place.journal.length).toBeGreaterThan(0);
    expect(await client.seed()).toBe(7);
    client.end();
  });

  it('has one frame in flight', async () => {
    const { client, sent, say, heard } = scripted();
    const open = client.open({ config: '' }, want);
    const advance = client.advance({ batches: 1 }, want);
    const look = client.look(want);
    await heard(1);
    say({ type: 'opened', run: 1, settings, data });
    say({ type: 'frame', run: 1, frame: frame(0) });
    await open;
    await heard(2);
    say({ type: 'frame', run: 1, frame: frame(1) });
    expect((await advance).frame.step).toBe(1);
    await heard(3);
    say({ type: 'frame', run: 1, frame: frame(1) });
    await look;
    expect(sent.map(({ type }) => type)).toEqual(['open', 'advance', 'look']);
  });

  it('says that something cannot be handed over, and goes on', async () => {
    const client = new Client(fakeEngine, quiet);
    await client.open({ config: 'v=1' }, want);
    const value = (() => 1) as unknown as number;
    const refused = (asked: Promise<unknown>) => expect(asked).rejects.toThrow(/plain values .* could not be cloned/);
    const edit = client.edit({ type: 'set', field: 'batch_size', value }, want);
    const step = client.step('epoch', want);
    await refused(edit);
    expect((await step).frame.epoch).toBe(1);
    await refused(client.ask(1, 'predict', value as unknown as Float32Array));
    await expect(client.edit({ type: 'set', field: 'batch_size', value }, want)).rejects.toBeInstanceOf(EngineError);
    expect(await client.seed()).toBe(7);
    client.end();
  });

  it('drops what belongs to an older run', async () => {
    const { client, say, heard } = scripted();
    const first = client.open({ config: '' }, want);
    await heard(1);
    say({ type: 'frame', run: 1, frame: frame(0) });
    await first;
    const second = client.open({ config: '' }, want);
    await heard(2);
    say({ type: 'frame', run: 1, frame: frame(99) });
    say({ type: 'frame', run: 2, frame: frame(0) });
    expect((await second).frame.step).toBe(0);
  });

  it('stays with its run when another cannot be opened', async () => {
    const { client, sent, say, heard } = scripted();
    const first = client.open({ config: '' }, want);
    await heard(1);
    say({ type: 'frame', run: 1, frame: frame(0) });
    await first;
    const refused = client.open({ config: 'layers=dense(units:0)' }, want);
    await heard(2);
    say({ type: 'failed', run: 2, message: 'no', field: 'layers.units', value: '0', allowed: '1 or more' });
    const error = await refused.catch(error => error);
    expect(error).toBeInstanceOf(EngineError);
    expect(error).toMatchObject({ message: 'no', field: 'layers.units', value: '0', allowed: '1 or more' });
    const step = client.step('batch', want);
    await heard(3);
    expect(sent[2]).toMatchObject({ type: 'step', run: 1 });
    say({ type: 'frame', run: 1, frame: frame(1) });
    await step;
  });

  it('tells how far a replay is', async () => {
    const progress = vi.fn();
    const client = new Client(fakeEngine, { ...quiet, progress });
    await client.open({ config: '', step: 40 }, want);
    expect(progress).toHaveBeenCalledWith(20, 40);
    client.end();
  });

  it('stops what is being opened, and nothing else', async () => {
    const { client, sent, say, heard } = scripted();
    const first = client.open({ config: '' }, want);
    client.stop();
    await heard(2);
    expect(sent[1]).toEqual({ type: 'stop', run: 1 });
    say({ type: 'frame', run: 1, frame: frame(0) });
    await first;
    void client.step('epoch', want).catch(() => {});
    client.stop();
    void client.seed().catch(() => {});
    await heard(4);
    expect(sent.slice(2).map(({ type }) => type)).toEqual(['step', 'seed']);
  });

  it('ends training for a time when something else waits, and so much training not', async () => {
    const { client, sent, say, heard } = scripted();
    const first = client.open({ config: '' }, want);
    await heard(1);
    say({ type: 'frame', run: 1, frame: frame(0) });
    await first;
    client.hurry();
    const batches = client.advance({ batches: 3 }, want);
    client.hurry();
    await heard(2);
    say({ type: 'frame', run: 1, frame: frame(3) });
    await batches;
    const time = client.advance({ milliseconds: 1000 }, want);
    client.hurry();
    await heard(4);
    expect(sent.slice(1).map(({ type }) => type)).toEqual(['advance', 'advance', 'stop']);
    say({ type: 'frame', run: 1, frame: frame(4) });
    await time;
  });

  it('closes its runs when it ends: the other end of a channel may stay', async () => {
    const { client, sent, say, heard } = scripted();
    const first = client.open({ config: '' }, want);
    await heard(1);
    say({ type: 'frame', run: 1, frame: frame(0) });
    await first;
    const second = client.open({ config: '' }, want);
    client.end();
    await expect(second).rejects.toBeInstanceOf(EngineLost);
    await heard(4);
    expect(sent.slice(2)).toEqual([
      { type: 'close', run: 1 },
      { type: 'close', run: 2 },
    ]);
  });

  it('answers questions while a frame is on its way', async () => {
    const { client, say, heard } = scripted();
    void client.open({ config: '' }, want);
    const seed = client.seed();
    await heard(2);
    say({ type: 'answer', id: 1, answer: { type: 'seed', seed: 3 } });
    expect(await seed).toBe(3);
  });

  it('keeps the rows of its run where an edit comes without them', async () => {
    const { client, say, heard } = scripted();
    const open = client.open({ config: '' }, want);
    await heard(1);
    say({ type: 'opened', run: 1, settings, data });
    say({ type: 'frame', run: 1, frame: frame(0) });
    expect((await open).opened).toMatchObject({ address: 'v=1', task: 'binary' });
    const edit = client.edit({ type: 'set', field: 'shuffle', value: false }, want);
    await heard(2);
    say({ type: 'opened', run: 1, settings: { ...settings, address: 'v=1&shuffle=no' } });
    say({ type: 'frame', run: 1, frame: frame(0) });
    expect((await edit).opened).toMatchObject({ address: 'v=1&shuffle=no', task: 'binary' });
  });

  it('asks about a run, and has nothing to say of one that is gone', async () => {
    const { client, sent, say, heard } = scripted();
    const losses = client.ask(1, 'losses', Uint32Array.of(3));
    await heard(1);
    expect(sent[0]).toEqual({ type: 'ask', run: 1, id: 1, question: { name: 'losses', args: [Uint32Array.of(3)] } });
    say({ type: 'answer', id: 1, answer: { type: 'found', found: Float32Array.of(0.5) } });
    expect(await losses).toEqual(Float32Array.of(0.5));
    const gone = client.ask(1, 'evaluate', 'test');
    await heard(2);
    say({ type: 'answer', id: 2, answer: { type: 'found', found: undefined } });
    expect(await gone).toBeUndefined();
    const wrong = client.ask(1, 'classMeans', 9);
    await heard(3);
    say({ type: 'failed', id: 3, message: 'layer = 9 is not an integer from 0 to 1' });
    await expect(wrong).rejects.toThrow('layer = 9');
  });

  it('rejects everything when the engine is lost', async () => {
    const lost = vi.fn();
    const { client, say, heard } = scripted({ ...quiet, lost });
    const open = client.open({ config: '' }, want);
    const later = client.look(want);
    const seed = client.seed();
    await heard(2);
    say({ type: 'failed', message: 'The engine did not load.' });
    for (const promise of [open, later, seed]) await expect(promise).rejects.toBeInstanceOf(EngineLost);
    await expect(client.look(want)).rejects.toThrow('The engine did not load.');
    expect(lost).toHaveBeenCalledTimes(1);
  });

  it('is lost from the beginning when no engine can be started', async () => {
    const lost = vi.fn();
    const client = new Client(
      () => {
        throw new Error('This browser has no workers.');
      },
      { ...quiet, lost },
    );
    await expect(client.open({ config: '' }, want)).rejects.toThrow('This browser has no workers.');
    expect(lost).toHaveBeenCalledTimes(1);
  });
});
