/** Every element by its name. Importing this registers nothing. */
import { PgBoundary } from './pg-boundary.ts';
import { PgBoxes } from './pg-boxes.ts';
import { PgChoice } from './pg-choice.ts';
import { PgConfusion } from './pg-confusion.ts';
import { PgData } from './pg-data.ts';
import { PgDigit } from './pg-digit.ts';
import { PgDraw } from './pg-draw.ts';
import { PgFeatures } from './pg-features.ts';
import { PgFigure } from './pg-figure.ts';
import { PgGradients } from './pg-gradients.ts';
import { PgGraph } from './pg-graph.ts';
import { PgImages } from './pg-images.ts';
import { PgKeys } from './pg-keys.ts';
import { PgLoss } from './pg-loss.ts';
import { PgMasthead } from './pg-masthead.ts';
import { PgMistakes } from './pg-mistakes.ts';
import { PgNetwork } from './pg-network.ts';
import { PgNotice } from './pg-notice.ts';
import { PgOutput } from './pg-output.ts';
import { PgPace } from './pg-pace.ts';
import { PgParam } from './pg-param.ts';
import { PgPlayground } from './pg-playground.ts';
import { PgPresets } from './pg-presets.ts';
import { PgRun } from './pg-run.ts';
import { PgScore } from './pg-score.ts';
import { PgShare } from './pg-share.ts';
import { PgTable } from './pg-table.ts';
import { PgTraining } from './pg-training.ts';
import { PgTransport } from './pg-transport.ts';

export const elements: Readonly<Record<`pg-${string}`, CustomElementConstructor>> = {
  // First: what stands inside it in a document asks for its run as soon as it is registered.
  'pg-run': PgRun,
  'pg-boundary': PgBoundary,
  'pg-boxes': PgBoxes,
  'pg-choice': PgChoice,
  'pg-confusion': PgConfusion,
  'pg-data': PgData,
  'pg-digit': PgDigit,
  'pg-draw': PgDraw,
  'pg-features': PgFeatures,
  'pg-figure': PgFigure,
  'pg-gradients': PgGradients,
  'pg-graph': PgGraph,
  'pg-images': PgImages,
  'pg-keys': PgKeys,
  'pg-loss': PgLoss,
  'pg-masthead': PgMasthead,
  'pg-mistakes': PgMistakes,
  'pg-network': PgNetwork,
  'pg-notice': PgNotice,
  'pg-output': PgOutput,
  'pg-pace': PgPace,
  'pg-param': PgParam,
  'pg-playground': PgPlayground,
  'pg-presets': PgPresets,
  'pg-score': PgScore,
  'pg-share': PgShare,
  'pg-table': PgTable,
  'pg-training': PgTraining,
  'pg-transport': PgTransport,
};
