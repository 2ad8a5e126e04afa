import { expect, it } from 'vitest';
import { drawProbe } from '../../src/draw/probe.ts';
import { colors, recorder } from './recorder.ts';

it('values wider than their units reach inward at either end, where outside are names', () => {
  const { ctx, of } = recorder();
  const column = { y: 50, size: 22, pitch: 29, units: 1, shown: [0] };
  const columns = [46, 122, 350].map((x, first) => ({ ...column, x, first }));
  drawProbe(ctx, columns, Float32Array.of(-1.25, -0.5, 0.75), colors);
  const chips = of('roundRect').map(({ args }) => args as number[]);
  expect(chips[0]![0]).toBeCloseTo(46 - 11);
  expect(chips[1]![0]! + chips[1]![2]! / 2).toBeCloseTo(122);
  expect(chips[2]![0]! + chips[2]![2]!).toBeCloseTo(350 + 11);
});
