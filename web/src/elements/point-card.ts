import { html, nothing } from 'lit';
import { percent, short, significant, whole } from '../draw/format.ts';
import type { Opened } from '../engine/protocol.ts';
import { imagesOf } from '../run/picture.ts';
import { classOf, type Reading, wordsOf } from '../run/reading.ts';
import type { Side } from './boundary-labels.ts';
import { icon } from './icons.ts';
import { styled } from './styled.ts';

/** A point that is looked at. */
export interface PointCard {
  readonly row: number;
  readonly title: string;
  /** Names and values. */
  readonly facts: readonly (readonly [string, string])[];
}

/** What the engine says of a row. */
export interface Said {
  readonly outputs: Float32Array;
  readonly loss: number;
  /** The row's share of the loss of all rows that are for the same. */
  readonly share: number;
}

/** How many of its columns a card lists; of very many only those that are shown, because single ones say little. */
const MOST_COLUMNS = 6;
const MANY = 64;

const roles = ['Training point', 'Validation point', 'Test point'] as const;
const groups = ['training', 'validation', 'test'] as const;

/** What a row is: its class, or every number that is to be predicted. */
function targetsOf({ task, outputs, y, targets }: Opened, row: number): PointCard['facts'] {
  if (task !== 'regression') return [['is', outputs[y[row]!] ?? '']];
  const all = targets?.subarray(row * outputs.length, (row + 1) * outputs.length) ?? [y[row]!];
  return Array.from(all, (value, i) => [outputs[i] ?? 'target', significant(value)] as const);
}

/** The card of a row: what goes in, what it is, what the network says, and what that costs. */
export function pointCard(
  opened: Opened,
  row: number,
  shown: readonly number[],
  reading: Reading,
  said?: Said,
): PointCard {
  const { columns, x, y, role, task } = opened;
  const others = [...columns.keys()].filter(column => !shown.includes(column));
  const all = columns.length < MANY ? [...new Set(shown), ...others] : shown;
  // An image is shown beside its card: its pixels are not listed.
  const isImage = imagesOf(opened) !== undefined;
  const listed = isImage ? [] : all.filter(column => column < columns.length).slice(0, MOST_COLUMNS);
  const more = isImage ? 0 : columns.length - listed.length;
  const name = groups[role[row]!] ?? 'its kind';
  const wrong = said && task !== 'regression' && classOf(said.outputs, reading) !== y[row];
  return {
    row,
    title: `${roles[role[row]!] ?? 'Erased point'} ${whole(row + 1)}`,
    facts: [
      ...listed.map(column => [columns[column]!, short(x[row * columns.length + column]!)] as const),
      ...(more > 0 ? [['and', `${whole(more)} more columns`] as const] : []),
      ...targetsOf(opened, row),
      ...(said ? [[wrong ? 'said, wrongly' : 'said', wordsOf(said.outputs, reading)] as const] : []),
      ...(said
        ? ([
            ['loss', significant(said.loss)],
            ['share', `${percent(said.share)} of ${name}`],
          ] as const)
        : []),
    ],
  };
}

export const pointCardTemplate = (
  { title, facts }: PointCard,
  place: Side,
  close: () => void,
  picture: unknown = nothing,
) => html`<div
  class="card pop" role="group" aria-label=${title} ${styled(place)}
>
  <div class="card-head"><b>${title}</b>
    <button class="btn ghost small icon" aria-label="Close the point" @click=${close}>${icon('close')}</button></div>
  <div class="with">${picture}<dl>${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value || nothing}</dd>`)}</dl></div>
</div>`;
