/** Registers every element of playgrad. One that is registered already stays as it is. */
import './elements.ts';
import '../elements/define.ts';
