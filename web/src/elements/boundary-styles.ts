import { css } from 'lit';
import { onPhone, onTablet } from './layout.ts';

/** The styles of `pg-boundary`. */
export const boundaryStyles = css`
  :host { display: block; font-size: var(--t-1); color: var(--ink-3); }
  figure { display: grid; grid-template: auto 16px / 18px minmax(0, 1fr); margin: 0; line-height: 11px; }
  canvas { width: 100%; aspect-ratio: 1; border-radius: 2px; background: var(--bg-2); }
  .plane { position: relative; min-width: 0; }
  .places { position: absolute; inset: 0; border-radius: 2px; cursor: default; }
  .draws .places { cursor: crosshair; touch-action: none; box-shadow: 0 0 0 2px var(--bg), 0 0 0 3.5px var(--accent); }
  .readout { position: absolute; z-index: 2; display: grid; gap: 2px; padding: 5px 8px; border-radius: var(--r-2); background: var(--raise); box-shadow: 0 0 0 1px var(--line), var(--shadow); color: var(--ink-2); line-height: 15px; white-space: nowrap; pointer-events: none; }
  .readout b { color: var(--ink); }
  .card { --wide: 224px; scroll-margin: 8px 0; position: absolute; z-index: 9; width: var(--wide); padding: 8px 10px 10px; font-size: var(--t-1); line-height: 16px; }
  .card-head { display: flex; align-items: center; justify-content: space-between; margin: -2px -6px 2px 0; font-size: var(--t-2); color: var(--ink); }
  .card dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 1px 8px; color: var(--ink-2); }
  .card dt { max-width: 92px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--ink-3); }
  .card dd { text-align: right; color: var(--ink); overflow-wrap: anywhere; }
  .x, .y { display: flex; justify-content: space-between; white-space: nowrap; }
  .x { grid-column: 2; padding-top: 5px; }
  .y { flex-direction: column; justify-self: end; padding-right: 5px; text-align: right; }
  .y .word { writing-mode: sideways-lr; }
  .y .word:nth-child(2) { align-self: center; }
  .legend { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; margin: 12px 0 0 18px; line-height: 16px; color: var(--ink-2); white-space: nowrap; }
  .legend span { display: inline-flex; align-items: center; gap: 6px; }
  .negative { color: var(--neg-text); }
  .positive { color: var(--pos-text); }
  .bar { width: 92px; height: 8px; border-radius: 2px; background: linear-gradient(to right, var(--div-0), var(--div-1), var(--div-2), var(--div-3), var(--div-4), var(--div-5), var(--div-6)); forced-color-adjust: none; }
  .line { width: 16px; height: 2px; background: var(--ink); forced-color-adjust: none; }
  .mark { flex: none; width: 8px; height: 8px; border-radius: 50%; background: var(--ink-3); forced-color-adjust: none; }
  .mark.ring { border: 1.5px solid var(--ink-3); background: none; }
  .mark.ringed { width: 11px; height: 11px; border: 1.5px solid var(--ink); background: none; }
  .split .mark { background: var(--chart-2); }
  .split .mark.ring { border-color: var(--chart-1); background: none; }
  @container ${onTablet} {
    figure { grid-template-columns: 24px minmax(0, 1fr); }
    .legend { margin-left: 0; }
  }
  @container ${onPhone} {
    figure { display: block; }
    .x, .y { display: none; }
    .legend { width: calc(100cqw - 32px); margin: 10px 0 0; }
    .plane canvas, .places { border-radius: 4px; }
  }
  :host([alone]) .legend { width: auto; }
  :host([bare]) figure { display: block; }
  :host([bare]) :is(.x, .y, .legend) { display: none; }
`;
