/**
 * What the page can be drawn and used without: on the site it comes after the first frame. An element that is used before is
 * empty until then.
 */
import '../registry-details.ts';
import { PgBoxes } from './pg-boxes.ts';
import { PgConfusion } from './pg-confusion.ts';
import { PgDigit } from './pg-digit.ts';
import { PgDraw } from './pg-draw.ts';
import { PgImages } from './pg-images.ts';
import { PgKeys } from './pg-keys.ts';
import { PgMistakes } from './pg-mistakes.ts';
import { PgPresetMenu } from './pg-preset-menu.ts';
import { PgTable } from './pg-table.ts';
import type { Elements } from './register.ts';

export const later: Elements = {
  'pg-boxes': PgBoxes,
  'pg-confusion': PgConfusion,
  'pg-digit': PgDigit,
  'pg-draw': PgDraw,
  'pg-images': PgImages,
  'pg-keys': PgKeys,
  'pg-mistakes': PgMistakes,
  'pg-preset-menu': PgPresetMenu,
  'pg-table': PgTable,
};
