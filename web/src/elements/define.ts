/** Registers every element. An element that is registered already stays as it is. */
import { elements } from './elements.ts';

for (const [name, element] of Object.entries(elements)) {
  if (!customElements.get(name)) customElements.define(name, element);
}
