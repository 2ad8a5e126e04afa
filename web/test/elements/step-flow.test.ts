// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StepFlow } from '../../src/elements/step-flow.ts';
import type { Phase } from '../../src/engine/protocol.ts';
import { frameOf, openedOf } from './frames.ts';

const opened = openedOf([8, 6]);
const columns = [{ layer: -1 }, { layer: 0 }, { layer: 1 }, { layer: 2 }];
const paramGradients = new Float32Array(opened.parameters).fill(0.5);

let now = 0;
beforeEach(() => {
  now = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const follow = (flow: StepFlow, phase: Phase, gradients: Float32Array | undefined = paramGradients): void =>
  flow.follow({ ...frameOf(opened, 0), phase, ...(gradients && { paramGradients: gradients }) });

/** What every gap shows, in short: `f` or `b`, and how far. */
const shown = (flow: StepFlow) =>
  flow.flows(columns)?.map(one => one && `${one.type[0]} ${Number(one.progress.toFixed(2))}`);

describe('what a step does along the edges', () => {
  it('is nothing between two steps', () => {
    const flow = new StepFlow();
    expect(shown(flow)).toBeUndefined();
    follow(flow, { type: 'forward', layer: 0 });
    expect(shown(flow)).toEqual([undefined, undefined, undefined]);
    follow(flow, { type: 'batch' });
    expect(shown(flow)).toBeUndefined();
  });

  it('goes forward through one layer in 0.6 s, and stays', () => {
    const flow = new StepFlow();
    follow(flow, { type: 'forward', layer: 0 });
    follow(flow, { type: 'forward', layer: 1 });
    now += 300;
    expect(shown(flow)).toEqual(['f 0.5', undefined, undefined]);
    now += 300;
    follow(flow, { type: 'forward', layer: 2 });
    expect(shown(flow)).toEqual(['f 1', 'f 0', undefined]);
    now += 900;
    expect(shown(flow)).toEqual(['f 1', 'f 1', undefined]);
  });

  it('goes layer after layer where one press does them all, in 1.5 s', () => {
    const flow = new StepFlow();
    follow(flow, { type: 'forward', layer: 0 });
    follow(flow, { type: 'loss' });
    now += 750;
    expect(shown(flow)).toEqual(['f 1', 'f 0.5', 'f 0']);
    now += 750;
    expect(shown(flow)).toEqual(['f 1', 'f 1', 'f 1']);
  });

  it('goes backward from the output', () => {
    const flow = new StepFlow();
    follow(flow, { type: 'backward', layer: 2 });
    now += 5000;
    follow(flow, { type: 'backward', layer: 1 });
    now += 300;
    expect(shown(flow)).toEqual([undefined, undefined, 'b 0.5']);
    follow(flow, { type: 'update' });
    now += 900;
    expect(shown(flow)).toEqual(['b 0.5', 'b 1', 'b 1']);
  });

  it('ends with the step', () => {
    const flow = new StepFlow();
    follow(flow, { type: 'update' });
    follow(flow, { type: 'batch' });
    expect(shown(flow)).toBeUndefined();
    expect(flow.gradients).toBeUndefined();
  });

  it('does not start again with a frame that has done nothing more', () => {
    const flow = new StepFlow();
    follow(flow, { type: 'forward', layer: 1 });
    now += 300;
    follow(flow, { type: 'forward', layer: 1 }, undefined);
    now += 150;
    expect(shown(flow)).toEqual(['f 0.75', undefined, undefined]);
  });

  it('is there at once with reduced motion', () => {
    vi.stubGlobal('matchMedia', () => ({ matches: true }));
    const flow = new StepFlow();
    follow(flow, { type: 'loss' });
    expect(shown(flow)).toEqual(['f 1', 'f 1', 'f 1']);
  });
});
