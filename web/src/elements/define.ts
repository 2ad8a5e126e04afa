/** Registers every element: at once those of the first screen, the others when its first frame stands, or on the first need. */
import { drawn } from '../draw/schedule.ts';
import { first } from './first.ts';
import type { PgRun } from './pg-run.ts';
import { register } from './register.ts';

/** What was drawn is on the screen before anything else begins. */
const SHOWN_MS = 100;

/** Without a frame they come after so long. */
const PATIENCE_MS = 10_000;

const after = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

/** In a task of its own: reading the program takes long enough. */
const registered = after(0).then(() => register(first));

/** Resolves when the first frame is on the screen. */
async function firstFrame(): Promise<void> {
  await registered;
  const run = document.querySelector<PgRun>('pg-run')?.run;
  await new Promise<void>(resolve => {
    const end = run?.onFrame(() => {
      end?.();
      resolve();
    });
  });
  await drawn();
  await after(SHOWN_MS);
}

/** Resolves when someone does something that may need more than the first screen. */
const firstNeed = (): Promise<unknown> =>
  new Promise(resolve => {
    for (const event of ['pointerdown', 'keydown']) addEventListener(event, resolve, { once: true, capture: true });
  });

// Without a connection the later ones stay away.
void Promise.race([firstFrame(), firstNeed(), after(PATIENCE_MS)])
  .then(() => import('./later.ts'))
  .then(
    ({ later }) => register(later),
    () => undefined,
  );
