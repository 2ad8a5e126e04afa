import { tipped } from './tip.ts';

/** As the styles of tiles have it. */
const TILES_PER_ROW = 4;

/** A tile with what it stands for; that of the last tiles of a row goes to the left, where there is room. */
export const tile = (i: number, about: string, text: string | undefined, label: unknown) =>
  tipped(about, text, label, i % TILES_PER_ROW < TILES_PER_ROW / 2 ? 'start' : 'end');
