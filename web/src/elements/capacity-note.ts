import { html, nothing } from 'lit';
import type { Capacity } from '../run/capacity.ts';
import { icon } from './icons.ts';

/** How many parameters there are beside the rows, and what that means. */
export function capacityNote({ line, text, level }: Capacity) {
  const isLarger = level === 'larger than usual';
  return html`<span class="tipped capacity">
    <span class="note mute ${isLarger ? 'larger' : ''}" tabindex="0" role="note" aria-describedby="capacity">${isLarger ? icon('warn') : nothing}${line}</span>
    <span class="tip" id="capacity" role="tooltip">${text}</span>
  </span>`;
}
