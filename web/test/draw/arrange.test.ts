import { describe, expect, it } from 'vitest';
import {
  arrange,
  columnX,
  figureHeight,
  headerShape,
  headerWidth,
  measures,
  shownUnits,
  unitY,
} from '../../src/draw/arrange.ts';

const all = (units: number): number[] => Array.from({ length: units }, (_, i) => i);
const stacks = (...sizes: readonly number[]) => sizes.map(units => ({ units, shown: all(units) }));

describe('columns', () => {
  const columns = arrange(stacks(2, 8, 8, 6, 1), 772, 410);

  it('stand evenly, the ends within the figure', () => {
    expect(columns.map(({ x }) => x)).toEqual([46, 214.5, 383, 551.5, 720]);
    expect(columnX(0, 1, 772, measures.desktop)).toBe(46);
  });

  it('have units of full size around the middle', () => {
    for (const column of columns) {
      const middle = (unitY(column, 0) + unitY(column, column.shown.length - 1)) / 2;
      expect([column.size, column.pitch, middle]).toEqual([36, 50, 205]);
    }
  });

  it.each([
    [9, 410],
    [10, 410],
    [16, 410],
    [16, 200],
    [9, 150],
    [1, 20],
  ])('of %d units fit into %d px, without touching', (units, height) => {
    const [column] = arrange(stacks(units), 772, height);
    const { size, pitch, y } = column!;
    expect(pitch - size).toBeGreaterThanOrEqual(4);
    expect(y - size / 2).toBeGreaterThanOrEqual(0);
    expect(unitY(column!, units - 1) + size / 2).toBeLessThanOrEqual(height);
  });

  it('are small beyond nine units', () => {
    expect(arrange(stacks(9, 10), 772, 410).map(({ size }) => size)).toEqual([36, 20]);
  });
});

describe('headers', () => {
  it('are as wide as the design has them, and never overlap', () => {
    expect(headerWidth(5, 772, measures.desktop)).toBe(138);
    for (const [room, width] of [
      [measures.desktop, 772],
      [measures.desktop, 433],
      [measures.tablet, 788],
      [measures.phone, 328],
    ] as const) {
      for (let count = 3; count <= 10; count++) {
        const step = columnX(1, count, width, room) - columnX(0, count, width, room);
        expect(step - headerWidth(count, width, room)).toBeGreaterThanOrEqual(9.99);
      }
    }
  });

  it('give up room as they get narrower', () => {
    expect([138, 120, 64, 50].map(headerShape)).toEqual(['wide', 'tight', 'narrow', 'folded']);
  });
});

describe('a figure whose height is free', () => {
  it.each(['tablet', 'phone'] as const)('has units of the design on a %s, down to the small ones', layout => {
    const room = measures[layout];
    for (const units of [1, 4, 8, 9]) {
      const [column] = arrange(stacks(units), 328, figureHeight([units], room), room);
      expect(column!.size).toBe(room.unit);
      expect(column!.pitch).toBeLessThanOrEqual(50);
    }
    for (const units of [10, 16])
      expect(arrange(stacks(units), 328, figureHeight([units], room), room)[0]!.size).toBe(20);
  });

  it('leaves room for a line of words below units that have names', () => {
    for (const room of [measures.desktop, measures.tablet, measures.phone]) {
      const named = stacks(4).map(stack => ({ ...stack, named: true }));
      const [column] = arrange(named, 328, figureHeight([4], room, true), room);
      expect(column!.pitch - column!.size).toBeGreaterThanOrEqual(14);
    }
  });

  it('is no higher for units that are not shown', () => {
    expect(figureHeight([256], measures.phone)).toBe(figureHeight([13], measures.phone));
  });
});

describe('the units shown', () => {
  it('are all of them up to sixteen', () => expect(shownUnits(16, new Float32Array())).toEqual(all(16)));

  it('are of many the twelve with the largest outgoing weight, in order', () => {
    const units = 64;
    const outgoing = new Float32Array(2 * units).fill(0.1);
    const strong = [3, 5, 8, 13, 21, 34, 40, 41, 42, 55, 60, 63];
    strong.forEach((unit, i) => {
      outgoing[unit + (i % 2) * units] = i % 3 ? -2 : 3;
    });
    expect(shownUnits(units, outgoing)).toEqual(strong);
  });

  it('are the first twelve while nothing is known', () => {
    expect(shownUnits(20, new Float32Array())).toEqual(all(12));
  });
});
