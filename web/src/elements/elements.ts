/** Every element by its name. Importing this registers nothing. */
import { first } from './first.ts';
import { later } from './later.ts';
import type { Elements } from './register.ts';

export const elements: Elements = { ...first, ...later };
