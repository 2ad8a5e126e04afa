import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Command } from '../../src/engine/protocol.ts';
import { type Config, type Configuration, defaults } from '../../src/registry.ts';
import { tableOf, withData } from '../../src/run/configure.ts';
import { fileOf, linkOf } from '../../src/run/export.ts';
import { Run } from '../../src/run/run.ts';
import { FAR, fakeEngine } from '../fake-engine.ts';

const runs: Run[] = [];

/** A run over a fake engine, whose clock goes 16 ms with every frame that is drawn. */
function makeRun(connect: () => MessagePort = () => fakeEngine()): Run {
  let time = 0;
  const drawn = () =>
    new Promise<void>(resolve => {
      time += 16;
      setTimeout(resolve, 1);
    });
  const run = new Run({ connect, drawn, now: () => time });
  runs.push(run);
  return run;
}

async function begun(address = ''): Promise<Run> {
  const run = makeRun();
  await run.openAddress(address);
  return run;
}

/** An open run whose frames are never drawn, and what it asked the engine for. */
async function watched(address = '') {
  const port = fakeEngine();
  const post = vi.spyOn(port, 'postMessage');
  const run = new Run({ connect: () => port, drawn: () => new Promise(() => {}), now: () => 0 });
  runs.push(run);
  await run.openAddress(address);
  return { run, commands: () => post.mock.calls.map(([command]) => command as Command) };
}

const setRate = (run: Run, lr: number) =>
  run.set('optimizer', { ...(run.config as Configuration).optimizer, lr } as Config<'optimizer'>);

afterEach(() => {
  for (const run of runs.splice(0)) run.end();
});

