/** Registers the elements of the site. */
import { elements } from './elements.ts';
import { register } from './register.ts';

register(elements);
