import { afterEach, describe, expect, it, vi } from 'vitest';
import { Keeper } from '../../src/run/keeper.ts';
import { Run } from '../../src/run/run.ts';
import type { KeptRun } from '../../src/run/storage.ts';
import { fakeEngine } from '../fake-engine.ts';

const runs: Run[] = [];
afterEach(() => {
  for (const run of runs.splice(0)) run.end();
});

/** A keeper of an open run over a storage that holds `kept`. */
async function makeKeeper(put: (run: KeptRun) => Promise<void> = async () => {}, step = 1) {
  const run = new Run({ connect: () => fakeEngine(), drawn: async () => {}, now: () => 0 });
  runs.push(run);
  await run.openAddress(`step=${step}`);
  const find = vi.fn(async () => undefined);
  const newest = vi.fn(async () => undefined);
  const storage = { find, newest, put: vi.fn(put) };
  return { run, storage, keeper: new Keeper(run, storage, 'here') };
}

const bytes = Uint8Array.of(1, 2);

describe('a keeper', () => {
  it('keeps a run under the name of its page', async () => {
    const { keeper, storage } = await makeKeeper();
    await keeper.keep('v=1', bytes);
    expect(storage.put).toHaveBeenCalledWith({ session: 'here', address: 'v=1', bytes, time: expect.any(Number) });
  });

  it('keeps one at a time, and of those that wait the last', async () => {
    let done = () => {};
    const { keeper, storage } = await makeKeeper(() => new Promise(resolve => (done = resolve)));
    const all = ['a', 'b', 'c'].map(address => keeper.keep(address, bytes));
    await vi.waitFor(() => expect(storage.put).toHaveBeenCalledTimes(1));
    done();
    await vi.waitFor(() => expect(storage.put).toHaveBeenCalledTimes(2));
    done();
    await Promise.all(all);
    expect(storage.put.mock.calls.map(([{ address }]) => address)).toEqual(['a', 'c']);
  });

  it('looks for an address, or for the last run', async () => {
    const { keeper, storage } = await makeKeeper();
    await keeper.find('v=1');
    await keeper.find('');
    expect(storage.find).toHaveBeenCalledWith('v=1', 'here');
    expect(storage.newest).toHaveBeenCalledTimes(1);
  });

  it.each([
    [new DOMException('no', 'QuotaExceededError'), 'storage for this site is full'],
    [new DOMException('no', 'SecurityError'), 'storage is closed to this site'],
  ])('says once that there is no room: %s', async (error, text) => {
    const { run, keeper } = await makeKeeper(() => Promise.reject(error));
    await keeper.keep('a', bytes);
    expect(run.state.notice).toMatchObject({ type: 'warn', title: 'This browser does not keep the run' });
    expect(run.state.notice?.text).toContain(text);
    run.dismiss();
    await keeper.keep('b', bytes);
    expect(run.state.notice).toBeUndefined();
  });

  it('says nothing while there is nothing to lose, and finds nothing where there is no storage', async () => {
    const { run, keeper, storage } = await makeKeeper(() => Promise.reject(new Error('no')), 0);
    storage.find.mockRejectedValue(new Error('no'));
    await keeper.keep('a', bytes);
    expect(run.state.notice).toBeUndefined();
    expect(await keeper.find('a')).toBeUndefined();
  });
});
