/** What a run is passed on as. */
import { MOST_ADDRESS, writeAddress } from './address.ts';
import type { Run } from './run.ts';
import { configOf } from './state.ts';

/** The text of a link to the run as it is; undefined if it would be too long to be passed on: then there is `fileOf`. */
export async function linkOf(run: Run): Promise<string | undefined> {
  const address = await writeAddress(await run.place());
  return address.length > MOST_ADDRESS ? undefined : address;
}

/** The run as it is, as a file. */
export async function fileOf(run: Run): Promise<File> {
  const { bytes } = await run.save();
  const { state, frame } = run;
  const data = state.opened && configOf(state.opened).data;
  const name = data && 'name' in data ? data.name : (data?.kind ?? 'run');
  const type = 'application/octet-stream';
  return new File([new Uint8Array(bytes)], `${name}-epoch-${frame?.epoch ?? 0}.playgrad`, { type });
}
