import { css } from 'lit';

/** The styles of `pg-figure`; the class of `.figure` is the shape of its layout. */
export const figureStyles = css`
  :host { display: block; height: 420px; container-type: size; font: var(--t-3) / 1.45 var(--sans); font-variant-numeric: tabular-nums lining-nums; letter-spacing: normal; word-spacing: normal; text-align: start; text-indent: 0; text-transform: none; white-space: normal; color: var(--ink); }
  .figure { position: relative; display: grid; grid-template-rows: minmax(0, 1fr) auto; height: 100%; overflow: hidden; background: var(--bg); }
  .in { display: grid; min-height: 0; }
  .plane { width: var(--side); }
  .side { display: flex; flex-direction: column; min-width: 0; min-height: 0; }
  .nums { display: grid; grid-template-columns: auto auto auto; justify-content: space-between; gap: 12px; }
  .stat { display: grid; gap: 1px; }
  .stat b { font-size: 15px; line-height: 20px; font-weight: 600; white-space: nowrap; }
  .sw { display: inline-block; width: 10px; border-top: 2px solid var(--chart-1); vertical-align: middle; }
  pg-loss { flex: 1 1 auto; max-height: 240px; margin-top: 12px; }
  .controls { display: grid; gap: 10px; margin-top: auto; padding-top: 12px; }
  .beside .in { grid-template-columns: auto minmax(0, 1fr); gap: 24px; padding: 16px 18px 12px 16px; }
  :is(.below, .bare) .in { justify-items: center; align-content: start; gap: 10px; padding: 12px 12px 8px; }
  .bare .in { align-content: center; }
  .below .side { width: 100%; margin-top: 12px; }
  .below .stat b { font-size: 14px; line-height: 18px; }
  .bar { display: flex; align-items: center; gap: 10px; min-width: 0; height: 58px; padding: 0 16px; border-top: 1px solid var(--line); }
  :is(.below, .bare) .bar { gap: 6px; height: 54px; padding: 0 12px; }
  .bar .play { width: 36px; height: 36px; }
  .name { overflow: hidden; text-overflow: ellipsis; font-size: var(--t-2); color: var(--ink-3); white-space: nowrap; }
  .brand { display: inline-flex; flex: none; align-items: center; gap: 8px; min-height: max(24px, var(--touch)); font-weight: 500; color: var(--ink-2); text-decoration: none; border-radius: var(--r-1); }
  a.brand:hover { color: var(--ink); }
  .brand svg:first-child { width: 16px; height: 16px; }
  .brand .i { width: 12px; height: 12px; }
  pg-notice { position: absolute; z-index: 9; inset: 8px 8px auto; max-height: calc(100% - 74px); overflow: auto; }
  .loading { position: absolute; inset: 40% 0 auto; text-align: center; animation: appear var(--calm) 800ms backwards; }
  @keyframes appear { from { opacity: 0; } }

  .wide .in { grid-template: minmax(0, 1fr) / 248px minmax(0, 1fr) 320px; }
  .wide .data { min-height: 0; overflow: hidden; border-right: 1px solid var(--line); }
  /* As wide as a desktop: the panel of data is then as it is there. */
  .room { display: grid; width: 1200px; height: 100%; grid-template: minmax(0, 1fr) / 247px; container-type: inline-size; }
  .wide pg-network { min-width: 0; min-height: 0; }
  .wide .end { display: flex; flex-direction: column; gap: 12px; min-width: 0; min-height: 0; padding: 16px; border-left: 1px solid var(--line); }
  .wide .side { flex: 1 1 auto; }
`;
