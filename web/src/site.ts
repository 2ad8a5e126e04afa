/** What elements need to know of the site that they are on, before they are registered. */
import { PgRun } from './elements/pg-run.ts';
import { startWorker } from './engine/start.ts';

PgRun.connect = startWorker;
