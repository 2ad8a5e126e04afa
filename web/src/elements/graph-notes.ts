/** What is to be said about a place of a graph: the parameters behind it, and its card. */
import { unitY } from '../draw/arrange.ts';
import type { Box } from '../draw/box.ts';
import type { Spot } from '../draw/edges.ts';
import { fixed, significant, whole } from '../draw/format.ts';
import { sentenceCase } from '../registry.ts';
import { layerPhrase, unitName, unitTitle } from '../run/names.ts';
import { type Card, type Sheet, strongest } from './graph-cards.ts';
import { type Parameter, parametersOf } from './graph-model.ts';
import { type Numbers, probeText, type Scene, type Target, unitAt } from './graph-scene.ts';

/** Room that a card needs; without it to the right, it goes to the left. */
const CARD_WIDTH = 230;

/** Of many parameters a sheet has fields for the strongest. */
const MOST_FIELDS = 64;

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
