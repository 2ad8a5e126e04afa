import { downloadJson, type Source } from './download.ts';

/** The picture of a set for its tile, as values: the theme colors it. */
export type Tile =
  /** `x, y, class, …` with x and y in `TILE_REACH`; in place of a class a number from −1 to 1. */
  | { readonly type: 'points'; readonly points: readonly number[] }
  /** A square of images, row by row from the top, from 0 to 1. */
  | { readonly type: 'image'; readonly values: readonly number[] };

/** From where to where the points of a tile reach. */
export const TILE_REACH = [0, 100] as const;

/** What a hexadecimal digit of an image is at most. */
const BRIGHTEST = 15;

/**
 * Fetches the pictures of all sets from the folder `base`, by the sets' names.
 *
 * @throws DataError if they do not arrive.
 */
export async function loadTiles(base: URL, source: Source = {}): Promise<ReadonlyMap<string, Tile>> {
  const url = new URL('tiles.json', base);
  const tiles = await downloadJson<Readonly<Record<string, readonly number[] | string>>>('pictures', url, source);
  return new Map(Object.entries(tiles).map(([name, tile]) => [name, tileOf(tile)] as const));
}

const tileOf = (tile: readonly number[] | string): Tile =>
  typeof tile === 'string'
    ? { type: 'image', values: Array.from(tile, digit => Number.parseInt(digit, 16) / BRIGHTEST) }
    : { type: 'points', points: tile };