describe('a run', () => {
  it('begins with the address it is given', async () => {
    const run = await begun('batch_size=8&view.log=no&step=44');
    expect(run.config?.batch_size).toBe(8);
    expect(run.state).toMatchObject({ engine: 'ready', notice: undefined, progress: undefined, view: { log: false } });
    expect(run.frame?.step).toBe(44);
  });

  it.each(['color=red', 'step=x', 'optimizer={"kind":"adam","lr":null}'])(
    'begins with the default network, and says so, when the address has %s',
    async address => {
      const run = makeRun();
      expect(await run.openAddress(address)).toBe(false);
      expect(run.state.opened?.address).toBe('v=1');
      expect(run.state.notice).toMatchObject({ type: 'bad', title: 'This address cannot be opened' });
      expect(run.state.notice?.text).toMatch(/ is not .*The default network is shown instead/);
    },
  );

  it('hands frames to those who listen, the last one at once', async () => {
    const run = await begun();
    const steps: number[] = [];
    const end = run.onFrame(({ step }) => steps.push(step));
    await run.step('batch');
    end();
    await run.step('batch');
    expect(steps).toEqual([0, 1]);
  });

  it('steps by what the view says, and pauses for it', async () => {
    const run = await begun();
    run.setView({ step: 'batch' });
    run.play();
    await run.step();
    expect(run.state.playing).toBe(false);
  });

  it('plays until it is paused, at about the speed that was chosen', async () => {
    const run = await begun();
    run.play();
    run.play();
    await vi.waitFor(() => expect(run.frame!.epoch).toBeGreaterThan(2));
    run.pause();
    await run.step('batch');
    const { step } = run.frame!;
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(run.frame?.step).toBe(step);
  });

  it('changes live settings where it is, and the place says how', async () => {
    const run = await begun();
    await run.step('epoch');
    await setRate(run, 0.5);
    expect(run.config?.optimizer.lr).toBe(0.5);
    expect(run.frame?.epoch).toBe(1);
    const { config, journal, step } = await run.place();
    expect(config).toBe('v=1');
    expect(new TextDecoder().decode(journal)).toContain('"lr":0.5');
    expect(step).toBe(run.frame?.step);
  });

  it('builds changes that come fast on one another', async () => {
    const run = await begun();
    await Promise.all([run.set('train_share', 0.5), run.set('standardize', false), run.set('batch_size', 8)]);
    expect(run.config).toMatchObject({ train_share: 0.5, standardize: false, batch_size: 8 });
    await run.step('epoch');
    await Promise.all([run.set('shuffle', false), run.set('train_share', 0.6)]);
    expect(run.config).toMatchObject({ train_share: 0.6, shuffle: false });
    expect(run.state.pending).toBeUndefined();
    expect(run.state.opened?.config).toEqual(run.config);
  });

  it('begins anew with every change, whether the one that asks for it comes first or last', async () => {
    const run = await begun();
    await run.step('epoch');
    await Promise.all([run.set('train_share', 0.6), run.set('shuffle', false)]);
    expect(run.config).toMatchObject({ train_share: 0.6, shuffle: false });
    expect(run.state.opened?.config).toMatchObject({ train_share: 0.6, shuffle: false });
    await run.step('epoch');
    await Promise.all([run.reset(), run.set('shuffle', true)]);
    expect(run.state.opened?.config).toMatchObject({ train_share: 0.6, shuffle: true });
    expect(run.frame?.step).toBe(0);
  });

  it('makes changes that may come in its middle there, however fast they come', async () => {
    const run = await begun();
    await run.step('epoch');
    await Promise.all([setRate(run, 0.5), run.set('shuffle', false), run.set('batch_size', 8)]);
    expect(run.state.opened?.config).toMatchObject({ optimizer: { lr: 0.5 }, shuffle: false, batch_size: 8 });
    const { journal, config } = await run.place();
    expect(config).toBe('v=1');
    expect(new TextDecoder().decode(journal).split('\n')).toHaveLength(3);
  });

  it('ends a replay that is under way when something else is wanted', async () => {
    const run = await begun();
    const address = run.openAddress(`step=${FAR}`);
    await vi.waitFor(() => expect(run.state.progress).toBeDefined());
    await run.set('train_share', 0.5);
    expect(await address).toBe(true);
    expect(run.config?.train_share).toBe(0.5);
    expect(run.frame?.step).toBe(0);
  });

  it('opens the last of several addresses', async () => {
    const run = makeRun();
    const opened = [run.openAddress('color=red'), run.openAddress(`step=${FAR}`), run.openAddress('batch_size=8')];
    expect(await Promise.all(opened)).toEqual([false, false, true]);
    expect(run.config?.batch_size).toBe(8);
    expect(run.state.notice).toBeUndefined();
  });

  it('shows a change at once, and takes it back when it is refused', async () => {
    const run = await begun();
    const refused = setRate(run, Number.NaN);
    expect(run.config?.optimizer.lr).toBeNaN();
    await refused;
    expect(run.config?.optimizer.lr).toBe(0.015);
  });

  it('leaves to the task what the task decided', async () => {
    const run = await begun();
    await run.restart({ ...run.config!, train_share: 0.5 });
    expect(run.state.opened?.address).toBe('v=1&train_share=0.5');
  });

  it('starts again for the others, with the same seeds, and can be taken back', async () => {
    const run = await begun();
    await run.step('epoch');
    await run.set('train_share', 0.5);
    expect(run.frame?.step).toBe(0);
    expect(run.config).toMatchObject({ train_share: 0.5, seeds: { weights: 42 } });
    const { notice } = run.state;
    expect(notice).toMatchObject({ type: 'info', title: 'Started again', text: 'The run before was at epoch 1.' });
    notice?.actions?.[0]?.act();
    await vi.waitFor(() => expect(run.frame?.epoch).toBe(1));
    expect(run.config?.train_share).toBe(0.7);
    expect(run.state.notice).toBeUndefined();
  });

  it('says nothing when it starts again before its first step', async () => {
    const run = await begun();
    await run.set('train_share', 0.5);
    expect(run.state.notice).toBeUndefined();
  });

  it('gives back weights that were set by hand, though it made no step', async () => {
    const run = await begun();
    await run.edit({ type: 'weight', number: 3, value: 0.5 });
    await run.set('train_share', 0.5);
    expect(run.state.notice).toMatchObject({ title: 'Started again', actions: [{ label: 'Undo' }] });
    run.state.notice?.actions?.[0]?.act();
    await vi.waitFor(() => expect(run.config?.train_share).toBe(0.7));
    expect(new TextDecoder().decode((await run.place()).journal)).toContain('"number":3');
  });

  it('goes back to the same start', async () => {
    const run = await begun();
    await run.step('epoch');
    await setRate(run, 0.5);
    await run.reset();
    expect(run.frame?.step).toBe(0);
    expect(run.config).toMatchObject({ optimizer: { lr: 0.5 }, seeds: { weights: 42, data: 42 } });
  });

  it('takes new seeds for the weights, or for the points', async () => {
    const run = await begun();
    await run.newSeed();
    expect(run.config?.seeds).toEqual({ data: 42, split: 42, weights: 7, shuffle: 7, dropout: 7 });
    await run.newSample();
    expect(run.config?.seeds).toEqual({ data: 7, split: 7, weights: 7, shuffle: 7, dropout: 7 });
  });

  it('stays as it is when a change is refused, and says why', async () => {
    const run = await begun();
    await run.step('epoch');
    const layer = { ...defaults('layer', 'dense'), units: 0 } as unknown as Config<'layer'>;
    await run.set('layers', [layer]);
    expect(run.frame?.epoch).toBe(1);
    expect(run.config?.layers).toHaveLength(3);
    expect(run.state.notice).toMatchObject({
      title: 'The change was not made',
      text: 'layers.units = 0 is not an integer from 1 to 1024.',
    });
    await run.step('epoch');
    expect(run.frame?.epoch).toBe(2);
  });

  it('stays as it is when another address is refused', async () => {
    const run = await begun('batch_size=8');
    await run.step('epoch');
    expect(await run.openAddress('color=red')).toBe(false);
    expect(run.config?.batch_size).toBe(8);
    expect(run.frame?.epoch).toBe(1);
    expect(run.state.notice?.type).toBe('bad');
  });

  it('plays on after a refused address, unless it was paused meanwhile', async () => {
    const run = await begun();
    run.play();
    await run.openAddress('color=red');
    expect(run.state.playing).toBe(true);
    const refused = run.openAddress('color=red');
    run.pause();
    await refused;
    expect(run.state.playing).toBe(false);
  });

  it('draws a change of the view though it was paused before the next frame', async () => {
    const { run, commands } = await watched('view.speed=max');
    run.need('a view', { field: true });
    run.play();
    await vi.waitFor(() => expect(commands().at(-1)?.type).toBe('advance'));
    run.setView({ hard: true });
    run.pause();
    await vi.waitFor(() => expect(commands().at(-1)).toMatchObject({ want: { field: { hard: true } } }));
  });

  it('can be taken back after another address was opened', async () => {
    const run = await begun('batch_size=8&view.hard=yes');
    await run.step('epoch');
    expect(await run.openAddress('batch_size=4')).toBe(true);
    expect(run.state.view.hard).toBe(false);
    run.state.notice?.actions?.[0]?.act();
    await vi.waitFor(() => expect(run.config?.batch_size).toBe(8));
    expect(run.state.view.hard).toBe(true);
  });

  it('shows a table along the axes that suit it, and leaves loss and output to the task', async () => {
    const run = await begun('view.axes=1,0&loss={"kind":"mean_squared_error"}');
    expect(run.plane).toMatchObject({ x: 1, y: 0 });
    await run.restart(withData(run.config!, tableOf('iris')));
    expect(run.plane).toMatchObject({ x: 2, y: 3 });
    expect(run.config).toMatchObject({ data: { kind: 'table', name: 'iris' }, loss: null });
  });

  it('tells that the loss is no longer a number, and goes on with a tenth of the rate', async () => {
    const run = await begun();
    await setRate(run, 500);
    await run.step('batch');
    expect(run.state).toMatchObject({ status: 'diverged', playing: false });
    expect(run.state.notice).toMatchObject({ type: 'bad', title: 'The loss is no longer a number' });
    expect(run.state.notice?.text).toContain('in step 1, first in layer 2');
    run.play();
    expect(run.state.playing).toBe(false);
    run.state.notice?.actions?.[0]?.act();
    await vi.waitFor(() => expect(run.state.status).toBe('training'));
    expect(run.config?.optimizer.lr).toBe(50);
    expect(run.state.notice).toBeUndefined();
  });

  it('asks the engine for a place that the protocol knows when it goes back', async () => {
    const { run, commands } = await watched();
    await run.step('epoch');
    await run.step('epoch');
    await run.reduceRate();
    const { type, ...place } = commands().findLast(({ type }) => type === 'open')!;
    expect(type).toBe('open');
    expect(Object.keys(place).sort()).toEqual(['config', 'journal', 'run', 'step', 'want']);
    expect(run.frame?.epoch).toBe(1);
  });

  it('names the layer as the page does', async () => {
    const [dense, norm] = [defaults('layer', 'dense'), defaults('layer', 'batch_norm')];
    const run = await begun(`layers=${JSON.stringify([dense, norm, dense])}`);
    await setRate(run, 500);
    await run.step('batch');
    expect(run.state.notice?.text).toContain('first in layer 1');
  });
});

