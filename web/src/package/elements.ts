/** The elements of playgrad, as classes: nothing is registered. `playgrad/define.js` registers them all. */
import { first } from '../elements/first.ts';
import { later } from '../elements/later.ts';
import { PgBoundary } from '../elements/pg-boundary.ts';
import { PgFigure } from '../elements/pg-figure.ts';
import { PgGradients } from '../elements/pg-gradients.ts';
import { PgLoss } from '../elements/pg-loss.ts';
import { PgNetwork } from '../elements/pg-network.ts';
import { PgPlayground } from '../elements/pg-playground.ts';
import { PgRun } from '../elements/pg-run.ts';
import { PgScore } from '../elements/pg-score.ts';
import { PgTransport } from '../elements/pg-transport.ts';
import type { Elements } from '../elements/register.ts';
import { tokens } from '../elements/tokens.ts';
import { connect } from './connect.ts';

export type { Connect } from '../elements/pg-run.ts';
export { PgBoundary, PgFigure, PgGradients, PgLoss, PgNetwork, PgPlayground, PgRun, PgScore, PgTransport };

/** All elements by their names; the figure is of use in other pages only, and not part of the site. */
export const elements: Elements = { ...first, ...later, 'pg-figure': PgFigure };

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
// The site's own page has the design's tokens; others have them from the run.
PgRun.styles = [tokens, PgRun.styles];
