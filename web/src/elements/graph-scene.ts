/** The graph of a network in its place: what to draw, and what is where. */
import { arrange, type Measures, measures, unitY } from '../draw/arrange.ts';
import type { Box } from '../draw/box.ts';
import { type Edges, edgeAt, makeEdges, type Spot, type Wanted } from '../draw/edges.ts';
import { probeNumber } from '../draw/probe.ts';
import { biasAt, type UnitColumn } from '../draw/units.ts';
import type { Opened, UnitId } from '../engine/protocol.ts';
import { isSymbol } from '../run/names.ts';
import type { Card } from './graph-cards.ts';
import { columnsOf, type GraphColumn } from './graph-model.ts';

export interface SceneColumn extends GraphColumn, UnitColumn {
  /** Of images: whether it is the inputs, shown as one image, or reads their pixels. */
  readonly image?: boolean;
  readonly readsImage?: boolean;
}

export interface Scene {
  readonly columns: readonly SceneColumn[];
  readonly edges: Edges;
}

/** Something in the scene that can be pointed at. */
export type Target =
  | { readonly type: 'unit' | 'bias'; readonly spot: Spot }
  | { readonly type: 'weight'; readonly edge: number };

/** The numbers that the graph shows. */
export interface Numbers {
  readonly params: Float32Array;
  /** The gradient of every parameter, where edges show them. */
  readonly gradients: Float32Array | undefined;
  /** The value of every input and unit at the place that is pointed at, if there is one. */
  readonly probe: Float32Array | undefined;
  /** Of images: what the pictures of units show. */
  readonly pictures?:
    | {
        /** What the picture of a unit shows, as names and values. */
        facts(column: SceneColumn, unit: number): Card['facts'];
        /** What the image of the inputs is, in words. */
        readonly input: string;
        /** What a click on it does. */
        readonly hint: string;
      }
    | undefined;
}

/** How near to an edge counts as on it. */
const EDGE_REACH = 5;

/** An image of the inputs is so much larger than a unit. */
const IMAGE_SCALE = 1.75;

/** Places the network in `box`; `shown` are the numbers of the units to show, column by column. Inputs that are images are one. */
export function makeScene(
  opened: Opened,
  shown: readonly (readonly number[])[],
  { w, h }: Box,
  room?: Measures,
  areImages = false,
): Scene {
  const model = columnsOf(opened);
  const placed = arrange(
    model.map(({ units, names }, i) => ({ units, shown: shown[i] ?? [], named: !names.every(isSymbol) })),
    w,
    h,
    room,
  );
  const inOrder: readonly SceneColumn[] = model.map((column, i) => ({
    ...column,
    ...placed[i]!,
    atlas: column.layer + 1,
  }));
  const columns = areImages ? withImage(inOrder, h, room) : inOrder;
  const weights = columns.slice(1).map(({ weights, readsImage }) => (readsImage ? undefined : weights));
  return { columns, edges: makeEdges(columns, weights) };
}

/** Of images the inputs are one picture, and what reads them shows its weights in place of edges. */
function withImage(
  columns: readonly SceneColumn[],
  height: number,
  room: Measures = measures.desktop,
): readonly SceneColumn[] {
  return columns.map((column, i) => {
    if (i === 0) {
      const size = Math.min(IMAGE_SCALE * room.unit, 2 * room.left - 4);
      return { ...column, units: 1, shown: [0], y: height / 2, size, pitch: size, image: true };
    }
    return i === 1 && column.weights ? { ...column, readsImage: true } : column;
  });
}

/** What is at a point between the units; of the edges, those that are `wanted`. */
export function targetAt({ columns, edges }: Scene, x: number, y: number, wanted?: Wanted): Target | undefined {
  const spot = biasAt(columns, x, y);
  if (spot) return { type: 'bias', spot };
  const edge = edgeAt(edges, x, y, EDGE_REACH, wanted);
  return edge === undefined ? undefined : { type: 'weight', edge };
}

export const unitAt = ({ columns }: Scene, { column, place }: Spot): number => columns[column]?.shown[place] ?? 0;

export const unitId = (scene: Scene, spot: Spot): UnitId => ({
  layer: scene.columns[spot.column]!.layer,
  unit: unitAt(scene, spot),
});

/** What a unit gives at the place that is pointed at. */
export const probeText = ({ columns }: Scene, spot: Spot, probe: Float32Array): string => {
  const column = columns[spot.column]!;
  return probeNumber(probe[column.first + (column.shown[spot.place] ?? 0)] ?? Number.NaN);
};

/** The unit to go to from `spot` with an arrow key. Sideways it is the one at about the same height. */
export function neighbor({ columns }: Scene, { column, place }: Spot, key: string): Spot | undefined {
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const next = place + (key === 'ArrowUp' ? -1 : 1);
    return next in columns[column]!.shown ? { column, place: next } : undefined;
  }
  const aside = { ArrowLeft: column - 1, ArrowRight: column + 1 }[key];
  const other = aside === undefined ? undefined : columns[aside];
  if (aside === undefined || !other) return undefined;
  const height = unitY(columns[column]!, place);
  const nearest = Math.round((height - other.y) / other.pitch);
  return { column: aside, place: Math.max(0, Math.min(other.shown.length - 1, nearest)) };
}

export const sameTarget = (a: Target | undefined, b: Target | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

export const sameSpot = (a: Spot, b: Spot): boolean => a.column === b.column && a.place === b.place;