describe('a run that plays', () => {
  it('has the next frame made while it draws one, and no more than that', async () => {
    const { run, commands } = await watched('view.speed=max');
    const before = commands().length;
    run.play();
    await vi.waitFor(() => expect(commands()).toHaveLength(before + 2));
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(commands().slice(before)).toMatchObject([{ type: 'advance' }, { type: 'advance' }]);
    expect(run.frame?.step, 'the second frame waits').toBe(40);
  });

  it('shows what waits at once when something else is asked for', async () => {
    const { run } = await watched('view.speed=max');
    run.play();
    await vi.waitFor(() => expect(run.frame?.step).toBe(40));
    await setRate(run, 0.5);
    expect(run.config?.optimizer.lr).toBe(0.5);
    expect(run.frame!.step).toBeGreaterThanOrEqual(80);
  });

  it('goes phase by phase with the gradients of each, at its slowest', async () => {
    const { run, commands } = await watched('view.speed=phase');
    run.play();
    await vi.waitFor(() =>
      expect(commands().at(-1)).toMatchObject({ type: 'step', unit: 'phase', want: { paramGradients: true } }),
    );
  });

  it('says how many epochs a second it makes, and nothing when it rests', async () => {
    const run = await begun('view.speed=max');
    expect(run.rate).toBeUndefined();
    run.play();
    await vi.waitFor(() => expect(run.rate).toBeGreaterThan(1));
    run.pause();
    expect(run.rate).toBeUndefined();
  });

  it('keeps its whole history, for views that come late', async () => {
    const run = await begun();
    await run.step('epoch');
    await run.step('epoch');
    expect([...run.series.epoch.slice(0, run.series.length)]).toEqual([1, 2]);
    await run.set('train_share', 0.5);
    expect(run.series.length).toBe(0);
  });

  it('has frames bring only what is needed', async () => {
    const { run, commands } = await watched();
    const last = () => commands().at(-1) as Extract<Command, { want: unknown }>;
    const end = run.need('graph', { params: true, maps: true });
    await vi.waitFor(() => expect(Object.keys(last().want)).toEqual(['params', 'maps']));
    const looks = commands().length;
    end();
    await run.step('batch');
    expect(commands()).toHaveLength(looks + 1);
    expect(last().want).toEqual({});
  });

  it('brings what was needed while it played once it rests, if no frame has', async () => {
    const port = fakeEngine();
    const post = vi.spyOn(port, 'postMessage');
    const last = () => post.mock.calls.at(-1)![0] as Command;
    const run = makeRun(() => port);
    await run.openAddress('');
    run.play();
    await vi.waitFor(() => expect(last().type).toBe('advance'));
    run.need('graph', { params: true });
    run.pause();
    await vi.waitFor(() => expect(last()).toMatchObject({ type: 'look', want: { params: true } }));
  });
});

