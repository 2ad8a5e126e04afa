// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PgBoundary } from '../../src/elements/pg-boundary.ts';
import type { PgGradients } from '../../src/elements/pg-gradients.ts';
import type { PgLoss } from '../../src/elements/pg-loss.ts';
import type { PgNetwork } from '../../src/elements/pg-network.ts';
import type { PgOutput } from '../../src/elements/pg-output.ts';
import type { PgScore } from '../../src/elements/pg-score.ts';
import { clear, find, placeInRun, settled } from './page.ts';

afterEach(clear);

describe('a view that stands by itself in a run', () => {
  it('shows the data and the prediction', async () => {
    const { element, run } = await placeInRun<PgBoundary>('pg-boundary');
    expect(element.hasAttribute('alone')).toBe(true);
    expect(element.opened).toBe(run.state.opened);
    run.setView({ hard: true });
    expect(element.hard).toBe(true);
    await run.step('batch');
    expect(element.frame).toBe(run.frame);
  });

  it('is lost outside of a run, and in one again at home', async () => {
    const { element } = await placeInRun<PgBoundary>('pg-boundary');
    const host = element.parentElement!;
    expect(element.hasAttribute('lost')).toBe(false);
    document.body.append(element);
    expect(element.hasAttribute('lost')).toBe(true);
    host.append(element);
    expect(element.hasAttribute('lost')).toBe(false);
    // In the shadow of an element of the page's own it is in the run around that.
    const own = document.createElement('article');
    host.append(own);
    own.attachShadow({ mode: 'open' }).append(element);
    expect(element.hasAttribute('lost')).toBe(false);
  });

  it('changes the run as the playground does', async () => {
    const { element, run } = await placeInRun<PgNetwork>('pg-network');
    const layers = element.config!.layers.slice(0, 1);
    element.dispatchEvent(new CustomEvent('pg-layers', { detail: layers }));
    await vi.waitFor(() => expect(run.config?.layers).toEqual(layers));
    expect(run.frame?.params).toBeDefined();
  });

  it('has the whole history, also if it comes later', async () => {
    const { element: loss, run } = await placeInRun<PgLoss>('pg-loss');
    for (let i = 0; i < 3; i++) await run.step('epoch');
    const late = document.createElement('pg-gradients') as PgGradients;
    loss.parentElement!.append(late);
    await settled(late);
    expect(late.frame?.history.epoch).toHaveLength(run.series.length);
    expect(late.opened).toBe(run.state.opened);
    await run.step('epoch');
    expect(late.frame?.history.epoch.length).toBeLessThan(run.series.length);
    loss.dispatchEvent(new CustomEvent('pg-log', { detail: false }));
    expect(run.state.view.log).toBe(false);
  });

  it('says how good the run is', async () => {
    const { element, run } = await placeInRun<PgScore>('pg-score');
    expect(element.evaluation).toBe(run.frame?.evaluation);
    element.dispatchEvent(new CustomEvent('pg-threshold', { detail: 0.3 }));
    expect(element.threshold).toBe(0.3);
  });

  it('has the others show the place that is pointed at in it, until it leaves', async () => {
    const { element, run } = await placeInRun<PgBoundary>('pg-boundary');
    const network = document.createElement('pg-network') as PgNetwork;
    element.before(network);
    await settled(network);
    const pointAt = (detail: Float32Array | null) => element.dispatchEvent(new CustomEvent('pg-probe', { detail }));
    const values = vi.spyOn(run, 'values');
    pointAt(Float32Array.of(3, -3));
    await vi.waitFor(() => expect(network.probe?.slice(0, 2)).toEqual(Float32Array.of(3, -3)));
    await run.step('batch');
    await vi.waitFor(() => expect(values).toHaveBeenCalledTimes(2));
    pointAt(null);
    expect(network.probe).toBeUndefined();
    pointAt(Float32Array.of(1, 2));
    await vi.waitFor(() => expect(network.probe).toBeDefined());
    element.remove();
    expect(network.probe).toBeUndefined();
    expect(run.probed.state.row).toBeUndefined();
  });

  it('lets go of a run that it leaves', async () => {
    const { element, run } = await placeInRun<PgBoundary>('pg-boundary');
    const { frame } = element;
    document.body.append(element);
    await run.step('batch');
    expect(element.frame).toBe(frame);
  });
});

it('a view that is part of another is fed by it alone', async () => {
  const { element, run } = await placeInRun<PgOutput>('pg-output');
  const boundary = find<PgBoundary>(element, 'pg-boundary');
  expect(boundary.hasAttribute('alone')).toBe(false);
  const edit = vi.spyOn(run, 'edit');
  boundary.dispatchEvent(new CustomEvent('pg-edit', { detail: { type: 'erase', row: 0 } }));
  await settled(element);
  expect(edit).toHaveBeenCalledTimes(1);
});
