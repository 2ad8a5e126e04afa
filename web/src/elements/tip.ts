import { css, html } from 'lit';
import { onPhone } from './layout.ts';

/**
 * A control with what it is for: shown beside it while its label has the pointer (or was touched), or the focus is on it;
 * read out with it, because it is described by `id`. Where there is no text yet nothing is shown.
 */
export const tipped = (
  id: string,
  text: string | undefined,
  control: unknown,
  side: 'start' | 'end' = 'start',
) => html`<div class="tipped">
  ${control}<span class="tip ${side}" id=${id} role="tooltip">${text}</span>
</div>`;

export const tips = css`
  .tipped { position: relative; min-width: 0; }
  .tip { position: absolute; z-index: 6; left: 0; bottom: calc(100% + 5px); width: max-content; max-width: 216px; padding: 6px 8px; border-radius: var(--r-2); background: var(--raise); box-shadow: 0 0 0 1px var(--line), var(--shadow); font-size: var(--t-1); font-weight: 400; line-height: 15px; color: var(--ink-2); white-space: pre-line; visibility: hidden; pointer-events: none; }
  .tip:empty { display: none; }
  .tip.end { left: auto; right: 0; }
  @container ${onPhone} { .tip { max-width: clamp(140px, 100%, 216px); } }
  .tipped:has(label:hover, select:hover, :focus-visible) > .tip { visibility: visible; transition: visibility 0s 500ms; }
`;
