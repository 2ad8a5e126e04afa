import { afterEach, describe, expect, it, vi } from 'vitest';
import { Run } from '../../src/run/run.ts';
import { AddressBar } from '../../src/run/sync.ts';
import { FAR, fakeEngine } from '../fake-engine.ts';

/** An address bar, a run, and what keeps them together. */
function makeBar(hash = '', keeper?: ConstructorParameters<typeof AddressBar>[2]) {
  const run = new Run({ connect: () => fakeEngine(), drawn: async () => {}, now: () => 0 });
  const events = new EventTarget();
  const location = { hash };
  const replaceState = vi.fn((_: unknown, __: string, url: string) => {
    location.hash = url;
  });
  const pushState = vi.fn((_: unknown, __: string, url: string) => {
    location.hash = url;
  });
  const bar = new AddressBar(
    run,
    {
      location,
      history: { replaceState, pushState },
      addEventListener: events.addEventListener.bind(events),
      removeEventListener: events.removeEventListener.bind(events),
    } as unknown as Window,
    keeper,
  );
  const enter = (text: string) => {
    location.hash = text;
    events.dispatchEvent(new Event('hashchange'));
  };
  ends.push(
    () => bar.stop(),
    () => run.end(),
  );
  return { run, bar, location, replaceState, pushState, enter, events };
}

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

