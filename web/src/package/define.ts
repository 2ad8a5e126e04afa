/** Registers every element of playgrad. One that is registered already stays as it is. */
import { register } from '../elements/register.ts';
import { elements } from './elements.ts';

register(elements);
