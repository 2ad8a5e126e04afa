/** Registers every element. An element that is registered already stays as it is. */
import { PgBoundary } from './pg-boundary.ts';
import { PgChoice } from './pg-choice.ts';
import { PgData } from './pg-data.ts';
import { PgDraw } from './pg-draw.ts';
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
import { PgRun } from './pg-run.ts';
import { PgScore } from './pg-score.ts';
import { PgTraining } from './pg-training.ts';
import { PgTransport } from './pg-transport.ts';

const elements: Readonly<Record<`pg-${string}`, CustomElementConstructor>> = {
  // First: what stands inside it in a document asks for its run as soon as it is registered.
  'pg-run': PgRun,
  'pg-boundary': PgBoundary,
  'pg-choice': PgChoice,
  'pg-data': PgData,
  'pg-draw': PgDraw,
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
  'pg-score': PgScore,
  'pg-training': PgTraining,
  'pg-transport': PgTransport,
};

/** After so long the first screen stands, and what it does not show is fetched. */
const PATIENCE_MS = 1000;

/** What the first screen does not show. */
const later: Readonly<Record<`pg-${string}`, () => Promise<CustomElementConstructor>>> = {
  'pg-keys': async () => (await import('./pg-keys.ts')).PgKeys,
  'pg-table': async () => (await import('./pg-table.ts')).PgTable,
};

function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}

for (const [name, element] of Object.entries(elements)) define(name, element);

/** Whether every element is there; without a connection the later ones stay away. */
export const complete: Promise<boolean> = (async () => {
  await new Promise(resolve => setTimeout(resolve, PATIENCE_MS));
  const fetched = Object.entries(later).map(async ([name, fetch]) => define(name, await fetch()));
  return (await Promise.allSettled(fetched)).every(({ status }) => status === 'fulfilled');
})();
