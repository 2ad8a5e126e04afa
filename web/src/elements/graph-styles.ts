import { css } from 'lit';
import { belowDesktop, onPhone } from './layout.ts';

/** Units, names, cards and fields of `pg-graph`. */
export const graphStyles = css`
  :host { display: block; position: relative; }
  .graph, canvas { position: absolute; inset: 0; width: 100%; height: 100%; }
  .graph.pointing { cursor: pointer; }
  .unit { position: absolute; padding: 0; border: 0; border-radius: var(--r-2); background: none; cursor: pointer; }
  .unit:hover, .unit.open { box-shadow: 0 0 0 1px var(--bg), 0 0 0 3px var(--accent); }
  .name { position: absolute; right: calc(100% + 8px); top: 50%; transform: translateY(-50%); white-space: nowrap; pointer-events: none; }
  .math.name { font-size: 14px; }
  .name.below { right: auto; left: 50%; top: calc(100% + 1px); max-width: 92px; padding-bottom: 2px; transform: translateX(-50%); overflow: hidden; text-overflow: ellipsis; }
  .name.after { right: auto; left: calc(100% + 6px); max-width: 50px; overflow: hidden; font-size: var(--t-1); text-overflow: ellipsis; }
  .name.below, .more { font-size: var(--t-1); line-height: 12px; color: var(--ink-2); }
  .more { position: absolute; transform: translateX(-50%); color: var(--ink-3); white-space: nowrap; }
  .card { position: absolute; z-index: 3; min-width: 150px; padding: 10px 12px; border-radius: var(--r-2); background: var(--raise); box-shadow: 0 0 0 1px var(--line), var(--shadow); font-size: var(--t-2); line-height: 16px; color: var(--ink-2); white-space: nowrap; pointer-events: none; }
  .card.left { transform: translateX(-100%); }
  .card b { color: var(--ink); font-weight: 600; }
  .card > b, #sheet > b { display: block; }
  .card .picture { position: static; width: 140px; height: 140px; margin: 6px 0; border-radius: var(--r-2); box-shadow: 0 0 0 1px var(--line-2); background: var(--bg); }
  .fact { display: flex; justify-content: space-between; gap: 12px; margin-top: 3px; }
  .hint { margin-top: 6px; font-size: var(--t-1); color: var(--ink-3); }
  #sheet { inset: auto; width: 264px; max-height: 320px; margin: 0; padding: 12px; border: 0; overflow: auto; line-height: 16px; }
  #sheet p { margin-top: 2px; color: var(--ink-2); }
  .fields { display: grid; grid-template-columns: minmax(0, 1fr); gap: 6px; margin-top: 8px; }
  .fields label { display: flex; align-items: center; justify-content: space-between; gap: 8px; color: var(--ink-2); }
  .fields span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .fields .inp { flex: none; width: 84px; text-align: right; }
  /* Words beside a unit have no room here; its card and its label say them. */
  @container ${belowDesktop} {
    .name:not(.math, .below, .after) { display: none; }
  }
  /* Units are near to each other: what can be touched of one reaches half way to the next. */
  @container ${onPhone} {
    .name.below { max-width: 72px; }
    .name.after { left: calc(100% + 3px); max-width: 26px; }
    .unit::after { content: ''; position: absolute; inset: -3px -11px; }
    .card, .card.left { left: 50% !important; margin-top: 32px; transform: translateX(-50%); }
  }
`;
