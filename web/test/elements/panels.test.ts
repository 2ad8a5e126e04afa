// @vitest-environment happy-dom
import type { LitElement } from 'lit';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { catalog } from '../../src/data/catalog.ts';
import type { PgChoice } from '../../src/elements/pg-choice.ts';
import type { PgData } from '../../src/elements/pg-data.ts';
import type { PgFeatures } from '../../src/elements/pg-features.ts';
import { type PgMasthead, runName } from '../../src/elements/pg-masthead.ts';
import type { PgPace } from '../../src/elements/pg-pace.ts';
import type { PgParam } from '../../src/elements/pg-param.ts';
import type { PgTraining } from '../../src/elements/pg-training.ts';
import type { PgTransport } from '../../src/elements/pg-transport.ts';
import { type Configuration, families } from '../../src/registry.ts';
import { clear, enter, faults, find, placeInRun, settled, textOf, withAxe } from './page.ts';

afterEach(clear);

const choose = (input: HTMLInputElement, checked = true): void => {
  input.checked = checked;
  input.dispatchEvent(new Event('change', { bubbles: true }));
};

/** The control whose label begins with a text. */
const labeled = <E extends HTMLElement>(element: LitElement, text: string): E =>
  [...element.renderRoot.querySelectorAll('label')]
    .find(label => label.textContent?.trim().startsWith(text))!
    .querySelector<E>('input')!;

const featuresOf = (element: PgData): PgFeatures => find<PgFeatures>(element, 'pg-features');

describe.each(['pg-data', 'pg-training', 'pg-transport', 'pg-pace', 'pg-masthead', 'pg-keys'])('%s', name => {
  it('is accessible', withAxe, async () => {
    const { element } = await placeInRun(name);
    expect(await faults(element)).toEqual([]);
  });
});

describe('the data', () => {
  it('offers every set of points, every table, and every feature', async () => {
    const { element } = await placeInRun<PgData>('pg-data');
    const sets = families.dataset.members.length - 1 + Object.keys(catalog).length;
    expect(element.renderRoot.querySelectorAll('[type=radio]')).toHaveLength(sets);
    const simple = families.feature.members.filter(({ params }) => params.length === 0);
    expect(featuresOf(element).renderRoot.querySelectorAll('[type=checkbox]')).toHaveLength(simple.length);
  });

  it('says what each is, not to the pointer only', async () => {
    const { element } = await placeInRun<PgData>('pg-data');
    const said = [element, featuresOf(element)].flatMap(panel =>
      [...panel.renderRoot.querySelectorAll('input')].map(input =>
        textOf(find(panel, `#${input.getAttribute('aria-describedby')}`)),
      ),
    );
    const docs = [...families.dataset.members, ...families.feature.members].map(({ doc }) => doc);
    // A table has a title instead, and a product says more while it is put together.
    expect(said.filter(text => docs.includes(text))).toHaveLength(docs.length - 2);
    expect(new Set(said).size).toBe(said.length);
  });

  it('changes the points, and keeps their settings', async () => {
    const { element, run } = await placeInRun<PgData>('pg-data', 'data={"kind":"spiral","samples":100,"noise":0.5}');
    choose(labeled(element, 'XOR'));
    await vi.waitFor(() => expect(run.config?.data).toMatchObject({ kind: 'xor', samples: 100, noise: 0.5 }));
  });

  it('shows a table along two axes that can be chosen', withAxe, async () => {
    const { element, run } = await placeInRun<PgData>('pg-data');
    choose(labeled(element, 'Iris'));
    await element.updateComplete;
    expect(run.config?.data.kind).toBe('table');
    expect(find(element, '#x'), 'the columns are still those of the points').toBeNull();
    await vi.waitFor(() => expect(run.state.opened?.columns).toHaveLength(4));
    await settled(element);
    const across = find<HTMLSelectElement>(element, '#x');
    expect([...across.options].map(({ text }) => text)).toEqual(run.state.opened?.columns);
    expect(across.value).toBe('2');
    enter(across, '0');
    expect(run.plane).toMatchObject({ x: 0, y: 3 });
    expect(await faults(element)).toEqual([]);
  });

  it('adds and removes inputs in the order of the menu, but not the last one', async () => {
    const { element, run } = await placeInRun<PgData>('pg-data');
    const kinds = () => run.config?.features.map(({ kind }) => kind);
    choose(labeled(featuresOf(element), 'x₁²'));
    await vi.waitFor(() => expect(kinds()).toEqual(['x1', 'x2', 'x1_squared']));
    await settled(element);
    choose(labeled(featuresOf(element), 'x₂'), false);
    await vi.waitFor(() => expect(kinds()).toEqual(['x1', 'x1_squared']));
    await settled(element);
    choose(labeled(featuresOf(element), 'x₁²'), false);
    await vi.waitFor(() => expect(kinds()).toEqual(['x1']));
    await settled(element);
    choose(labeled(featuresOf(element), 'x₁'), false);
    await settled(element);
    expect(kinds()).toEqual(['x1']);
    expect(labeled<HTMLInputElement>(featuresOf(element), 'x₁').checked).toBe(true);
    expect(run.state.notice?.title).toBe('A network needs an input');
  });

  it('puts a slider back when the change is refused', async () => {
    const { element, run } = await placeInRun<PgData>('pg-data');
    const noise = [...element.renderRoot.querySelectorAll<PgParam>('pg-param')].find(
      ({ param }) => param?.name === 'noise',
    )!;
    enter(find(noise, 'input'), '90');
    await settled(noise);
    await vi.waitFor(() => expect(run.state.notice?.title).toBe('The change was not made'));
    await settled(element);
    await settled(noise);
    expect(textOf(find(noise, 'output'))).toBe('0.1');
  });
});

