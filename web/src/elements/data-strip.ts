import { css, html, nothing } from 'lit';
import { counted } from '../draw/format.ts';
import type { Opened } from '../engine/protocol.ts';
import type { Configuration, Member } from '../registry.ts';
import { isSymbol, namedLayer } from '../run/names.ts';
import { icon } from './icons.ts';
import { onPhone, onTablet } from './layout.ts';
import { writeNumber } from './slider.ts';

/** On a tablet: what the data is, in a few words, as a button that unfolds its settings. */
export const dataSummary = (
  config: Configuration,
  opened: Opened | undefined,
  label: string,
  isOpen: boolean,
  toggle: () => void,
) => html`<button class="summary" aria-expanded=${isOpen} @click=${toggle}>
  <b>${opened ? `${label}, ${counted(opened.role.length, config.data.kind === 'table' ? 'row' : 'point')}` : label} ${icon('chevron')}</b>
  <span>${settings(config).join(', ')}</span>
  <span>${opened ? inputs(opened) : nothing}</span>
</button>`;

/** Mathematical names of inputs say what they are; of columns their number is enough. */
function inputs(opened: Opened): string {
  const { names } = namedLayer(opened, -1);
  return names.every(isSymbol) ? `inputs ${names.join(', ')}` : counted(names.length, 'column');
}

function settings({ data, train_share: share, batch_size: batch }: Configuration): readonly string[] {
  const { noise } = data as Member;
  const training = Math.round(100 * share);
  const split = `split ${training} / ${100 - training}`;
  return [...(typeof noise === 'number' ? [`noise ${writeNumber(noise)}`] : []), split, `batch ${writeNumber(batch)}`];
}

/** The data on a tablet, as a strip of sets that scrolls sideways; and on a phone. */
export const stripStyles = css`
  .summary { display: none; }
  @container ${onTablet} {
    section { display: grid; grid-template-columns: minmax(0, 1fr) auto auto; align-items: center; gap: 16px; height: auto; padding: 12px 16px; overflow: visible; }
    section:not(.open) > :is(.panel-head, pg-table, .fields, pg-features, .axes) { display: none; }
    .gal { display: flex; grid-area: 1 / 1; gap: 8px; margin: -4px -4px -4px -16px; padding: 5px 40px 5px 17px; overflow-x: auto; scrollbar-width: none; mask-image: linear-gradient(to right, transparent, #000 12px, #000 calc(100% - 40px), transparent); }
    .gal .label, .gal .tip { display: none; }
    .gal .tipped { flex: none; width: 50px; }
    .gal .tile { white-space: nowrap; }
    .own { display: flex; grid-area: 1 / 2; }
    .own > .export { width: var(--ctl); min-width: var(--touch); padding: 0; }
    .own > .export span { position: absolute; clip-path: inset(50%); }
    .summary { display: grid; grid-area: 1 / 3; gap: 4px; max-width: 230px; padding: 4px 0 4px 16px; border: 0; border-left: 1px solid var(--line); background: none; text-align: left; font-size: var(--t-1); line-height: 14px; color: var(--ink-2); cursor: pointer; }
    .summary b { display: flex; align-items: center; gap: 4px; font-size: var(--t-2); color: var(--ink); white-space: nowrap; }
    .summary .i { width: 12px; height: 12px; }
    .summary[aria-expanded='true'] .i { transform: rotate(180deg); }
    .summary span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .open > :is(.panel-head, pg-table, .fields, pg-features, .axes) { grid-column: 1 / -1; }
    .fields { grid-template-columns: repeat(2, minmax(0, 1fr)); column-gap: 32px; }
    pg-features { max-width: 360px; }
  }
  @container ${onPhone} {
    section { gap: 18px; height: auto; padding: 14px 16px 24px; overflow: visible; }
    .gal { gap: 8px 14px; }
    .fields { gap: 14px; }
  }
  @media print { .summary .i { display: none; } }
`;
