import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Table } from '../../src/engine/protocol.ts';
import { serve } from '../../src/engine/serve.ts';
import { tableOf, withData } from '../../src/run/configure.ts';
import { Run } from '../../src/run/run.ts';
import { fakeEngine } from '../fake-engine.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** An engine that is asked to prepare, and does so when it is let. */
function slowEngine() {
  const { port1, port2 } = new MessageChannel();
  const engine = fakeEngine();
  const prepared: (() => void)[] = [];
  const cancelled: number[] = [];
  engine.onmessage = ({ data }) => port2.postMessage(data);
  port2.onmessage = ({ data }) => {
    if (data.type === 'cancel') cancelled.push(data.id);
    else if (data.type === 'prepare' && data.config?.data?.kind === 'table')
      prepared.push(() => engine.postMessage(data));
    else engine.postMessage(data);
  };
  ends.push(
    () => port2.close(),
    () => engine.close(),
  );
  return { port: port1, prepared, cancelled };
}

async function begun() {
  const engine = slowEngine();
  const run = new Run({ connect: () => engine.port, drawn: async () => {}, now: () => 0 });
  ends.push(() => run.end());
  await run.openAddress('');
  return { run, ...engine };
}

const iris = (run: Run) => run.restart(withData(run.config!, tableOf('iris')));

describe('rows that are on their way', () => {
  it('leave the run that is open alone until they are there', async () => {
    const { run, prepared } = await begun();
    const opened = iris(run);
    await vi.waitFor(() => expect(prepared).toHaveLength(1));
    await run.step('epoch');
    expect(run.frame?.epoch).toBe(1);
    expect(run.config?.data.kind, 'what was asked for is shown').toBe('table');
    await vi.waitFor(() => expect(run.state.loading).toBe(true));
    prepared[0]!();
    await opened;
    expect(run.state.opened?.task).toBe('classes');
    expect(run.state).toMatchObject({ loading: false, pending: undefined });
  });

  it('are given up for another choice', async () => {
    const { run, prepared, cancelled } = await begun();
    const given = iris(run);
    await vi.waitFor(() => expect(prepared).toHaveLength(1));
    const opened = run.openAddress('batch_size=8');
    await Promise.all([opened, vi.waitFor(() => expect(cancelled).toHaveLength(1))]);
    expect(run.config?.batch_size).toBe(8);
    prepared[0]!();
    await given;
    expect(run.config?.data.kind).toBe('spiral');
    expect(run.state).toMatchObject({ notice: undefined, pending: undefined, loading: false });
  });

  it('go on where a setting is changed beside them', async () => {
    const { run, prepared } = await begun();
    const first = iris(run);
    const second = run.set('batch_size', 8);
    await vi.waitFor(() => expect(prepared).toHaveLength(2));
    for (const arrive of prepared) arrive();
    await Promise.all([first, second]);
    expect(run.config).toMatchObject({ data: { kind: 'table' }, batch_size: 8 });
  });
});

describe('a table of a worker', () => {
  it('is given up by the page while it loads', async () => {
    const signals: AbortSignal[] = [];
    const { fakeWasm } = await import('../engine/fake-wasm.ts');
    const connect = () => {
      const { port1, port2 } = new MessageChannel();
      const load = (_: string, signal: AbortSignal) => {
        signals.push(signal);
        return new Promise<Table>(() => {});
      };
      serve(port2, async () => fakeWasm().engine, load);
      ends.push(() => port2.close());
      return port1;
    };
    const { Client } = await import('../../src/engine/client.ts');
    const client = new Client(connect, { progress: () => {}, lost: () => {} });
    ends.push(() => client.end());
    const end = new AbortController();
    const prepared = client.prepare({ config: { data: { kind: 'table', name: 'mnist' } } }, end.signal);
    await vi.waitFor(() => expect(signals).toHaveLength(1));
    end.abort();
    await expect(prepared).rejects.toThrow('given up');
    await vi.waitFor(() => expect(signals[0]!.aborted).toBe(true));
  });
});
