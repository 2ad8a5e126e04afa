/**
 * The elements of the site by their names. Importing this registers nothing. The figure, which only other pages need, comes
 * with the package.
 */
import { PgBoundary } from './pg-boundary.ts';
import { PgChoice } from './pg-choice.ts';
import { PgData } from './pg-data.ts';
import { PgDraw } from './pg-draw.ts';
import { PgFeatures } from './pg-features.ts';
import { PgGradients } from './pg-gradients.ts';
import { PgGraph } from './pg-graph.ts';
import { PgKeys } from './pg-keys.ts';
import { PgLoss } from './pg-loss.ts';
import { PgMasthead } from './pg-masthead.ts';
import { PgNetwork } from './pg-network.ts';
import { PgNotice } from './pg-notice.ts';
import { PgOutput } from './pg-output.ts';
import { PgPace } from './pg-pace.ts';
import { PgParam } from './pg-param.ts';
import { PgPlayground } from './pg-playground.ts';
import { PgRun } from './pg-run.ts';
import { PgScore } from './pg-score.ts';
import { PgTable } from './pg-table.ts';
import { PgTraining } from './pg-training.ts';
import { PgTransport } from './pg-transport.ts';

export const elements: Readonly<Record<`pg-${string}`, CustomElementConstructor>> = {
  // First: what stands inside it in a document asks for its run as soon as it is registered.
  'pg-run': PgRun,
  'pg-boundary': PgBoundary,
  'pg-choice': PgChoice,
  'pg-data': PgData,
  'pg-draw': PgDraw,
  'pg-features': PgFeatures,
  'pg-gradients': PgGradients,
  'pg-graph': PgGraph,
  'pg-keys': PgKeys,
  'pg-loss': PgLoss,
  'pg-masthead': PgMasthead,
  'pg-network': PgNetwork,
  'pg-notice': PgNotice,
  'pg-output': PgOutput,
  'pg-pace': PgPace,
  'pg-param': PgParam,
  'pg-playground': PgPlayground,
  'pg-score': PgScore,
  'pg-table': PgTable,
  'pg-training': PgTraining,
  'pg-transport': PgTransport,
};
