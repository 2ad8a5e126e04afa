import { describe, expect, it } from 'vitest';
import { figureLayout } from '../../src/elements/figure-layout.ts';

const shown = (width: number, height: number) => {
  const { shape, figures, curve, controls } = figureLayout(width, height);
  return [shape, figures && 'figures', curve && 'curve', controls && 'controls'].filter(Boolean).join(' ');
};

describe('a figure', () => {
  it('has what the design says for its width', () => {
    expect(shown(900, 600)).toBe('wide figures curve controls');
    expect(shown(640, 420)).toBe('beside figures curve controls');
    expect(shown(360, 420)).toBe('below figures');
    expect(shown(359, 420)).toBe('bare');
  });

  it('gives way in the order of the design when it is low', () => {
    expect(shown(640, 299)).toBe('beside figures controls');
    expect(shown(640, 259)).toBe('beside figures');
    expect(shown(640, 219)).toBe('beside');
    expect(shown(400, 219)).toBe('below');
    expect(shown(1200, 400)).toBe('beside figures curve controls');
  });

  it('has a boundary as large as in the drawings, which never goes', () => {
    expect(figureLayout(640, 420).side).toBe(318);
    expect(figureLayout(360, 420).side).toBe(268);
    for (const size of [10, 60, 100]) expect(figureLayout(size, size).side).toBeGreaterThan(0);
  });

  it('fits into its box', () => {
    for (const width of [240, 359, 360, 420, 599, 600, 640, 899, 900, 1400]) {
      for (const height of [200, 260, 300, 420, 520, 700]) {
        const { side } = figureLayout(width, height);
        expect(side, `${width} × ${height}`).toBeLessThanOrEqual(Math.min(width, height));
      }
    }
  });
});
