import { loadTable } from '../data/load.ts';
import { load } from './load.ts';
import { serve } from './serve.ts';

declare const BUILD_ID: string;

const here = (path: string): URL => new URL(path, self.location.href);
serve(
  self,
  () => load(here('./'), BUILD_ID),
  async (name, signal) => (await loadTable(name, here('./data/'), { signal })).table,
);
