import { noChange } from 'lit';
import { Directive, directive, type ElementPart, type PartInfo, PartType } from 'lit/directive.js';

/** Properties of CSS by name, custom ones too. */
type Styles = Readonly<Record<string, string>>;

class Styled extends Directive {
  #before: Styles = {};

  constructor(info: PartInfo) {
    super(info);
    if (info.type !== PartType.ELEMENT) throw new Error('styled stands in the tag of an element');
  }

  render(_: Styles): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [styles]: [Styles]): typeof noChange {
    const { style } = element as HTMLElement;
    for (const name of Object.keys(this.#before)) if (!(name in styles)) style.removeProperty(name);
    for (const [name, value] of Object.entries(styles)) {
      if (this.#before[name] !== value) style.setProperty(name, value);
    }
    this.#before = styles;
    return noChange;
  }
}

/**
 * Styles of an element, `<p ${styled({ left: '4px' })}>`, in place of an attribute `style`: pages whose policy forbids
 * styles in HTML refuse that, and Lit's `styleMap`, which begins as one, too.
 */
export const styled = directive(Styled);
