// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LayerConfig } from '../../src/elements/layers.ts';
import type { PgGraph } from '../../src/elements/pg-graph.ts';
import type { PgNetwork } from '../../src/elements/pg-network.ts';
import type { PgPresetMenu } from '../../src/elements/pg-preset-menu.ts';
import type { PgPresets } from '../../src/elements/pg-presets.ts';
import type { Edit, UnitId } from '../../src/engine/protocol.ts';
import { type Configuration, defaults, families, headsOf, settings } from '../../src/registry.ts';
import type { Preset } from '../../src/run/presets.ts';
import type { Recorder } from '../draw/recorder.ts';
import { described, frameOf, historyOf, openedOf, painted, stubPage } from './frames.ts';
import { clear, enter, faults, find, place, settled, textOf, withAxe } from './page.ts';

let recorders: Map<HTMLCanvasElement, Recorder>;
beforeEach(() => {
  recorders = stubPage(772, 400);
});
afterEach(() => {
  clear();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const dense = (units: number) => ({ ...defaults('layer', 'dense'), units }) as unknown as LayerConfig;
const configOf = (...layers: readonly LayerConfig[]): Configuration => ({
  ...(Object.fromEntries(settings.map(({ name, default: value }) => [name, value])) as unknown as Configuration),
  layers,
});

interface Placed {
  readonly element: PgNetwork;
  readonly graph: PgGraph;
  readonly layers: LayerConfig[][];
  readonly units: (UnitId | null)[];
  readonly edits: Edit[];
}

async function begun(layers: readonly LayerConfig[] = [dense(8), dense(6)], hidden = [8, 6]): Promise<Placed> {
  const opened = openedOf(hidden);
  const element = await place<PgNetwork>('pg-network', { opened, config: configOf(...layers) });
  await painted();
  element.frame = frameOf(opened, 3, { history: historyOf([0, 1, 2, 3], opened.layers.length, true) });
  await painted();
  const heard = <T>(name: string): T[] => {
    const details: T[] = [];
    element.addEventListener(name, e => details.push((e as CustomEvent<T>).detail));
    return details;
  };
  const graph = find<PgGraph>(element, 'pg-graph');
  return { element, graph, layers: heard('pg-layers'), units: heard('pg-unit'), edits: heard('pg-edit') };
}

const named = <E extends HTMLElement>(element: PgNetwork, name: string): E =>
  find<E>(element, `[aria-label="${name}"]`);
const unitAt = (graph: PgGraph, column: number, index: number): HTMLElement =>
  find(graph, `[data-column='${column}'][data-place='${index}']`);
const unitsOf = (layers: readonly LayerConfig[] | undefined): (number | undefined)[] =>
  (layers ?? []).map(layer => ('units' in layer ? layer.units : undefined));

describe('the headers of pg-network', () => {
  it('are accessible', withAxe, async () => {
    const { element } = await begun();
    expect(await faults(element)).toEqual([]);
  });

  it('say how many layers, units and parameters there are', async () => {
    const { element } = await begun();
    expect(textOf(element)).toMatch(/Network ?2 ?hidden layers ?85 parameters, 3 rows/);
    expect(textOf(element)).toMatch(/Inputs ?2 features/);
    expect(textOf(element)).toMatch(/Output ?1 unit/);
  });

  it('add and take away layers', async () => {
    const { element, layers } = await begun();
    named(element, 'One layer more').click();
    named(element, 'One layer less').click();
    expect(layers.map(unitsOf)).toEqual([[8, 6, 6], [8]]);
  });

  it('stop at no layer and at eight', async () => {
    const most = await begun(
      Array.from({ length: 8 }, () => dense(2)),
      new Array(8).fill(2),
    );
    const atEnd = ({ element }: Placed, name: string) => named(element, name).getAttribute('aria-disabled');
    expect(atEnd(most, 'One layer more')).toBe('true');
    named(most.element, 'One layer more').click();
    expect(most.layers).toEqual([]);
    const none = await begun([], []);
    expect(atEnd(none, 'One layer less')).toBe('true');
    named(none.element, 'One layer less').click();
    named(none.element, 'One layer more').click();
    expect(none.layers[0]).toEqual([defaults('layer', 'dense')]);
  });

  it('keep the focus on the button that came to its end', async () => {
    const { element } = await begun([dense(2)], [2]);
    const names = ['One layer less', 'Fewer units'];
    for (const name of names) {
      named(element, name).focus();
      element.config = configOf(...(name === 'Fewer units' ? [dense(1)] : []));
      await settled(element);
      expect(element.shadowRoot?.activeElement).toBe(named(element, name));
      expect(named<HTMLButtonElement>(element, name).disabled).toBe(false);
      element.config = configOf(dense(2));
      await settled(element);
    }
  });

  it('stay above the columns of the graph until the graph has others', async () => {
    const { element } = await begun();
    const config = configOf(dense(8), dense(6), dense(4));
    element.config = config;
    await settled(element);
    expect(element.renderRoot.querySelectorAll('.lay')).toHaveLength(4);
    expect(find(element, '.head output').textContent).toBe('3');
    element.opened = openedOf([8, 6, 4]);
    await settled(element);
    expect(element.renderRoot.querySelectorAll('.lay')).toHaveLength(5);
  });

  it('say what the network has, not what is wanted of it', async () => {
    const { element } = await begun();
    element.config = { ...configOf(dense(8), dense(6)), data: { kind: 'table', name: 'iris', without: [] } };
    await settled(element);
    expect(textOf(element)).toMatch(/Inputs ?2 features/);
  });

  it('change the units of a layer, step by step or at once', async () => {
    const { element, layers } = await begun();
    const [first] = element.renderRoot.querySelectorAll('.lay:not(.end) .stepper');
    for (const button of first!.querySelectorAll('button')) button.click();
    enter(first!.querySelector('input')!, '64');
    expect(layers.map(unitsOf)).toEqual([
      [7, 6],
      [9, 6],
      [64, 6],
    ]);
  });

  it('offer every activation, with its curve', async () => {
    const { element, layers } = await begun();
    const menu = named<HTMLSelectElement>(element, 'Activation of Layer 2');
    expect(menu.options).toHaveLength(families.activation.members.length);
    expect(element.renderRoot.querySelectorAll('.glyph path')).toHaveLength(2);
    enter(menu, 'leaky_relu');
    expect(layers[0]![1]).toMatchObject({ units: 6, activation: defaults('activation', 'leaky_relu') });
  });

  it('state what is folded away, and keep what this page cannot change', async () => {
    const dropout = { ...defaults('layer', 'dropout'), rate: 0.1 } as unknown as LayerConfig;
    const { element, layers } = await begun([dense(8), dropout, dense(6)]);
    expect(find(element, 'summary').textContent).toContain('Glorot uniform, dropout 10\u00a0%');
    const init = { kind: 'he_normal' };
    find(element, 'pg-choice').dispatchEvent(new CustomEvent('pg-change', { detail: init }));
    expect(layers[0]).toEqual([{ ...dense(8), init }, dropout, dense(6)]);
  });

  it('fold away again with Escape', async () => {
    const { element } = await begun();
    const details = find<HTMLDetailsElement>(element, 'details');
    details.open = true;
    details.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    expect(details.open).toBe(false);
  });

  it('mark the layer that comes next in the middle of a step', async () => {
    const { element } = await begun();
    const now = () => [...element.renderRoot.querySelectorAll('.lay')].map(lay => lay.hasAttribute('data-now'));
    const step = { batch: Uint32Array.of(0, 1), phase: { type: 'backward', layer: 1 } } as const;
    element.frame = frameOf(openedOf([8, 6]), 3, step);
    expect(now()).toEqual([false, false, true, false]);
    element.frame = frameOf(openedOf([8, 6]), 4);
    expect(now()).toEqual([false, false, false, false]);
  });
});

describe('the graph of pg-network', () => {
  const key = (target: HTMLElement, name: string) =>
    target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true }));

  it('is accessible, and says its numbers', withAxe, async () => {
    const { graph } = await begun();
    expect(await faults(graph)).toEqual([]);
    unitAt(graph, 1, 2).focus();
    await settled(graph);
    expect(unitAt(graph, 1, 2).getAttribute('aria-label')).toBe('layer 1, unit 3, bias 1.80');
    await described(
      find(graph, '[role=img]'),
      'Network: inputs with 2 units, layer 1 with 8 units, layer 2 with 6 units, output with 1 unit. ' +
        'Largest weight into layer 1 1.50, layer 2 7.10, output 8.30.',
    );
  });

  it('draws a frame without rendering', async () => {
    const { element, graph } = await begun();
    const edges = recorders.get(find<HTMLCanvasElement>(graph, '.edges'))!;
    const before = edges.of('stroke').length;
    const updates = [element, graph].map(each => vi.spyOn(each, 'requestUpdate'));
    element.frame = frameOf(openedOf([8, 6]), 4);
    await painted();
    for (const update of updates) expect(update).not.toHaveBeenCalled();
    expect(edges.of('stroke').length - before).toBe(2 * 8 + 8 * 6 + 6);
  });

  it('has one unit that the tab key reaches, and arrows to the others', async () => {
    const { graph } = await begun();
    const reached = () =>
      [...graph.renderRoot.querySelectorAll('[tabindex="0"]')].map(each => each.getAttribute('aria-label'));
    expect(reached()).toHaveLength(1);
    unitAt(graph, 1, 0).focus();
    key(unitAt(graph, 1, 0), 'ArrowDown');
    await settled(graph);
    key(unitAt(graph, 1, 1), 'ArrowRight');
    await settled(graph);
    expect(reached()).toEqual([expect.stringMatching(/^layer 2, unit 1,/)]);
  });

  it('tells which unit is looked at, and that none is', async () => {
    const { graph, units } = await begun();
    const over = new Event('pointermove', { bubbles: true });
    unitAt(graph, 2, 4).dispatchEvent(over);
    await settled(graph);
    expect(textOf(graph)).toMatch(/Layer 2, unit 5 ?bias ?7\.60 ?strongest input ?unit 8/);
    find(graph, '.graph').dispatchEvent(new Event('pointerleave'));
    expect(units).toEqual([{ layer: 1, unit: 4 }, null]);
  });

  it('lists the bias and the weights of a unit, and tells what is entered', async () => {
    const { graph, edits } = await begun();
    const sheet = find(graph, '#sheet');
    sheet.showPopover = vi.fn();
    unitAt(graph, 1, 0).click();
    await settled(graph);
    expect(sheet.showPopover).toHaveBeenCalled();
    const [bias, first, second] = sheet.querySelectorAll('input');
    expect([bias!.value, first!.value, second!.value]).toEqual(['1.6', '0', '0.1']);
    enter(first!, '-2.5');
    enter(bias!, '');
    expect(edits).toEqual([{ type: 'weight', number: 0, value: -2.5 }]);
    expect(bias!.value).toBe('1.6');
  });

  it('shows of a large layer the strongest units, and how many more there are', async () => {
    const { graph } = await begun([dense(64), dense(6)], [64, 6]);
    await settled(graph);
    expect(graph.renderRoot.querySelectorAll("[data-column='1']")).toHaveLength(12);
    expect(textOf(graph)).toContain('+ 52 more');
  });

  it('forgets what was open when the layers are others', async () => {
    const { element, graph } = await begun();
    find(graph, '#sheet').showPopover = vi.fn();
    unitAt(graph, 1, 7).click();
    await settled(graph);
    element.opened = openedOf([4]);
    await settled(element);
    expect(graph.renderRoot.querySelectorAll('#sheet input')).toHaveLength(0);
    expect(graph.renderRoot.querySelectorAll('.unit')).toHaveLength(2 + 4 + 1);
  });
});

