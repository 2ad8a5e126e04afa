import { describe, expect, it, vi } from 'vitest';
import type { Table } from '../../src/engine/protocol.ts';
import { Tables } from '../../src/engine/tables.ts';

const table: Table = { x: new Float32Array(2), y: new Float32Array(1), columns: ['a', 'b'], targets: ['c'] };
const never = () => new AbortController().signal;

/** Tables that arrive when they are let in, and the signals that loading was given. */
function staged() {
  const signals: AbortSignal[] = [];
  const arrivals: (() => void)[] = [];
  const load = vi.fn((_: string, signal: AbortSignal) => {
    signals.push(signal);
    return new Promise<Table>(resolve => arrivals.push(() => resolve(table)));
  });
  return { tables: new Tables(load), load, signals, arrive: () => arrivals.shift()?.() };
}

describe('a table', () => {
  it('is loaded once for all who wait for it', async () => {
    const { tables, load, arrive } = staged();
    const both = [tables.get('iris', never()), tables.get('iris', never())];
    arrive();
    expect(await Promise.all(both)).toEqual([table, table]);
    expect(await tables.get('iris', never())).toBe(table);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('goes on loading while one still waits, and ends when none does', async () => {
    const { tables, signals } = staged();
    const [first, second] = [new AbortController(), new AbortController()];
    const both = [first, second].map(({ signal }) => tables.get('mnist', signal));
    first.abort(new Error('no more'));
    await expect(both[0]).rejects.toThrow('no more');
    expect(signals[0]!.aborted).toBe(false);
    second.abort(new Error('nor here'));
    await expect(both[1]).rejects.toThrow('nor here');
    expect(signals[0]!.aborted).toBe(true);
  });

  it('is loaded anew after it was given up, or did not arrive', async () => {
    const load = vi.fn(async () => table);
    load.mockRejectedValueOnce(new Error('The server could not be reached.'));
    const tables = new Tables(load);
    await expect(tables.get('iris', never())).rejects.toThrow('could not be reached');
    expect(await tables.get('iris', never())).toBe(table);
  });

  it('that was given is not loaded', async () => {
    const { tables, load } = staged();
    tables.set('own', table);
    expect(await tables.get('own', never())).toBe(table);
    await expect(tables.get('own', AbortSignal.abort(new Error('late')))).rejects.toThrow('late');
    expect(load).not.toHaveBeenCalled();
  });
});
