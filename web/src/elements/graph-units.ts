/** The units of a graph as buttons, and their names. */
import { html, nothing } from 'lit';
import { unitY } from '../draw/arrange.ts';
import type { Spot } from '../draw/edges.ts';
import { whole } from '../draw/format.ts';
import { isSymbol } from '../run/names.ts';
import type { SceneColumn } from './graph-scene.ts';
import { styled } from './styled.ts';

/** Room between two units that a name needs. */
const BELOW = 11;

/** How a unit's button is to be. */
export interface UnitState {
  readonly label: string;
  /** Whether the tab key reaches it. */
  readonly current: boolean;
  /** Whether its sheet is open. */
  readonly open: boolean;
}

/** The buttons of one column; `stateOf` says how each is. */
export function columnTemplate(column: SceneColumn, index: number, stateOf: (spot: Spot) => UnitState) {
  const hidden = column.units - column.shown.length;
  const end = unitY(column, column.shown.length - 1) + column.size / 2;
  const unit = (place: number) => unitTemplate(column, { column: index, place }, stateOf({ column: index, place }));
  return html`${column.shown.map((_, place) => unit(place))}
  ${hidden ? html`<span class="more" ${styled({ left: `${column.x}px`, top: `${end + 6}px` })}>+ ${whole(hidden)} more</span>` : nothing}`;
}

function unitTemplate(column: SceneColumn, spot: Spot, { label, current, open }: UnitState) {
  const { x, size } = column;
  const name = !column.image && nameClass(column) && column.names[column.shown[spot.place] ?? 0];
  return html`<button
    class="unit ${open ? 'open' : ''}"
    ${styled({ left: `${x - size / 2}px`, top: `${unitY(column, spot.place) - size / 2}px`, width: `${size}px`, height: `${size}px` })}
    data-column=${spot.column}
    data-place=${spot.place}
    tabindex=${current ? 0 : -1}
    aria-label=${label}
  >
    ${name ? html`<span class=${nameClass(column)}>${withoutUnit(name)}</span>` : nothing}
  </button>`;
}

/** A symbol stands beside its unit like mathematics; a word below it, where there is room; beside it only after the last. */
function nameClass({ layer, names, pitch, size }: SceneColumn): string {
  if (layer < 0 && names.every(isSymbol)) return 'math name';
  if (pitch - size >= BELOW) return 'name below';
  return layer < 0 ? '' : 'name after';
}

/** A column of a table without the unit of its numbers. */
const withoutUnit = (name: string): string => name.replace(/,.*/, '');
