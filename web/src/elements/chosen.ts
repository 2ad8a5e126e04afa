import { noChange } from 'lit';
import { Directive, directive, type ElementPart, type PartInfo, PartType } from 'lit/directive.js';

/** Chooses an option by its value after the options are there, and again when a user's choice was refused. */
class Chosen extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('chosen() stands in the tag of a select');
  }

  render(_value: string): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart, [value]: [string]): typeof noChange {
    const select = part.element as HTMLSelectElement;
    queueMicrotask(() => {
      if (select.value !== value) select.value = value;
    });
    return noChange;
  }
}

export const chosen = directive(Chosen);
