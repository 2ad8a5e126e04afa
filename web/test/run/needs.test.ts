import { describe, expect, it } from 'vitest';
import { Needs } from '../../src/run/needs.ts';
import { bothOf, shownOf } from '../../src/run/shown.ts';
import { defaultView } from '../../src/run/view.ts';
import { openedOf } from '../elements/frames.ts';

const small = openedOf([3]);
const state = { opened: small, view: { ...defaultView, hard: true, threshold: 0.3 }, unit: undefined };

describe('what is wanted', () => {
  it('is nothing while no view needs anything', () => {
    expect(new Needs().want(state)).toEqual({});
  });

  it('is what the views need together, and no more once one is gone', () => {
    const needs = new Needs();
    const boundary = { field: true };
    needs.set('boundary', boundary);
    needs.set('graph', { params: true });
    expect(Object.keys(needs.want(state))).toEqual(['params', 'field']);
    needs.delete('boundary', boundary);
    expect(Object.keys(needs.want(state))).toEqual(['params']);
  });

  it('stays when something else took its place', () => {
    const needs = new Needs();
    const before = { params: true };
    needs.set('graph', before);
    needs.set('graph', { paramGradients: true });
    needs.delete('graph', before);
    expect(needs.want(state)).toEqual({ paramGradients: true });
  });

  it('has pictures once there is a run, of the unit that is looked at', () => {
    const needs = new Needs();
    needs.set('boundary', { field: true, maps: true });
    expect(needs.want({ ...state, opened: undefined })).toEqual({});
    expect(needs.want(state).field).toMatchObject({ hard: true, threshold: 0.3, plane: { x: 0, y: 1 } });
    expect(needs.want(state).field).not.toHaveProperty('unit');
    expect(needs.want({ ...state, unit: { layer: 0, unit: 2 } }).field).toMatchObject({ unit: { layer: 0, unit: 2 } });
  });

  it('has maps of the units that are shown, and of another run at first those with the largest weights', () => {
    const needs = new Needs();
    needs.begin(small, undefined);
    needs.set('graph', { maps: [[0], [2], []] });
    needs.set('other', { maps: [[1], [0], []] });
    expect(needs.want(state).maps?.units).toEqual([[0, 1], [0, 2], []]);
    const wide = openedOf([20]);
    const params = new Float32Array(wide.parameters);
    params.set([9, 8, 7], wide.layers[1]!.weights! + 17);
    needs.begin(wide, params);
    expect(needs.want({ ...state, opened: wide }).maps?.units[1]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 17, 18, 19]);
  });

  it('has no maps of units that the run does not have', () => {
    const needs = new Needs();
    needs.begin(small, undefined);
    needs.set('graph', { maps: [[0], [7], [0]] });
    expect(needs.want(state).maps?.units).toEqual([[0, 1], [0, 1, 2], [0]]);
    needs.set('graph', { maps: [[0], [1]] });
    expect(needs.want(state).maps?.units).toEqual([[0, 1], [0, 1, 2], [0]]);
  });
});

describe('what is shown', () => {
  it('is at most sixteen of any number of units', () => {
    const shown = shownOf(openedOf([784, 256, 16]));
    expect(shown.map(({ length }) => length)).toEqual([2, 12, 12, 16, 1]);
  });

  it('is nothing of a layer without weights', () => {
    const opened = openedOf([3]);
    const layers = [opened.layers[0]!, { kind: 'batch_norm', units: 3, inputs: 3 }, opened.layers[1]!];
    expect(shownOf({ ...opened, layers })).toEqual([[0, 1], [0, 1, 2], [], [0]]);
  });

  it('together is all that is in one of two', () => {
    expect(bothOf([[3, 1], []], [[2, 3], [5]])).toEqual([[1, 2, 3], [5]]);
  });
});
