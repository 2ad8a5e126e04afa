/**
 * What the page can be drawn without: on the site it comes after the first frame, or on the first press. An element that is
 * used before is empty until then.
 */
import '../registry-details.ts';
import { GraphDetails } from './graph-details.ts';
import { ImagePolls } from './image-answers.ts';
import { LayerMeansPoll } from './layer-means.ts';
import { OutputAnswers } from './output-answers.ts';
import { takeParts } from './parts.ts';
import { PgBoxes } from './pg-boxes.ts';
import { PgConfusion } from './pg-confusion.ts';
import { PgDigit } from './pg-digit.ts';
import { PgDraw } from './pg-draw.ts';
import { PgImages } from './pg-images.ts';
import { PgKeys } from './pg-keys.ts';
import { PgMistakes } from './pg-mistakes.ts';
import { PgPresetMenu } from './pg-preset-menu.ts';
import { PgTable } from './pg-table.ts';
import { Pointing } from './pointing.ts';
import type { Elements } from './register.ts';
import { complaintAbout } from './run-complaints.ts';
import { StripPlace } from './strip-place.ts';

/** What elements of the first screen consist of too. */
export const parts = { GraphDetails, ImagePolls, LayerMeansPoll, OutputAnswers, Pointing, StripPlace, complaintAbout };
takeParts(parts);

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
