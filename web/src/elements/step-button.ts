import { html } from 'lit';
import { icon } from './icons.ts';

/** A button of a stepper. At the end of what it can do it is not disabled, or it would lose the focus. */
export const stepButton = (label: string, sign: 'plus' | 'minus', atEnd: boolean, act: () => void) => html`<button
  aria-label=${label}
  aria-disabled=${atEnd}
  @click=${() => atEnd || act()}
>
  ${icon(sign)}
</button>`;