describe('the head of pg-network', () => {
  it('says how many parameters there are for the rows, what that means, and that it is no law', async () => {
    const { element } = await begun();
    expect(textOf(element)).toContain('85 parameters, 3 rows: larger than usual');
    expect(textOf(find(element, '#capacity'))).toMatch(/28 for each row.*rule of thumb, not a law.*Chauhan/s);
  });

  it('has a menu of what edges show, and tells what was chosen', async () => {
    const { element } = await begun();
    const chosen: unknown[] = [];
    element.addEventListener('pg-edges', e => chosen.push((e as CustomEvent).detail));
    const menu = named<HTMLSelectElement>(element, 'Edges');
    menu.selectedIndex = 3;
    menu.dispatchEvent(new Event('change'));
    expect(chosen).toEqual([{ edges: 'gradients', strong: true }]);
  });

  it('asks for layers in a shape, and for whole configurations', withAxe, async () => {
    const { element, layers } = await begun();
    const presets = find<PgPresets>(element, 'pg-presets');
    const opened: Preset[] = [];
    element.addEventListener('pg-preset', e => opened.push((e as CustomEvent<Preset>).detail));
    find(presets, '#menu').dispatchEvent(Object.assign(new Event('beforetoggle'), { newState: 'open' }));
    await settled(presets);
    const menu = find<PgPresetMenu>(presets, 'pg-preset-menu');
    expect(await faults(presets)).toEqual([]);
    find<HTMLInputElement>(menu, '[name=shape]:not(:checked)').click();
    await settled(menu);
    expect(textOf(find(menu, '.use'))).toContain('Use 8, 4');
    find(menu, '.use').click();
    expect(layers.map(unitsOf)).toEqual([[8, 4]]);
    find(menu, 'li button').click();
    expect(opened).toMatchObject([{ level: 'beginner', address: expect.stringMatching(/^data=/) }]);
  });
});

