/** Where the parts of the network stand: headers above the columns of the graph, strips below them. */
import { columnX, figureHeight, headerShape, headerWidth, measures } from '../draw/arrange.ts';
import type { Opened } from '../engine/protocol.ts';
import { isSymbol } from '../run/names.ts';
import { imagesOf } from '../run/picture.ts';
import { columnsOf } from './graph-model.ts';
import { type Place, SHEET_WIDTH } from './layer-header.ts';
import type { Layout } from './layout.ts';
import type { Strip } from './pg-gradients.ts';

/** Width of the headers at both ends, where there is room. */
const END_WIDTH = 92;

/** Room that an explanation beside a header needs. */
const TIP_WIDTH = 220;

/** What there is to stand in; the width is in CSS pixels. */
export interface Room {
  readonly width: number;
  readonly layout: Layout;
}

/** The place of the header of column `index` of `count`. */
export function placeOf(index: number, count: number, { width: all, layout }: Room): Place {
  const room = measures[layout];
  const isEnd = index === 0 || index === count - 1;
  const widest = isEnd ? Math.min(END_WIDTH, 2 * room.right) : Number.POSITIVE_INFINITY;
  const x = columnX(index, count, all, room);
  const width = Math.min(widest, headerWidth(count, all, room));
  const left = Math.min(Math.max(0, x - width / 2), Math.max(0, all - SHEET_WIDTH));
  return {
    x,
    width,
    shape: layout === 'phone' ? 'folded' : headerShape(width),
    last: x + TIP_WIDTH > all,
    sheet: left - (x - width / 2),
  };
}

/** One strip for each layer with weights, as wide as its header. */
export function stripsOf(opened: Opened | undefined, { width: all, layout }: Room): readonly Strip[] {
  if (!opened || all === 0) return [];
  const room = measures[layout];
  const columns = columnsOf(opened);
  const hidden = headerWidth(columns.length, all, room);
  return columns.slice(1).map(({ title, layer }, i) => {
    const width = i === columns.length - 2 ? Math.min(2 * room.right, hidden) : hidden;
    const x = columnX(i + 1, columns.length, all, room) - width / 2;
    return { name: title, layer, x, width };
  });
}

/** On the desktop the graph takes the height that there is; elsewhere the page is as long as it needs. */
export function graphHeight(opened: Opened | undefined, layout: Layout): Readonly<Record<string, string>> {
  if (layout === 'desktop' || !opened) return {};
  const columns = columnsOf(opened);
  const named = columns.some(({ names }) => !names.every(isSymbol));
  const units = columns.map(({ units, layer }) => (layer < 0 && imagesOf(opened) ? 1 : units));
  return { height: `${figureHeight(units, measures[layout], named)}px` };
}
