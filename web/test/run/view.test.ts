import { describe, expect, it } from 'vitest';
import type { Opened } from '../../src/engine/protocol.ts';
import { defaultView, planeOf } from '../../src/run/view.ts';

const opened = { columns: ['a', 'b', 'c'], ranges: Float32Array.of(0, 1, 2, 3, 4, 5) } as unknown as Opened;

describe('a plane', () => {
  it('follows the axes that were chosen, else those of the data', () => {
    expect(planeOf(opened, { ...defaultView, axes: [2, 0] }, [0, 1])).toEqual({
      x: 2,
      y: 0,
      xRange: [4, 5],
      yRange: [0, 1],
    });
    expect(planeOf(opened, defaultView, [1, 2])).toMatchObject({ x: 1, y: 2 });
  });

  it('falls back to the first columns when the data has fewer', () => {
    expect(planeOf(opened, { ...defaultView, axes: [3, 0] }, [0, 1])).toMatchObject({ x: 0, y: 1 });
    const single = { columns: ['a'], ranges: Float32Array.of(0, 1) } as unknown as Opened;
    expect(planeOf(single, defaultView, [0, 1])).toMatchObject({ x: 0, y: 0 });
  });
});
