/** Registers every element: at once those of the first screen, the others when it stands. */
import { first } from './first.ts';
import { register } from './register.ts';

/** After so long the first screen stands. */
const PATIENCE_MS = 1000;

register(first);

/** Whether every element is there; without a connection the later ones stay away. */
export const complete: Promise<boolean> = (async () => {
  await new Promise(resolve => setTimeout(resolve, PATIENCE_MS));
  return import('./later.ts').then(
    ({ later }) => {
      register(later);
      return true;
    },
    () => false,
  );
})();
