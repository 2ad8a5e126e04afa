// The engine and the elements of one page: they share the worker.
import { open } from 'playgrad';
import { PgRun } from 'playgrad/elements.js';
import 'playgrad/define.js';

globalThis.sameClass = customElements.get('pg-run') === PgRun;
globalThis.openRun = open;
