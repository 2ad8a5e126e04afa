import type { Colors } from '../draw/palette.ts';
import { drawProbe } from '../draw/probe.ts';
import { type Atlas, type DrawPictures, drawBiases, drawReaders, drawUnits } from '../draw/units.ts';
import type { SceneColumn } from './graph-scene.ts';

/** Draws the units of a network: their pictures, and the marks of biases and the values of a probe where they are known. */
export function paintUnits(
  ctx: CanvasRenderingContext2D,
  columns: readonly SceneColumn[],
  pictures: Atlas | DrawPictures | undefined,
  params: Float32Array | undefined,
  probe: Float32Array | undefined,
  colors: Colors,
): void {
  const [inputs, first] = columns;
  if (inputs?.image && first?.readsImage) drawReaders(ctx, inputs, first, colors);
  drawUnits(ctx, columns, pictures, colors);
  if (params) drawBiases(ctx, columns, params, colors);
  if (probe) drawProbe(ctx, columns, probe, colors);
}
