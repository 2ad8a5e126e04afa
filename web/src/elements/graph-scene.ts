/** The graph of a network in its place: what to draw, what is where, and what is to be said about it. */
import { arrange, type Measures, measures, unitY } from '../draw/arrange.ts';
import type { Box } from '../draw/box.ts';
import { type Edges, edgeAt, makeEdges, type Spot, type Wanted } from '../draw/edges.ts';
import { fixed, significant, whole } from '../draw/format.ts';
import { probeNumber } from '../draw/probe.ts';
import { biasAt, type UnitColumn } from '../draw/units.ts';
import type { Opened, UnitId } from '../engine/protocol.ts';
import { sentenceCase } from '../registry.ts';
import { isSymbol, layerPhrase, unitName, unitTitle } from '../run/names.ts';
import { type Card, type Sheet, strongest } from './graph-cards.ts';
import { columnsOf, type GraphColumn, type Parameter, parametersOf } from './graph-model.ts';

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
  readonly pictures?: {
    /** What the picture of a unit shows, as names and values. */
    facts(column: SceneColumn, unit: number): Card['facts'];
    /** What the image of the inputs is, in words. */
    readonly input: string;
    /** What a click on it does. */
    readonly hint: string;
  };
}

/** How near to an edge counts as on it. */
const EDGE_REACH = 5;

/** Room that a card needs; without it to the right, it goes to the left. */
const CARD_WIDTH = 230;

/** An image of the inputs is so much larger than a unit. */
const IMAGE_SCALE = 1.75;

/** Of many parameters a sheet has fields for the strongest. */
const MOST_FIELDS = 64;

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

const nameAt = (scene: Scene, spot: Spot): string => unitName(scene.columns[spot.column]!, unitAt(scene, spot));
const titleAt = (scene: Scene, spot: Spot): string => {
  const column = scene.columns[spot.column]!;
  return column.image ? column.title : unitTitle(column, unitAt(scene, spot));
};

/** The parameters behind a target, with words for it. */
export function sheetOf(scene: Scene, target: Target): Sheet {
  if (target.type === 'weight') {
    const { column, from, to, number } = scene.edges;
    const source = titleAt(scene, { column: column[target.edge]!, place: from[target.edge]! });
    const end = nameAt(scene, { column: column[target.edge]! + 1, place: to[target.edge]! });
    return {
      title: 'Weight',
      note: `${source} → ${end}`,
      parameters: [{ number: number[target.edge]!, name: 'change it here' }],
    };
  }
  const { spot } = target;
  const column = scene.columns[spot.column]!;
  const parameters = column.image ? [] : parametersOf(scene.columns, spot.column, unitAt(scene, spot));
  const name = titleAt(scene, spot);
  const source = layerPhrase(scene.columns[Math.max(0, spot.column - 1)]!);
  if (target.type === 'unit') return { title: name, note: `Bias, and weights from ${source}`, parameters };
  return { title: 'Bias', note: name, parameters: [{ number: parameters[0]!.number, name: 'change it here' }] };
}

/** A sheet that can be opened: of very many parameters the bias and the strongest. */
export function shortSheet(sheet: Sheet, params: Float32Array): Sheet {
  const [first, ...others] = sheet.parameters;
  if (!first || others.length <= MOST_FIELDS) return sheet;
  const size = ({ number }: Parameter) => Math.abs(params[number] ?? 0);
  const strong = others.toSorted((a, b) => size(b) - size(a)).slice(0, MOST_FIELDS);
  const note = `${sheet.note}: the ${MOST_FIELDS} strongest of ${whole(others.length)}`;
  return { ...sheet, note, parameters: [first, ...strong] };
}

/** The values on a card. */
export function factsOf(scene: Scene, target: Target, numbers: Numbers): Card['facts'] {
  const own = parameterFacts(scene, target, numbers);
  if (target.type !== 'unit' || !numbers.pictures) return own;
  return [...own, ...numbers.pictures.facts(scene.columns[target.spot.column]!, unitAt(scene, target.spot))];
}

function parameterFacts(scene: Scene, target: Target, { params, gradients, probe }: Numbers): Card['facts'] {
  const { parameters } = sheetOf(scene, target);
  const [first, ...incoming] = parameters;
  const here = target.type === 'unit' && probe ? ([['value here', probeText(scene, target.spot, probe)]] as const) : [];
  if (!first) return here;
  const gradient = gradients && ([['gradient', significant(gradients[first.number] ?? Number.NaN, 2)]] as const);
  if (target.type !== 'unit') return [['value', fixed(params[first.number] ?? Number.NaN)], ...(gradient ?? [])];
  return [
    ...here,
    ['bias', fixed(params[first.number] ?? Number.NaN)],
    ...(gradient ? [['gradient of the bias', gradient[0][1]] as const] : []),
    gradients
      ? ['largest gradient', strongest(incoming, gradients, x => significant(x, 2))]
      : ['strongest input', strongest(incoming, params, fixed)],
  ];
}

/** What a unit gives at the place that is pointed at. */
export const probeText = ({ columns }: Scene, spot: Spot, probe: Float32Array): string => {
  const column = columns[spot.column]!;
  return probeNumber(probe[column.first + (column.shown[spot.place] ?? 0)] ?? Number.NaN);
};

/** The card of a target; `x` and `y` are where the pointer is, unless the target is a unit. */
export function cardOf(scene: Scene, target: Target, numbers: Numbers, x: number, y: number, box: Box): Card {
  const sheet = sheetOf(scene, target);
  const facts = factsOf(scene, target, numbers);
  if (target.type !== 'unit') {
    const left = x + CARD_WIDTH > box.w;
    const { title, note = '' } = sheet;
    return { title, note, facts, hint: 'Click to change it', x: left ? x - 14 : x + 14, y: y + 12, left };
  }
  const column = scene.columns[target.spot.column]!;
  const left = column.x + CARD_WIDTH > box.w;
  const aside = column.size / 2 + 12;
  const { pictures } = numbers;
  return {
    title: sheet.title,
    facts,
    hint: facts.length ? `Click or ↵ shows ${pictures ? 'its weights as numbers' : 'all its weights'}` : '',
    ...(pictures && { pictured: true }),
    ...(pictures && column.image && { note: sentenceCase(pictures.input), hint: pictures.hint }),
    x: column.x + (left ? -aside : aside),
    y: unitY(column, target.spot.place) - column.size / 2,
    left,
  };
}

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