describe('the header of the output', () => {
  const advice = { head: 'softplus', least: 2.33, most: 81.8 };

  async function regression(more: Partial<PgNetwork> = {}) {
    const opened = openedOf([8], { task: 'regression', outputs: ['y'], advice });
    const config = { ...configOf(dense(8)), output: { activation: defaults('activation', 'linear') } };
    const element = await place<PgNetwork>('pg-network', { opened, config: config as never, ...more });
    await painted();
    const heads: unknown[] = [];
    element.addEventListener('pg-head', e => heads.push((e as CustomEvent).detail));
    return { element, heads };
  }

  it('offers the activations that the task can take, and tells what was chosen', withAxe, async () => {
    const { element, heads } = await regression();
    expect(await faults(element)).toEqual([]);
    const menu = named<HTMLSelectElement>(element, 'Activation of the output');
    const kinds = [...menu.options].map(({ value }) => value);
    expect(kinds).toEqual(headsOf('regression').map(({ kind }) => kind));
    enter(menu, 'tanh');
    expect(heads).toEqual([{ kind: 'tanh' }]);
  });

  it('advises by the range of the targets, and applies it', async () => {
    const { element, heads } = await regression();
    expect(textOf(find(element, '.advice'))).toMatch(/Targets are never negative: 2\.33 to 81\.8\. ?Use softplus/);
    find(element, '.advice button').click();
    expect(heads).toEqual([defaults('activation', 'softplus')]);
  });

  it('says beside it why a change was refused', async () => {
    const refusal = { field: 'output.activation', text: 'tanh is not what the loss takes.' };
    const { element } = await regression({ refusal });
    expect(textOf(find(element, '.aside'))).toContain(refusal.text);
    element.refusal = { ...refusal, field: 'optimizer.lr' };
    await settled(element);
    expect(textOf(find(element, '.aside'))).not.toContain(refusal.text);
  });
});

