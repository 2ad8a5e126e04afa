// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PgBoundary } from '../../src/elements/pg-boundary.ts';
import type { Plane } from '../../src/engine/protocol.ts';
import type { Recorder } from '../draw/recorder.ts';
import { described, frameOf, openedOf, painted, stubPage } from './frames.ts';
import { clear, faults, find, place, textOf, withAxe } from './page.ts';

let recorders: Map<HTMLCanvasElement, Recorder>;
beforeEach(() => {
  recorders = stubPage(314, 314);
});
afterEach(() => {
  clear();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const opened = openedOf([8]);
const plane: Plane = { x: 0, y: 1, xRange: [-6, 6], yRange: [-6, 6] };
const image = { width: 110, height: 110 } as ImageBitmap;
const field = { image, contour: Float32Array.of(0, 0, 1, 1) };

async function begun(more: Partial<PgBoundary> = {}): Promise<PgBoundary> {
  const element = await place<PgBoundary>('pg-boundary', { opened, plane, showValidation: true, ...more });
  element.frame = frameOf(opened, 143, { field });
  await painted();
  return element;
}

const canvasOf = (element: PgBoundary) => recorders.get(find<HTMLCanvasElement>(element, 'canvas'))!;
const arcs = (): number => [...recorders.values()].reduce((n, { of }) => n + of('arc').length, 0);

describe('pg-boundary', () => {
  it('is accessible, and says its numbers', withAxe, async () => {
    const element = await begun();
    expect(await faults(element)).toEqual([]);
    await described(
      find(element, 'canvas'),
      'Output of the network over x₁ from −6 to 6 and x₂ from −6 to 6. Classes: A, B. 3 training points, 1 validation point. ' +
        'Epoch 143, training loss 0.0847 with 99.0\u00a0% right, validation loss 0.102 with 97.3\u00a0% right.',
    );
  });

  it('names its axes, their ends, and what its colors mean', async () => {
    expect(textOf(await begun())).toMatch(/6 ?x₂ ?−6.*−6 ?x₁ ?6.*AB.*training ?validation/);
    const names = ['setosa', 'versicolor', 'virginica'];
    const element = await begun({ opened: openedOf([8], { task: 'classes', outputs: names }) });
    for (const name of names) expect(textOf(element)).toContain(name);
  });

  it('shows the field, its contour and the points', async () => {
    const element = await begun();
    const [shown] = canvasOf(element).of('drawImage');
    expect(shown!.args[0]).toBe(image);
    expect(canvasOf(element).of('lineTo')[0]!.args).toEqual([314, 0]);
    expect(arcs()).toBe(4);
  });

  it('draws its points once, not with every frame', async () => {
    const element = await begun();
    const before = arcs();
    for (let epoch = 144; epoch < 150; epoch++) {
      element.plane = { ...plane };
      element.frame = frameOf(opened, epoch, { field });
      await painted();
    }
    expect(arcs()).toBe(before);
    element.showValidation = false;
    await painted();
    expect(arcs()).toBe(before + 3);
  });

  it('marks the points of the batch while a step is under way', async () => {
    const element = await begun();
    element.frame = frameOf(opened, 143, { field, batch: Uint32Array.of(0, 2) });
    await painted();
    expect(canvasOf(element).of('arc')).toHaveLength(2);
  });

  it('does without a picture that was closed', async () => {
    const element = await begun();
    const before = canvasOf(element).of('drawImage').length;
    element.frame = frameOf(opened, 144, { field: { ...field, image: { ...image, width: 0 } } });
    await painted();
    expect(canvasOf(element).of('drawImage').length - before).toBe(1); // the points
  });
});

describe('places of pg-boundary', () => {
  const told = (element: PgBoundary) => {
    const events: (readonly [string, unknown])[] = [];
    for (const name of ['pg-probe', 'pg-point', 'pg-edit', 'pg-leave'])
      element.addEventListener(name, e => events.push([name, (e as CustomEvent).detail]));
    return { of: (name: string) => events.flatMap(([other, detail]) => (other === name ? [detail] : [])) };
  };
  const press = (element: PgBoundary, ...keys: string[]) => {
    for (const key of keys)
      find(element, '.places').dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true, bubbles: true }));
  };
  /** A pointer at a place in the units of the plane. */
  const point = (element: PgBoundary, type: string, x: number, y: number, more: PointerEventInit = {}) => {
    const event = new PointerEvent(type, { bubbles: true, cancelable: true, pointerType: 'mouse', ...more });
    const offsets = { offsetX: (314 * (x + 6)) / 12, offsetY: (314 * (6 - y)) / 12 };
    for (const [name, value] of Object.entries(offsets)) Object.defineProperty(event, name, { value });
    find(element, '.places').dispatchEvent(event);
    return event;
  };
  const rounded = (row: unknown) => row && Array.from(row as Float32Array, x => Number(x.toFixed(2)));
  beforeEach(() => {
    HTMLElement.prototype.setPointerCapture = () => {};
  });

  it('are pointed at, and say what the network does there', async () => {
    const element = await begun();
    const events = told(element);
    point(element, 'pointermove', 3, -3);
    element.answer = 'B 83 %';
    await element.updateComplete;
    expect(events.of('pg-probe').map(rounded)).toEqual([[3, -3]]);
    expect(textOf(find(element, '.readout'))).toBe('x₁ 3, x₂ −3B 83 %');
    point(element, 'pointerleave', 3, -3);
    await element.updateComplete;
    expect(events.of('pg-probe').at(-1)).toBeNull();
    expect(find(element, '.readout')).toBeNull();
  });

  it('have points to be looked at, with pointer and keys', withAxe, async () => {
    const element = await begun();
    const events = told(element);
    point(element, 'pointerdown', 1, 1);
    point(element, 'pointerup', 1, 1);
    press(element, 'PageDown', 'PageDown', 'Enter');
    expect(events.of('pg-point')).toEqual([1, 1]);
    element.card = { row: 1, title: 'Training point 2', facts: [['is', 'B']] };
    await element.updateComplete;
    expect(await faults(element)).toEqual([]);
    press(element, 'Escape');
    expect(events.of('pg-point').at(-1)).toBeNull();
  });

  it('take new points, move and erase them, by pointer', async () => {
    const element = await begun({ tool: { type: 'draw', y: 1 } });
    const events = told(element);
    point(element, 'pointerdown', 3, 3);
    point(element, 'pointerup', 3, 3);
    point(element, 'pointerdown', 1, 1);
    point(element, 'pointermove', 2, 0);
    point(element, 'pointermove', 3, -1);
    expect(events.of('pg-edit'), 'one edit, at the end').toHaveLength(1);
    point(element, 'pointerup', 3, -1);
    expect(point(element, 'contextmenu', -2, 2).defaultPrevented).toBe(true);
    const edits = events.of('pg-edit') as { type: string; row?: number; x?: number[]; y?: number }[];
    expect(edits.map(({ type, row, y }) => [type, row, y])).toEqual([
      ['add', undefined, 1],
      ['move', 1, undefined],
      ['erase', 2, undefined],
    ]);
    expect(edits.slice(0, 2).map(({ x }) => rounded(x))).toEqual([
      [3, 3],
      [3, -1],
    ]);
  });

  it('take new points, move and erase them, by keys', async () => {
    const element = await begun({ tool: { type: 'draw', y: 0 } });
    const events = told(element);
    press(element, 'ArrowLeft', 'Enter', 'PageDown', 'Enter', 'ArrowUp', 'ArrowUp', 'Enter', 'PageDown', 'Delete');
    const edits = events.of('pg-edit') as { type: string; row?: number; x?: number[] }[];
    expect(edits.map(({ type, row }) => [type, row])).toEqual([
      ['add', undefined],
      ['move', 0],
      ['erase', 1],
    ]);
    expect(edits.slice(0, 2).map(({ x }) => rounded(x))).toEqual([
      [0, 0],
      [-1, -0.52],
    ]);
    press(element, 'Escape');
    expect(events.of('pg-leave')).toHaveLength(1);
  });

  it('have no new points while points are moved', async () => {
    const element = await begun({ tool: { type: 'move' } });
    const events = told(element);
    point(element, 'pointerdown', 4, 4);
    point(element, 'pointermove', 3, 3);
    point(element, 'pointerup', 3, 3);
    press(element, 'ArrowLeft', 'Enter');
    expect(events.of('pg-edit')).toEqual([]);
    point(element, 'pointerdown', 1, 1);
    point(element, 'pointermove', 3, -1);
    point(element, 'pointerup', 3, -1);
    expect(events.of('pg-edit')).toMatchObject([{ type: 'move', row: 1 }]);
  });

  it('leave the points alone while they are only looked at', async () => {
    const element = await begun();
    const events = told(element);
    expect(point(element, 'contextmenu', 1, 1).defaultPrevented).toBe(false);
    press(element, 'PageDown', 'Delete');
    point(element, 'pointerdown', 1, 1);
    point(element, 'pointermove', 3, 3);
    point(element, 'pointerup', 3, 3);
    expect(events.of('pg-edit')).toEqual([]);
  });

  it('of one input have the target upward', async () => {
    const single = openedOf([4], {
      task: 'regression',
      columns: ['x₁'],
      outputs: ['y'],
      x: Float32Array.of(-6, 0, 6),
      y: Float32Array.of(-1, 0, 1),
      role: Uint8Array.of(0, 0, 0),
      ranges: Float32Array.of(-6, 6),
    });
    const element = await begun({ opened: single, plane: { ...plane, y: 0 }, tool: { type: 'draw', y: 0 } });
    const events = told(element);
    press(element, 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter');
    const [edit] = events.of('pg-edit') as { x: number[]; y: number }[];
    expect([rounded(edit!.x), edit!.y]).toEqual([[0.48], 0]);
    expect(textOf(element)).toMatch(/1.2 ?y ?−1.2/);
  });

  it('are shown by what is asked for, and the legend says it', async () => {
    const element = await begun({ show: 'errors', marks: Uint32Array.of(1) });
    expect(textOf(element)).toContain('1 point wrong');
    const shown = arcs();
    expect(shown).toBeGreaterThan(4);
    element.show = 'split';
    await painted();
    expect(textOf(element)).not.toContain('wrong');
  });
});
