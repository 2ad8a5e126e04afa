import { load } from './load.ts';
import { serve } from './serve.ts';

declare const BUILD_ID: string;

const here = (path: string): URL => new URL(path, self.location.href);

/** What reads tables: most runs have none. */
const tables = () =>
  import('../data/load.ts').catch(() => {
    throw new Error(
      'The data set did not load: the server could not be reached. Check the connection, then choose it again.',
    );
  });

serve(
  self,
  () => load(here('./'), BUILD_ID),
  async (name, signal) => (await (await tables()).loadTable(name, here('./data/'), { signal })).table,
);