describe('the training', () => {
  it('offers every family that may change in the middle of a run', async () => {
    const { element } = await placeInRun<PgTraining>('pg-training');
    const choices = [...element.renderRoot.querySelectorAll<PgChoice>('pg-choice')];
    expect(choices.map(({ label }) => label)).toEqual(['Loss', 'Optimizer', 'Penalty']);
    expect(textOf(element)).toContain('Adam at 0.015, no penalty.');
  });

  it('writes changes into the journal, and the run goes on', async () => {
    const { element, run } = await placeInRun<PgTraining>('pg-training');
    await run.step('epoch');
    const [, , penalty] = [...element.renderRoot.querySelectorAll<PgChoice>('pg-choice')];
    enter(find(penalty!, 'select'), 'l2');
    await vi.waitFor(() => expect(run.config?.penalty.kind).toBe('l2'));
    expect(run.frame?.epoch).toBe(1);
    await settled(element);
    expect(textOf(element)).toContain('Adam at 0.015, L2 penalty of 0.001.');
  });
});

describe('the training, on a tablet,', () => {
  it('unfolds, and says so', async () => {
    const { element } = await placeInRun<PgTraining>('pg-training');
    const fold = find(element, '.fold');
    expect([fold.getAttribute('aria-expanded'), find(element, '.grid').className]).toEqual(['false', 'grid folded']);
    fold.click();
    await settled(element);
    expect([fold.getAttribute('aria-expanded'), find(element, '.folded')]).toEqual(['true', null]);
  });
});

describe('the transport', () => {
  const phaseNow = (element: PgTransport) => find(element, '[aria-current=step]')?.textContent;

  it('shows where the run is', async () => {
    const { element, run } = await placeInRun<PgTransport>('pg-transport');
    run.setView({ step: 'batch' });
    await settled(element);
    find(element, '[aria-label=Step]').click();
    await vi.waitFor(() => expect(find(element, '#batch').textContent).toBe('1'));
    expect(find(element, '#epoch').textContent).toBe('0');
    expect(find(element, '#batches').textContent).toBe('22');
    expect(find(element, '#train').textContent).toBe('0.720');
    expect(phaseNow(element)).toBeUndefined();
  });

  it('plays and pauses', async () => {
    const { element, run } = await placeInRun<PgTransport>('pg-transport');
    find(element, '.play').click();
    await settled(element);
    expect(run.state.playing).toBe(true);
    expect(find(element, '.play').getAttribute('aria-label')).toBe('Pause');
    find(element, '.play').click();
    expect(run.state.playing).toBe(false);
  });

  it('shows a replay, and stops it', withAxe, async () => {
    const { element, run } = await placeInRun<PgTransport>('pg-transport');
    const stop = vi.spyOn(run, 'stopReplay');
    run.store.set({ progress: { step: 1200, of: 5000 } });
    await settled(element);
    expect(textOf(element)).toContain('Replaying the run: step 1\u2009200 of 5\u2009000');
    expect(await faults(element)).toEqual([]);
    find(element, '.replaying .btn').click();
    expect(stop).toHaveBeenCalledTimes(1);
  });
});

describe('the pace', () => {
  it('takes a seed, and says what a seed may be', withAxe, async () => {
    const { element, run } = await placeInRun<PgPace>('pg-pace');
    const param = find<PgParam>(element, 'pg-param');
    const seed = find<HTMLInputElement>(param, 'input');
    enter(seed, '-1');
    await settled(param);
    expect(textOf(find(param, '[role=alert]'))).toBe('Use a whole number from 0 to 4294967295.');
    expect(seed.value).toBe('-1');
    expect(await faults(element)).toEqual([]);
    enter(seed, '7');
    await vi.waitFor(() => expect(run.config?.seeds).toMatchObject({ weights: 7, shuffle: 7, dropout: 7, data: 42 }));
    await settled(param);
    expect(find(param, '[role=alert]')).toBeNull();
  });
});

describe('the masthead', () => {
  it('has a menu for what has no place in a narrow head', withAxe, async () => {
    const { element } = await placeInRun<PgMasthead>('pg-masthead');
    expect(find(element, 'pg-pace')).toBeNull();
    element.menu = true;
    await settled(element);
    const menu = find(element, '#menu');
    expect(textOf(menu)).toContain('spiral, 3 × tanh');
    expect(find(element, '#menu pg-pace')).not.toBeNull();
    expect(find(element, '.print code').textContent).toMatch(/^[0-9a-f]{16}$/);
    expect(await faults(element)).toEqual([]);
  });

  it('names the run', async () => {
    const { run } = await placeInRun('pg-masthead');
    const config = run.config as Configuration;
    expect(runName(config)).toBe('spiral, 3 × tanh');
    expect(runName({ ...config, layers: [] })).toBe('spiral, no hidden layer');
    expect(runName({ ...config, data: { kind: 'table', name: 'iris', without: [] } })).toBe('iris, 3 × tanh');
  });
});
