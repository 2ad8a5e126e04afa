/** What the edges of the network show: the menu, and the scale of gradients. */
import { css, html } from 'lit';
import { gradients } from '../draw/flow.ts';
import { power, significant } from '../draw/format.ts';
import { edgeKinds } from '../run/view.ts';
import { chosen } from './chosen.ts';
import type { EdgeView } from './edge-layer.ts';

const choices: readonly EdgeView[] = edgeKinds.flatMap(edges => [false, true].map(strong => ({ edges, strong })));

const nameOf = ({ edges, strong }: EdgeView): string => `${strong ? 'strong ' : ''}${edges}`;

export const edgeMenu = (view: EdgeView, choose: (view: EdgeView) => void) => html`<span class="sel ghost edges">
  <select
    aria-label="Edges"
    title="What the edges show  E"
    ${chosen(nameOf(view))}
    @change=${(event: Event) => choose(choices[(event.target as HTMLSelectElement).selectedIndex]!)}
  >
    ${choices.map(choice => html`<option value=${nameOf(choice)}>Edges: ${nameOf(choice)}</option>`)}
  </select>
</span>`;

/** Which color and width a gradient has. */
export const edgeKey = () => html`<div class="edge-key">
  <span>Gradient</span>
  <span class="bar"></span>
  <span class="ends"><span>${power(Math.log10(gradients.least))}</span><span>${significant(gradients.least * 10 ** gradients.decades, 1)}</span></span>
</div>`;

export const edgeKeyStyles = css`
  .sel.edges { flex: none; }
  .sel.edges select { width: auto; padding-right: 22px; field-sizing: content; }
  .edge-key { display: grid; margin-top: 6px; font-size: var(--t-1); line-height: 13px; color: var(--ink-3); }
  .edge-key .bar { height: 3px; margin: 3px 0 2px; background: linear-gradient(to right, light-dark(var(--seq-0), var(--seq-2)), light-dark(var(--seq-2), var(--seq-4)), light-dark(var(--seq-4), var(--seq-6))); mask: repeating-linear-gradient(to right, #000 0 7px, transparent 7px 11px); forced-color-adjust: none; }
  .edge-key .ends { display: flex; justify-content: space-between; }
`;
