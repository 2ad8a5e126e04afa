import { afterEach, describe, expect, it, vi } from 'vitest';
import { Run } from '../../src/run/run.ts';
import { AddressBar } from '../../src/run/sync.ts';
import { FAR, fakeEngine } from '../fake-engine.ts';

/** An address bar, a run, and what keeps them together. */
function makeBar(hash = '') {
  const run = new Run({ connect: () => fakeEngine(), drawn: async () => {}, now: () => 0 });
  const events = new EventTarget();
  const location = { hash };
  const replaceState = vi.fn((_: unknown, __: string, url: string) => {
    location.hash = url;
  });
  const bar = new AddressBar(run, {
    location,
    history: { replaceState },
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  } as unknown as Window);
  const enter = (text: string) => {
    location.hash = text;
    events.dispatchEvent(new Event('hashchange'));
  };
  ends.push(
    () => bar.stop(),
    () => run.end(),
  );
  return { run, bar, location, replaceState, enter };
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