describe('a file', () => {
  it('holds the run, and brings it back where it was', async () => {
    const run = await begun('batch_size=8');
    await run.step('epoch');
    const file = await fileOf(run);
    expect(file.name).toBe('spiral-epoch-1.playgrad');
    const other = await begun();
    expect(await other.openFile(file)).toBe(true);
    expect(other.config?.batch_size).toBe(8);
    expect(other.frame?.step).toBe(run.frame?.step);
    expect(other.state.notice, 'nothing was lost').toBeUndefined();
  });

  it('that is none is refused, and the run stays', async () => {
    const run = await begun();
    await run.step('epoch');
    expect(await run.openFile(new Blob(['no run']))).toBe(false);
    expect(run.state.notice).toMatchObject({ type: 'bad', title: 'This file cannot be opened' });
    expect(run.frame?.epoch).toBe(1);
  });

  it('takes the place of a link that would be too long', async () => {
    const run = await begun();
    expect(await linkOf(run)).toBe('v=1');
    const long = { ...(await run.place()), journal: crypto.getRandomValues(new Uint8Array(9000)) };
    vi.spyOn(run, 'place').mockResolvedValue(long);
    expect(await linkOf(run)).toBeUndefined();
  });
});

describe('a question', () => {
  it('is answered for the run that is shown, and not without one', async () => {
    const run = makeRun();
    expect(await run.values(Float32Array.of(1, 2))).toBeUndefined();
    await run.openAddress('');
    expect(await run.values(Float32Array.of(1, 2))).toHaveLength(
      2 + run.state.opened!.layers.reduce((n, l) => n + l.units, 0),
    );
    expect(await run.predict(Float32Array.of(1, 2, 3, 4))).toHaveLength(2);
    expect(await run.losses(Uint32Array.of(1, 2))).toEqual(Float32Array.of(0.1, 0.2));
    expect(await run.classMeans(0)).toHaveLength(2 * run.state.opened!.layers[0]!.units);
    expect(await run.evaluate('validation')).toMatchObject({ loss: 0.5 });
    expect(await run.evaluate('test')).toBeUndefined();
  });

  it('is answered while the run plays, and with nothing when the engine is lost', async () => {
    const run = await begun();
    run.play();
    expect(await run.losses(Uint32Array.of(1))).toHaveLength(1);
    run.end();
    expect(await run.losses(Uint32Array.of(1))).toBeUndefined();
  });
});

