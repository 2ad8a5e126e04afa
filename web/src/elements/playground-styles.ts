import { css } from 'lit';
import { belowDesktop, onPhone, onTablet } from './layout.ts';

/** Where everything stands: side by side on the desktop, in one column on a tablet, behind tabs on a phone. */
export const playgroundStyles = css`
  :host([drops]) .page { box-shadow: inset 0 0 0 3px var(--accent); }
  .page { position: relative; display: grid; grid-template: auto 64px minmax(0, 1fr) auto / 248px minmax(0, 1fr) 372px; min-height: 900px; }
  pg-masthead, pg-transport { grid-column: 1 / -1; }
  .main { display: contents; }
  pg-data { grid-area: 3 / 1 / -1 / 2; border-right: 1px solid var(--line); min-width: 0; min-height: 0; }
  pg-output { grid-area: 3 / 3 / -1 / 4; border-left: 1px solid var(--line); min-width: 0; }
  pg-network { grid-area: 3 / 2; min-width: 0; min-height: 0; }
  pg-training { grid-area: 4 / 2; min-width: 0; }
  .main:not(.open) > :is(pg-network, pg-training) { visibility: hidden; }
  .loading { position: absolute; top: 45%; left: 248px; right: 372px; text-align: center; animation: appear var(--calm) 800ms backwards; }
  @keyframes appear { from { opacity: 0; } }
  pg-notice { position: absolute; z-index: 10; right: calc(372px + 20px); top: calc(44px + 64px + 10px); width: 432px; }

  @container ${belowDesktop} {
    .page { --t-1: 12px; min-height: 0; overflow-x: clip; }
    .loading { inset-inline: 0; }
    pg-notice { position: sticky; top: 8px; right: auto; width: auto; height: 0; }
  }

  @container ${onTablet} {
    .page { display: flex; flex-direction: column; }
    pg-notice { align-self: flex-end; width: min(432px, 100cqw - 32px); margin-right: 16px; }
    pg-data { order: 1; border: 0; border-bottom: 1px solid var(--line); }
    pg-network { order: 2; }
    pg-output { order: 3; border: 0; border-bottom: 1px solid var(--line); }
    pg-training { order: 4; }
  }

  /* Rows: head, output beside its figures, the tools for points, tabs, switches of the output, the panel, and room for the buttons below. */
  @container ${onPhone} {
    .page {
      --t-1: 12px;
      --touch: var(--ctl-touch);
      --pg-spread: contents;
      --pg-side: min(53.4cqw, 280px);
      --pg-boundary: 2 / 1;
      --pg-figures: 2 / 2;
      --pg-figures-height: var(--pg-side);
      --pg-tools: 3 / 1 / auto / -1;
      --pg-views: 6 / 1 / auto / -1;
      --pg-curves: 7 / 1 / auto / -1;
      --pg-curves-display: none;
      --pg-controls: 1 / 1 / -1 / -1;
      grid-template: 48px auto auto auto 45px auto 1fr calc(64px + var(--pg-inset-bottom, 0px)) / auto minmax(0, 1fr);
      column-gap: 20px;
    }
    .page.output { --pg-curves-display: grid; }
    /* A finger needs room: the output has all of the width, and its figures are a row below the tools. */
    .page.draws {
      --pg-side: min(100cqw - 32px, 420px);
      --pg-figures: 4 / 1 / auto / -1;
      --pg-figures-display: flex;
      --pg-figures-height: auto;
      --pg-figures-start: 16px;
    }
    pg-masthead { grid-row: 1; }
    .tabs { grid-area: 5 / 1 / 8 / -1; align-self: start; position: sticky; top: 0; z-index: 7; }
    pg-data, pg-network, pg-training { grid-area: 7 / 1 / auto / -1; min-width: 0; border: 0; }
    pg-network { align-self: start; }
    pg-notice { grid-area: 2 / 1 / -1 / -1; align-self: start; margin: 8px; }
  }

  /* What is printed has the size of the screen, made smaller to fit on a page; what is very long takes several. */
  @media print {
    :host { width: calc(var(--pg-width) * 1px); zoom: clamp(0.6, min(718 / var(--pg-width), 960 / var(--pg-height)), 1); }
    :host([layout='desktop']) { height: calc(var(--pg-height) * 1px); zoom: min(1, 980 / var(--pg-width), 690 / var(--pg-height)); }
    .page > *, .main > * { break-inside: avoid; }
    .tabs, pg-notice, .loading { display: none; }
  }
`;
