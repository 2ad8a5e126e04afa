/** What the pictures of a run are: the one place where it is decided. */
import { findSummary } from '../data/catalog.ts';
import type { Opened } from '../engine/protocol.ts';
import { configOf } from './state.ts';

/** Size of an image in pixels. */
export interface Sized {
  readonly width: number;
  readonly height: number;
}

/** Rows that are images: every column is a pixel, row by row from the top. */
export interface Images extends Sized {
  readonly type: 'images';
  /** Whether what is predicted is a box in the image: its left and top edge, its width and height, in pixels. */
  readonly boxes: boolean;
}

export type Picture =
  /** Two columns along the axes, the others at their mean. */
  | { readonly type: 'plane' }
  /** One column, and what is predicted against it. */
  | { readonly type: 'curve' }
  | Images;

const BOX = 'x y width height';

const isBox = (outputs: readonly string[]): boolean => outputs.map(name => name.replace(/,.*/, '')).join(' ') === BOX;

/** What the pictures of a run are. Images of which pixels are left out are columns like others. */
export function pictureOf(opened: Opened): Picture {
  const { data } = configOf(opened);
  const size = data.kind === 'table' ? findSummary(data.name)?.image : undefined;
  const { length } = opened.columns;
  if (size && size.width * size.height === length) {
    return { type: 'images', ...size, boxes: opened.task === 'regression' && isBox(opened.outputs) };
  }
  return { type: length > 1 ? 'plane' : 'curve' };
}

/** The size and kind of the images of a run; undefined where its rows are none. */
export function imagesOf(opened: Opened | undefined): Images | undefined {
  const picture = opened && pictureOf(opened);
  return picture?.type === 'images' ? picture : undefined;
}
