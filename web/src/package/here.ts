import { loadTable } from '../data/load.ts';
import type { EngineLoader } from '../engine/load.ts';
import { serve } from '../engine/serve.ts';
import type { TableLoader } from '../engine/tables.ts';
import type { Port } from '../engine/world.ts';

/** The package brings no data sets: whoever opens a run brings its rows, or says where the files are. */
const noTables: TableLoader = async name => {
  throw new Error(
    `There is no table called “${name}” here: say where its files are, as in <pg-run base="data/">, or give its rows, as in open({ data: { kind: 'table' } }, { table: { x, y, columns, classes } }).`,
  );
};

const tablesIn =
  (base: URL): TableLoader =>
  async (name, signal) =>
    (await loadTable(name, base, { signal })).table;

/** Serves runs at a port, in this thread; `base` is the folder of the data sets. */
export function serveHere(port: Port, loader: EngineLoader, base?: URL): void {
  serve(port, loader, base ? tablesIn(base) : noTables);
}

/** Connects to an engine in this thread. */
export function connectHere(loader: EngineLoader, base?: URL): MessagePort {
  const { port1, port2 } = new MessageChannel();
  serveHere(port2, loader, base);
  return port1;
}
