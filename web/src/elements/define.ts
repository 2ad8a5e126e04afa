/** Registers every element: at once those of the first screen, the others when its first frame stands, or on the first need. */
import { drawn } from '../draw/schedule.ts';
import { first } from './first.ts';
import type { PgRun } from './pg-run.ts';
import { register } from './register.ts';

/** Without a frame they come after so long. */
const PATIENCE_MS = 10_000;

register(first);

/** Resolves when the first frame is drawn. */
async function firstFrame(): Promise<void> {
  const run = document.querySelector<PgRun>('pg-run')?.run;
  await new Promise<void>(resolve => {
    const end = run?.onFrame(() => {
      end?.();
      resolve();
    });
  });
  await drawn();
}

/** Resolves when someone does something that may need more than the first screen. */
const firstNeed = (): Promise<unknown> =>
  new Promise(resolve => {
    for (const event of ['pointerdown', 'keydown']) addEventListener(event, resolve, { once: true, capture: true });
  });

const waited = (): Promise<unknown> => new Promise(resolve => setTimeout(resolve, PATIENCE_MS));

// Without a connection the later ones stay away.
void Promise.race([firstFrame(), firstNeed(), waited()])
  .then(() => import('./later.ts'))
  .then(
    ({ later }) => register(later),
    () => undefined,
  );
