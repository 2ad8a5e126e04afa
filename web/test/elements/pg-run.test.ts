// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PgRun } from '../../src/elements/pg-run.ts';
import { fakeServe } from '../fake-engine.ts';
import { clear, placeInRun } from './page.ts';

afterEach(clear);

describe('a run in a page', () => {
  it('begins with its configuration', async () => {
    const { run } = await placeInRun('pg-transport', 'batch_size=8');
    expect(run.config?.batch_size).toBe(8);
    expect(location.hash).toBe('');
  });

  it('opens another configuration that is set later', async () => {
    const { element, run } = await placeInRun('pg-transport', 'batch_size=8');
    (element.parentElement as PgRun).config = 'batch_size=4';
    await vi.waitFor(() => expect(run.config?.batch_size).toBe(4));
  });

  it('goes on in another engine where it was, without an address bar too', async () => {
    const engines: MessagePort[] = [];
    const connect = () => {
      const { port1, port2 } = new MessageChannel();
      fakeServe(port2);
      engines.push(port2);
      return port1;
    };
    const host = Object.assign(document.createElement('pg-run') as PgRun, {
      connect,
      config: 'batch_size=8',
      loading: 'eager',
    });
    document.body.append(host);
    const run = host.run!;
    await vi.waitFor(() => expect(run.state.opened).toBeDefined());
    await run.step('epoch');
    const place = vi.spyOn(run, 'place');
    await vi.waitFor(() => expect(place).toHaveBeenCalled());
    await place.mock.results[0]!.value;
    engines[0]!.postMessage({ type: 'failed', message: 'It ran out of memory.' });
    await vi.waitFor(() => expect(run.state.engine).toBe('lost'));
    await run.reconnect();
    expect(run.frame?.epoch).toBe(1);
  });

  it('ends when it leaves the page', async () => {
    const { run } = await placeInRun('pg-transport');
    run.play();
    clear();
    expect(run.state.playing).toBe(false);
    await expect(run.place()).rejects.toThrow('ended');
  });

  it('begins anew when it is put back', async () => {
    const { element, run } = await placeInRun('pg-transport', 'batch_size=8');
    const host = element.parentElement as PgRun;
    host.remove();
    document.body.append(host);
    expect(host.run).not.toBe(run);
    await vi.waitFor(() => expect(host.run?.config?.batch_size).toBe(8));
  });
});