describe('numbers on the graph', () => {
  it('are gradients where edges show them', async () => {
    const { element, graph } = await begun();
    element.view = { edges: 'gradients', strong: false };
    const opened = openedOf([8, 6]);
    const paramGradients = Float32Array.from({ length: opened.parameters }, (_, i) => -i / 1000);
    element.frame = frameOf(opened, 4, { paramGradients });
    await painted();
    await described(
      find(graph, 'canvas[role=img]'),
      'Network: inputs with 2 units, layer 1 with 8 units, layer 2 with 6 units, output with 1 unit. Largest gradient into layer 1 −0.015, layer 2 −0.071, output −0.083.',
    );
  });

  it('are values of the units where the output is pointed at', async () => {
    const { element, graph } = await begun();
    const units = recorders.get(find<HTMLCanvasElement>(graph, 'canvas[role=img]'))!;
    element.probe = Float32Array.from({ length: 2 + 8 + 6 + 1 }, (_, i) => i / 8);
    await painted();
    expect(units.of('fillText').map(({ args }) => args[0])).toEqual(
      Array.from({ length: 17 }, (_, i) => (i / 8).toFixed(2)),
    );
    await vi.waitFor(
      () => expect(unitAt(graph, 3, 0).getAttribute('aria-label')).toBe('output, bias 8.40, value here 2.00'),
      {
        timeout: 2000,
      },
    );
    const before = units.of('fillText').length;
    element.probe = undefined;
    await painted();
    expect(units.of('fillText').length).toBe(before);
  });

  it('of another network are not shown', async () => {
    const { element, graph } = await begun();
    const units = recorders.get(find<HTMLCanvasElement>(graph, 'canvas[role=img]'))!;
    element.probe = new Float32Array(5);
    await painted();
    expect(units.of('fillText')).toEqual([]);
  });
});

describe('Delete', () => {
  it('removes a unit of a hidden layer, and with its last unit the layer', async () => {
    const { graph, layers } = await begun([dense(8), dense(1)], [8, 1]);
    for (const column of [0, 1, 2, 3])
      unitAt(graph, column, 0).dispatchEvent(new KeyboardEvent('keydown', { key: 'Delete', bubbles: true }));
    expect(layers.map(unitsOf)).toEqual([[7, 1], [8]]);
  });
});
