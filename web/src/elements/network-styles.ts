import { css } from 'lit';
import { belowDesktop, onPhone } from './layout.ts';

/** How the parts of the network stand, from the desktop to the phone. */
export const networkStyles = css`
  :host { display: grid; grid-template-rows: auto auto minmax(0, 1fr) auto; min-width: 0; }
  .head { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; padding: 14px 24px 0; }
  .columns { position: relative; z-index: 1; display: grid; align-content: start; min-height: 98px; padding-bottom: 18px; margin: 10px 24px 0; pointer-events: none; }
  .columns > * { pointer-events: auto; }
  .head > .note { flex: none; white-space: nowrap; }
  .capacity { flex: 1 1 150px; min-width: 0; }
  .capacity > span:first-child { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: var(--t-1); border-radius: 3px; }
  .capacity .tip { bottom: auto; top: calc(100% + 5px); max-width: 300px; }
  .capacity:hover > .tip, .capacity :focus-visible + .tip { visibility: visible; transition: visibility 0s 500ms; }
  .larger { color: var(--warn); }
  .larger .i { display: inline; width: 12px; height: 12px; margin-right: 4px; vertical-align: -2px; }
  .menus { display: flex; flex: none; align-items: center; gap: 4px; margin-left: auto; margin-right: -6px; }
  pg-graph, pg-gradients { margin: 0 24px; }
  @container ${belowDesktop} {
    :host { border-bottom: 1px solid var(--line); }
    .head { padding: 12px 16px 0; }
    .columns { margin: 8px 16px 0; }
    pg-graph, pg-gradients { margin: 0 16px; }
  }
  @container ${onPhone} {
    :host { border: 0; }
    .head { flex-wrap: wrap; padding-top: 8px; gap: 0 12px; }
    .head > .note { display: none; }
    .capacity { order: 2; flex: 1 1 0; }
    .capacity > span:first-child { white-space: normal; line-height: 14px; }
    .capacity .tip { max-width: calc(100cqw - 32px); }
    .menus { display: contents; }
    .edges { order: 3; margin-right: -6px; }
    pg-presets { order: 1; margin-left: auto; }
    .head::after { content: ''; order: 1; flex: 1 0 100%; }
    .columns { min-height: 44px; padding-bottom: 4px; }
  }
  :host([alone]) { border: 0; }
`;
