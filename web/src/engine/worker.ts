import { load } from './load.ts';
import { serve } from './serve.ts';

declare const BUILD_ID: string;

const here = (path: string): URL => new URL(path, self.location.href);
serve(
  self,
  () => load(here('./'), BUILD_ID),
  // Only few runs begin with a table.
  async (name, signal) => {
    const { loadTable } = await import('../data/load.ts');
    return (await loadTable(name, here('./data/'), { signal })).table;
  },
);
