import type { Run } from './run.ts';

/** How long after a change the place of a run is kept, and how often while it plays, in milliseconds. */
const AFTER_MS = 200;
const PLAYING_MS = 2000;

/** Calls `keep` soon after the run is at another place, and now and then while it plays, until the function that is returned is called. */
export function follow(run: Run, keep: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (wait: number): void => {
    // A change sooner than planned is not put off; while it plays, one plan follows the other.
    if (timer !== undefined && wait === PLAYING_MS) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      keep();
    }, wait);
  };
  const ends = [
    run.store.subscribe(({ opened, view, playing }, before) => {
      if (opened !== before.opened || view !== before.view || playing !== before.playing) later(AFTER_MS);
    }),
    run.onFrame(({ step }) => {
      if (step > 0) later(run.state.playing ? PLAYING_MS : AFTER_MS);
    }),
    () => clearTimeout(timer),
  ];
  return () => {
    for (const end of ends) end();
  };
}
