/** What stands at the sides of a plane, and where things stand beside its places. */
import { html } from 'lit';
import { short } from '../draw/format.ts';
import { isSymbol } from '../run/names.ts';
import type { Place } from './pointing.ts';

/** Where something stands, as styles. */
export type Side = Readonly<Record<string, string>>;

/** Beside the plane there is room for as many characters; what is longer stands upright. */
const MOST_LEVEL = 5;

/** About how high a card is: lines of 17 pixels below a head. */
const CARD = { line: 17, head: 60 };

/** A little beyond a share of the plane. */
const beyond = (share: number): string => `calc(${100 * share}% + 13px)`;

/** The ends of an axis, and what is along it. */
export function axis(side: 'x' | 'y', [first = 0, last = 0]: readonly number[], name: string) {
  const end = (value: number) => {
    const text = short(value);
    return html`<span class=${text.length > MOST_LEVEL ? 'word' : ''}>${text}</span>`;
  };
  return html`<div class=${side}>
    ${end(first)}
    <span class=${isSymbol(name) ? 'math' : 'word'}>${name}</span>
    ${end(last)}
  </div>`;
}

/** Beside a place, toward the middle of the plane. */
export const besidePlace = ([u, v]: Place): Side => ({
  ...(u > 0.5 ? { right: beyond(1 - u) } : { left: beyond(u) }),
  ...(v > 0.5 ? { top: beyond(1 - v) } : { bottom: beyond(v) }),
});

/**
 * Where a card with so many facts stands: below its point, above it near the lower edge if it fits there in a plane that is
 * `height` pixels high. It never reaches beyond the sides.
 */
export function besidePoint([u, v]: Place, facts: number, height: number): Side {
  const above = v < 1 / 3 && (1 - v) * height > CARD.head + CARD.line * facts;
  return {
    left: `clamp(0px, ${100 * u}% - var(--wide) / 2, 100% - var(--wide))`,
    ...(above ? { bottom: beyond(v) } : { top: beyond(1 - v) }),
  };
}