describe('without an engine', () => {
  it('says what is missing', async () => {
    const run = makeRun(() => {
      throw new Error('This browser has no workers. Open the page elsewhere');
    });
    expect(await run.openAddress('')).toBe(false);
    expect(run.state).toMatchObject({ engine: 'lost', notice: { type: 'bad', title: 'The engine did not start' } });
    expect(run.state.notice?.text).toContain('This browser has no workers. Open the page elsewhere.');
    run.play();
    expect(run.state.playing).toBe(false);
  });

  it('opens the address that was asked for when an engine can be started after all', async () => {
    let ready = false;
    const run = makeRun(() => {
      if (!ready) throw new Error('Not yet.');
      return fakeEngine();
    });
    await run.openAddress('batch_size=8&step=44');
    ready = true;
    await run.reconnect();
    expect(run.config?.batch_size).toBe(8);
    expect(run.frame?.step).toBe(44);
  });

  it('shows the default network when the next engine refuses the run, and lets it be tried again', async () => {
    const ports: MessagePort[] = [];
    let refuses = false;
    const run = makeRun(() => {
      const port = fakeEngine(config => refuses && config !== '');
      ports.push(port);
      return port;
    });
    await run.openAddress('batch_size=8');
    ports[0]!.dispatchEvent(new MessageEvent('messageerror'));
    refuses = true;
    await run.reconnect();
    expect(run.state).toMatchObject({ engine: 'ready', notice: { title: 'The run cannot be opened again' } });
    expect(run.state.notice?.text).toMatch(/It is refused\. The default network is shown instead\./);
    expect(run.config?.batch_size).toBe(16);
    refuses = false;
    run.state.notice?.actions?.[0]?.act();
    await vi.waitFor(() => expect(run.config?.batch_size).toBe(8));
  });

  it('starts another where the last was', async () => {
    const ports: MessagePort[] = [];
    const run = makeRun(() => {
      const port = fakeEngine();
      ports.push(port);
      return port;
    });
    await run.openAddress('batch_size=8');
    await run.step('epoch');
    await run.place();
    ports[0]!.dispatchEvent(new MessageEvent('messageerror'));
    expect(run.state).toMatchObject({ engine: 'lost', notice: { title: 'The engine stopped' } });
    run.state.notice?.actions?.[0]?.act();
    await vi.waitFor(() => expect(run.state.engine).toBe('ready'));
    expect(run.config?.batch_size).toBe(8);
    expect(run.frame?.epoch).toBe(1);
  });
});
