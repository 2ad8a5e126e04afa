import type { EngineLoader } from '../engine/load.ts';
import { type Port, serve, type TableLoader } from '../engine/serve.ts';

/** The package brings no data sets: whoever opens a run brings its rows. */
const noTables: TableLoader = async name => {
  throw new Error(
    `There is no table called “${name}” here: give its rows, as in open({ data: { kind: 'table' } }, { table: { x, y, columns, classes } }).`,
  );
};

/** Serves runs at a port, in this thread. */
export function serveHere(port: Port, loader: EngineLoader): void {
  serve(port, loader, noTables);
}

/** Connects to an engine in this thread. */
export function connectHere(loader: EngineLoader): MessagePort {
  const { port1, port2 } = new MessageChannel();
  serveHere(port2, loader);
  return port1;
}
