/** What the first screen shows. */
import { PgBoundary } from './pg-boundary.ts';
import { PgChoice } from './pg-choice.ts';
import { PgData } from './pg-data.ts';
import { PgFeatures } from './pg-features.ts';
import { PgGradients } from './pg-gradients.ts';
import { PgGraph } from './pg-graph.ts';
import { PgLoss } from './pg-loss.ts';
import { PgMasthead } from './pg-masthead.ts';
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
import { PgTraining } from './pg-training.ts';
import { PgTransport } from './pg-transport.ts';
import type { Elements } from './register.ts';

export const first: Elements = {
  // First: what stands inside it in a document asks for its run as soon as it is registered.
  'pg-run': PgRun,
  'pg-boundary': PgBoundary,
  'pg-choice': PgChoice,
  'pg-data': PgData,
  'pg-features': PgFeatures,
  'pg-gradients': PgGradients,
  'pg-graph': PgGraph,
  'pg-loss': PgLoss,
  'pg-masthead': PgMasthead,
  'pg-network': PgNetwork,
  'pg-notice': PgNotice,
  'pg-output': PgOutput,
  'pg-pace': PgPace,
  'pg-param': PgParam,
  'pg-playground': PgPlayground,
  'pg-presets': PgPresets,
  'pg-score': PgScore,
  'pg-share': PgShare,
  'pg-training': PgTraining,
  'pg-transport': PgTransport,
};
