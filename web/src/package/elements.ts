/** The elements of playgrad, as classes: nothing is registered. `playgrad/define.js` registers them all. */
import { elements as site } from '../elements/elements.ts';
import { PgBoundary } from '../elements/pg-boundary.ts';
import { PgFigure } from '../elements/pg-figure.ts';
import { PgGradients } from '../elements/pg-gradients.ts';
import { PgLoss } from '../elements/pg-loss.ts';
import { PgNetwork } from '../elements/pg-network.ts';
import { PgPlayground } from '../elements/pg-playground.ts';
import { PgRun } from '../elements/pg-run.ts';
import { PgScore } from '../elements/pg-score.ts';
import { PgTransport } from '../elements/pg-transport.ts';
import { connect } from './connect.ts';

export type { Connect } from '../elements/pg-run.ts';
export { PgBoundary, PgFigure, PgGradients, PgLoss, PgNetwork, PgPlayground, PgRun, PgScore, PgTransport };

/** All elements by their names. */
export const elements: Readonly<Record<`pg-${string}`, CustomElementConstructor>> = { ...site, 'pg-figure': PgFigure };

declare global {
  interface HTMLElementTagNameMap {
    'pg-boundary': PgBoundary;
    'pg-figure': PgFigure;
    'pg-gradients': PgGradients;
    'pg-loss': PgLoss;
    'pg-network': PgNetwork;
    'pg-playground': PgPlayground;
    'pg-run': PgRun;
    'pg-score': PgScore;
    'pg-transport': PgTransport;
  }
}

PgRun.connect = connect;
