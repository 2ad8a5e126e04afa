import { describe, expect, it } from 'vitest';
import type { Opened } from '../../src/engine/protocol.ts';
import { Needs } from '../../src/run/needs.ts';
import { pictureOf } from '../../src/run/picture.ts';
import { defaultView } from '../../src/run/view.ts';
import { openedOf } from '../elements/frames.ts';

const table = (name: string, columns: number, more: Partial<Opened> = {}): Opened => {
  const { config, ...opened } = openedOf([3]);
  const data = { kind: 'table', name };
  return {
    ...opened,
    config: { ...(config as object), data },
    columns: Array.from({ length: columns }, (_, i) => `column ${i + 1}`),
    ...more,
  };
};

const box = { task: 'regression', outputs: ['x, px', 'y, px', 'width, px', 'height, px'] } as const;

describe('the pictures of a run', () => {
  it.each([
    ['points', openedOf([3]), { type: 'plane' }],
    ['one input', openedOf([3], { columns: ['x₁'] }), { type: 'curve' }],
    ['a table', table('iris', 4), { type: 'plane' }],
    ['digits', table('mnist', 784), { type: 'images', width: 28, height: 28, boxes: false }],
    ['boxes', table('mnist-boxes', 784, box), { type: 'images', width: 28, height: 28, boxes: true }],
    ['digits without some pixels', table('mnist', 780), { type: 'plane' }],
    ['rows of one’s own', table('own', 784), { type: 'plane' }],
  ])('of %s', (_, opened, picture) => expect(pictureOf(opened)).toEqual(picture));

  it('of images are made of parameters, not of fields', () => {
    const needs = new Needs();
    needs.set('output', { field: true });
    needs.set('network', { params: true, maps: true });
    const state = { view: defaultView, unit: undefined };
    expect(Object.keys(needs.want({ ...state, opened: openedOf([3]) }))).toEqual(['params', 'field', 'maps']);
    expect(Object.keys(needs.want({ ...state, opened: table('mnist', 784) }))).toEqual(['params']);
  });
});