describe('the address bar', () => {
  it('opens what is there, and is brought up to date', async () => {
    const { run, bar, location } = makeBar('#batch_size=8&step=44');
    await bar.start();
    expect(run.config?.batch_size).toBe(8);
    expect(location.hash).toBe('#v=1&batch_size=8&step=44');
  });

  it('keeps an address that cannot be opened, to be corrected, until something changes', async () => {
    const { run, bar, location } = makeBar('#batch_size=8&color=red');
    await bar.start();
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(location.hash).toBe('#batch_size=8&color=red');
    await run.set('train_share', 0.5);
    await vi.waitFor(() => expect(location.hash).toBe('#v=1&train_share=0.5'));
  });

  it('goes to an address as a link does, from where the run is', async () => {
    const { run, bar, location, pushState } = makeBar();
    await bar.start();
    await run.step('batch');
    pushState.mockImplementation(() => {
      expect(location.hash).toBe('#v=1&step=1');
      location.hash = '#batch_size=8';
    });
    expect(await bar.visit('batch_size=8')).toBe(true);
    expect(pushState).toHaveBeenCalledTimes(1);
    expect([run.config?.batch_size, run.frame?.step]).toEqual([8, 0]);
    expect(location.hash).toBe('#v=1&batch_size=8');
  });

  it('follows changes of the run and of the view', async () => {
    const { run, bar, location } = makeBar();
    await bar.start();
    run.setView({ log: false });
    await run.step('epoch');
    await vi.waitFor(() => expect(location.hash).toBe('#v=1&view.log=no&step=22'));
    await run.set('batch_size', 8);
    await vi.waitFor(() => expect(location.hash).toMatch(/^#v=1&view\.log=no&step=22&journal=[\w-]+$/));
  });

  it('opens an address that is entered', async () => {
    const { run, bar, enter } = makeBar();
    await bar.start();
    enter('#batch_size=4');
    await vi.waitFor(() => expect(run.config?.batch_size).toBe(4));
  });

  it('opens an address that is entered while the first is on its way', async () => {
    const { run, bar, enter, location } = makeBar(`#step=${FAR}`);
    const started = bar.start();
    await vi.waitFor(() => expect(run.state.progress).toBeDefined());
    enter('#batch_size=4');
    await started;
    await vi.waitFor(() => expect(location.hash).toBe('#v=1&batch_size=4'));
    expect(run.frame?.step).toBe(0);
  });

  it('opens an address that is entered in place of one that is refused', async () => {
    const { run, bar, enter, location } = makeBar('#color=red');
    const started = bar.start();
    enter('#batch_size=4');
    await started;
    await vi.waitFor(() => expect(location.hash).toBe('#v=1&batch_size=4'));
    expect(run.config?.batch_size).toBe(4);
  });

  it('opens nothing any more when it was stopped at the start', async () => {
    const { run, bar, enter } = makeBar();
    const started = bar.start();
    bar.stop();
    await started;
    const open = vi.spyOn(run, 'openAddress');
    enter('#batch_size=4');
    expect(open).not.toHaveBeenCalled();
  });

  it('goes back to the run when an address that is entered is refused', async () => {
    const { run, bar, location, enter } = makeBar('#batch_size=8');
    await bar.start();
    enter('#color=red');
    await vi.waitFor(() => expect(run.state.notice?.title).toBe('This address cannot be opened'));
    await vi.waitFor(() => expect(location.hash).toBe('#v=1&batch_size=8'));
    expect(run.config?.batch_size).toBe(8);
  });

  it('does not open what it wrote itself', async () => {
    const { run, bar, location, enter } = makeBar();
    await bar.start();
    const open = vi.spyOn(run, 'openAddress');
    enter(location.hash);
    expect(open).not.toHaveBeenCalled();
  });
});

/** What is kept where nothing is kept. */
function makeKeeper(kept?: { readonly address: string; readonly bytes: Uint8Array }) {
  const puts: { address: string; bytes: Uint8Array }[] = [];
  const keeper = {
    find: vi.fn(async (address: string) =>
      kept && (!address || address === kept.address) ? { ...kept, session: '', time: 0 } : undefined,
    ),
    keep: async (address: string, bytes: Uint8Array) => {
      puts.push({ address, bytes });
    },
  };
  return { keeper, puts };
}

/** The bytes of a run, and its address. */
async function saved(address: string) {
  const { run, bar } = makeBar(`#${address}`);
  await bar.start();
  const { bytes } = await run.save();
  return { address, bytes };
}

describe('a run that is kept', () => {
  it('is kept with its address whenever that is written', async () => {
    const { keeper, puts } = makeKeeper();
    const { run, bar } = makeBar('', keeper);
    await bar.start();
    await run.step('epoch');
    await vi.waitFor(() => expect(puts.at(-1)?.address).toBe('v=1&step=22'));
    expect(new TextDecoder().decode(puts.at(-1)!.bytes)).toContain('"step":22');
  });

  it('is kept when the page may go', async () => {
    const { keeper, puts } = makeKeeper();
    const { bar, events } = makeBar('', keeper);
    await bar.start();
    for (const event of ['visibilitychange', 'pagehide', 'beforeunload']) {
      const before = puts.length;
      events.dispatchEvent(new Event(event));
      await vi.waitFor(() => expect(puts).toHaveLength(before + 1));
    }
  });

  it('comes back where it was when the address is its own', async () => {
    const kept = await saved('v=1&view.log=no&step=22');
    const { run, bar, location } = makeBar(`#${kept.address}`, makeKeeper(kept).keeper);
    const replay = vi.spyOn(run, 'openAddress');
    await bar.start();
    expect(replay).not.toHaveBeenCalled();
    expect(run.frame?.step).toBe(22);
    expect(run.state).toMatchObject({ view: { log: false }, notice: undefined });
    expect(location.hash).toBe(`#${kept.address}`);
  });

  it('gives way to another address', async () => {
    const kept = await saved('v=1&step=22');
    const { run, bar } = makeBar('#batch_size=8', makeKeeper(kept).keeper);
    await bar.start();
    expect(run.config?.batch_size).toBe(8);
    expect(run.frame?.step).toBe(0);
  });

  it('comes back where there is no address, and can be left for the default network', async () => {
    const kept = await saved('v=1&batch_size=8&step=44');
    const { run, bar } = makeBar('', makeKeeper(kept).keeper);
    await bar.start();
    expect(run.frame?.step).toBe(44);
    expect(run.state.notice).toMatchObject({
      type: 'info',
      title: 'Your last run is back',
      text: 'It was at epoch 1.',
    });
    run.state.notice?.actions?.[0]?.act();
    await vi.waitFor(() => expect(run.config?.batch_size).toBe(16));
  });

  it('is made again from its address when its bytes are of no use', async () => {
    const kept = { address: 'v=1&step=22', bytes: new TextEncoder().encode('of another version') };
    const { run, bar } = makeBar('#v=1&step=22', makeKeeper(kept).keeper);
    await bar.start();
    expect(run.frame?.step).toBe(22);
    expect(run.state.notice).toBeUndefined();
  });
});
