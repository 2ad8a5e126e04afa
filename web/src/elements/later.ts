/** What the first screen of the site does not show. */
import { PgBoxes } from './pg-boxes.ts';
import { PgConfusion } from './pg-confusion.ts';
import { PgDigit } from './pg-digit.ts';
import { PgImages } from './pg-images.ts';
import { PgKeys } from './pg-keys.ts';
import { PgMistakes } from './pg-mistakes.ts';
import { PgTable } from './pg-table.ts';
import type { Elements } from './register.ts';

export const later: Elements = {
  'pg-boxes': PgBoxes,
  'pg-confusion': PgConfusion,
  'pg-digit': PgDigit,
  'pg-images': PgImages,
  'pg-keys': PgKeys,
  'pg-mistakes': PgMistakes,
  'pg-table': PgTable,
};
