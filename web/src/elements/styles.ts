/** The design's components, as styles to share between shadow roots. Colors, sizes and times are those of `tokens.css`. */
import { css } from 'lit';

/** What every element begins with: boxes, resets, text, focus. */
export const base = css`
  *, *::before, *::after { box-sizing: border-box; }
  [hidden] { display: none !important; }
  h1, h2, h3, h4, p, figure, ul, ol, dl, dd, fieldset { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  fieldset { border: 0; min-width: 0; }
  legend { padding: 0; }
  button, input, select, textarea { font: inherit; color: inherit; margin: 0; letter-spacing: inherit; }
  canvas, svg { display: block; }
  .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .i { width: 16px; height: 16px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
  .mute { color: var(--ink-3); }
  .math { font-family: var(--math); font-style: italic; font-size: 1.12em; }
  .grow { flex: 1 1 auto; min-width: 0; }
  .label { font-size: var(--t-1); line-height: 14px; font-weight: 600; letter-spacing: 0.055em; text-transform: uppercase; color: var(--ink-3); white-space: nowrap; }
  .title { font-size: var(--t-4); line-height: 20px; font-weight: 600; letter-spacing: -0.005em; }
  .note { font-size: var(--t-2); line-height: 17px; color: var(--ink-2); }
  .panel-head { display: flex; align-items: center; gap: 8px; min-height: 28px; }
  .panel-head > .btn.ghost:last-of-type { margin-right: -8px; }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  @media (prefers-reduced-motion: reduce) {
    *, *::before, *::after { animation: none !important; transition: none !important; scroll-behavior: auto !important; }
  }
  @media print {
    * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    canvas { filter: var(--print-filter); background: none !important; }
  }
`;

/**
 * What an element that may stand in a page's own text does not take from it. One that is `alone` (see `FeedController`) is
 * laid out by its own width; one that is `lost` says so.
 */
export const stand = css`
  :host([alone]) { box-sizing: border-box; container-type: inline-size; padding: 8px; border-radius: var(--r-2); background: var(--bg); font: var(--t-3) / 1.45 var(--sans); font-variant-numeric: tabular-nums lining-nums; letter-spacing: normal; word-spacing: normal; text-align: start; text-indent: 0; text-transform: none; white-space: normal; color: var(--ink); }
  :host([lost])::after { content: 'Nothing is shown here: this element stands in no <pg-run>.'; display: block; padding: 8px; }
`;

/** `.btn` with `.primary`, `.ghost`, `.icon`, `.small`, and the `.play` disc. */
export const buttons = css`
  .btn { display: inline-flex; align-items: center; justify-content: center; gap: 6px; height: var(--ctl); min-height: var(--touch); padding: 0 10px; border: 1px solid var(--line-2); border-radius: var(--r-2); background: var(--bg); color: var(--ink); font-size: var(--t-2); line-height: 1; font-weight: 500; cursor: pointer; white-space: nowrap; text-decoration: none; transition: background var(--fast), border-color var(--fast), color var(--fast); }
  .btn:hover { background: var(--bg-3); }
  .btn:active { background: var(--line); }
  .btn.primary { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
  .btn.primary:hover { background: var(--accent-hover); border-color: var(--accent-hover); }
  .btn.ghost { border-color: transparent; background: transparent; color: var(--ink-2); }
  .btn.ghost:hover { background: var(--bg-3); color: var(--ink); }
  .btn.icon { width: var(--ctl); min-width: var(--touch); padding: 0; }
  .btn[disabled] { color: var(--ink-off); border-color: var(--line); background: transparent; cursor: default; }
  .btn.ghost[disabled] { border-color: transparent; }
  .btn.small { height: 24px; padding: 0 8px; }
  .btn.small.icon { width: 24px; padding: 0; }
  .play { width: 40px; height: 40px; border-radius: 50%; border: 0; background: var(--accent); color: var(--accent-ink); display: grid; place-items: center; cursor: pointer; padding: 0; flex: none; transition: background var(--fast); forced-color-adjust: none; }
  .play:hover { background: var(--accent-hover); }
  .play .i { width: 18px; height: 18px; }
  .play[disabled] { background: var(--bg-3); color: var(--ink-off); cursor: default; }
  @media print { .btn, .play { display: none; } }
`;

/** `.sel` round a real select, `.inp`, `.field` (label, value, control), and `.err` below what is wrong. */
export const fields = css`
  .sel { position: relative; display: inline-flex; min-width: 0; }
  .sel select { appearance: none; -webkit-appearance: none; height: var(--ctl); min-height: var(--touch); width: 100%; padding: 0 24px 0 9px; border: 1px solid var(--line-2); border-radius: var(--r-2); background: var(--bg); font-size: var(--t-2); line-height: 1.2; text-overflow: ellipsis; cursor: pointer; transition: background var(--fast), border-color var(--fast); }
  .sel::after { content: ''; position: absolute; right: 9px; top: 50%; width: 6px; height: 6px; margin-top: -5px; border: solid var(--ink-3); border-width: 0 1.5px 1.5px 0; transform: rotate(45deg) scale(0.85); pointer-events: none; }
  .sel select:hover { border-color: var(--line-3); }
  .sel.ghost select { border-color: transparent; background: transparent; padding-left: 4px; padding-right: 18px; }
  .sel.ghost::after { right: 5px; }
  .sel.ghost select:hover { background: var(--bg-3); }
  .sel select:disabled { color: var(--ink-off); border-color: var(--line); cursor: default; }
  .inp[aria-invalid='true'] { border-color: var(--bad); }
  .inp { height: var(--ctl); min-height: var(--touch); padding: 0 9px; border: 1px solid var(--line-2); border-radius: var(--r-2); background: var(--bg); font-size: var(--t-2); width: 100%; min-width: 0; }
  .inp:hover { border-color: var(--line-3); }
  .inp::placeholder { color: var(--ink-3); opacity: 1; }
  .field { display: grid; gap: 4px; }
  .field > .row { display: flex; justify-content: space-between; gap: 8px; align-items: baseline; font-size: var(--t-2); }
  .field > .row label, .field > label { color: var(--ink-2); font-size: var(--t-2); }
  .field > .row output { font-weight: 600; white-space: nowrap; }
  .err { color: var(--bad); font-size: var(--t-1); line-height: 15px; display: flex; gap: 5px; align-items: flex-start; }
  .err .i { width: 12px; height: 12px; margin-top: 1px; }
  @media print {
    .sel::after { display: none; }
    .sel select, .inp { border-color: transparent; background: none; }
  }
`;

/** `.stepper`: − value +. */
export const stepper = css`
  .stepper { display: inline-flex; align-items: center; gap: 0; min-height: 26px; border: 1px solid var(--line-2); border-radius: var(--r-2); background: var(--bg); }
  .stepper button { width: max(24px, var(--touch)); height: max(24px, var(--touch)); border: 0; background: none; padding: 0; display: grid; place-items: center; color: var(--ink-2); cursor: pointer; border-radius: 5px; }
  .stepper button:hover:not([aria-disabled='true']) { background: var(--bg-3); color: var(--ink); }
  .stepper button[aria-disabled='true'] { color: var(--ink-off); cursor: default; }
  .stepper .i { width: 12px; height: 12px; }
  .stepper output { min-width: 17px; text-align: center; font-size: var(--t-2); font-weight: 600; }
  @media print { .stepper { border-color: transparent; } .stepper button { display: none; } }
`;

/** `.rng` on a range input; `--p` is where its value is, in percent. */
export const range = css`
  .rng { appearance: none; -webkit-appearance: none; width: 100%; height: max(24px, var(--touch)); margin: min(-4px, 8px - var(--touch) / 2) 0; background: none; cursor: pointer; --p: 50%; display: block; forced-color-adjust: none; }
  .rng::-webkit-slider-runnable-track { height: 3px; border-radius: 2px; background: linear-gradient(to right, var(--ink-2) var(--p), var(--line-2) var(--p)); }
  .rng::-moz-range-track { height: 3px; border-radius: 2px; background: linear-gradient(to right, var(--ink-2) var(--p), var(--line-2) var(--p)); }
  .rng::-webkit-slider-thumb { -webkit-appearance: none; width: 13px; height: 13px; margin-top: -5px; border-radius: 50%; background: var(--bg); border: 2px solid var(--ink-2); transition: border-color var(--fast), transform var(--fast); }
  .rng::-moz-range-thumb { width: 9px; height: 9px; border-radius: 50%; background: var(--bg); border: 2px solid var(--ink-2); }
  .rng:hover::-webkit-slider-thumb { border-color: var(--accent); }
  .rng:hover::-moz-range-thumb { border-color: var(--accent); }
  .rng:focus-visible { outline: none; }
  .rng:focus-visible::-webkit-slider-thumb { outline: 2px solid var(--accent); outline-offset: 2px; }
  .rng:focus-visible::-moz-range-thumb { outline: 2px solid var(--accent); outline-offset: 2px; }
  .rng:disabled { cursor: default; opacity: 0.4; }
  @media print { .rng { display: none; } }
`;

/** `.chk` round a checkbox, with `.switch` as a switch. */
export const checks = css`
  .chk { display: inline-flex; align-items: center; gap: 6px; min-height: max(24px, var(--touch)); font-size: var(--t-2); color: var(--ink-2); cursor: pointer; white-space: nowrap; }
  .chk input { appearance: none; -webkit-appearance: none; width: 14px; height: 14px; margin: 0; border: 1.5px solid var(--line-3); border-radius: var(--r-1); background: var(--bg); display: grid; place-items: center; flex: none; cursor: pointer; forced-color-adjust: none; }
  .chk input:checked { background: var(--accent); border-color: var(--accent); }
  .chk input:checked::after { content: ''; width: 4px; height: 7px; margin-top: -2px; border: solid var(--accent-ink); border-width: 0 1.5px 1.5px 0; transform: rotate(45deg); }
  .chk input:disabled { border-color: var(--line-2); }
  .switch input { width: 26px; height: 15px; border-radius: 8px; place-items: center start; padding: 0; }
  .switch input::after, .switch input:checked::after { content: ''; width: 9px; height: 9px; border: 0; border-radius: 50%; background: var(--line-3); transform: translateX(1.5px); margin: 0; transition: transform var(--fast); }
  .switch input:checked::after { background: var(--accent-ink); transform: translateX(12px); }
`;

/** `.seg`: two to four choices side by side, radios in a fieldset. */
export const segmented = css`
  .seg { display: inline-flex; padding: 2px; gap: 1px; background: var(--bg-3); border-radius: var(--r-2); }
  .seg label { position: relative; display: inline-flex; align-items: center; justify-content: center; gap: 5px; height: 24px; min-height: var(--touch); padding: 0 10px; border-radius: 5px; font-size: var(--t-2); color: var(--ink-2); cursor: pointer; white-space: nowrap; }
  .seg input { position: absolute; inset: 0; width: 100%; height: 100%; opacity: 0; margin: 0; cursor: pointer; }
  .seg label:hover { color: var(--ink); }
  .seg label:has(input:checked) { background: var(--bg); color: var(--ink); box-shadow: 0 0 0 1px var(--line-2); font-weight: 500; forced-color-adjust: none; }
  .seg label:has(input:focus-visible) { outline: 2px solid var(--accent); outline-offset: 1px; }
`;

/** `details.more`: a chevron whose label states the values that are folded away. */
export const disclosure = css`
  .more > summary { list-style: none; display: inline-flex; align-items: center; gap: 4px; min-height: var(--touch); cursor: pointer; font-size: var(--t-2); color: var(--ink-2); border-radius: 4px; }
  .more > summary::-webkit-details-marker { display: none; }
  .more > summary::before { content: ''; flex: none; width: 5px; height: 5px; border: solid var(--ink-3); border-width: 0 1.5px 1.5px 0; transform: rotate(-45deg); margin: 0 4px 0 2px; transition: transform var(--fast); }
  .more[open] > summary::before { transform: rotate(45deg); }
  .more > summary:hover { color: var(--ink); }
  @media print { .more > summary::before { display: none; } }
`;

/** `.pop`: a card above the page. */
export const popover = css`
  .pop { background: var(--raise); border-radius: var(--r-3); box-shadow: 0 0 0 1px var(--line), var(--shadow); padding: 16px; font-size: var(--t-2); color: var(--ink); }
  .kbd { display: inline-grid; place-items: center; min-width: 18px; height: 18px; padding: 0 5px; border: 1px solid var(--line-2); border-bottom-width: 2px; border-radius: 4px; font-size: var(--t-1); color: var(--ink-2); background: var(--bg); }
`;

/** `.tile`: a picture to choose, as a radio or a checkbox with its name below, in a `.gal`. */
export const tiles = css`
  .gal { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 8px; }
  .gal .label { grid-column: 1 / -1; }
  .tile { position: relative; display: grid; justify-items: center; gap: 3px; font-size: var(--t-1); line-height: 14px; color: var(--ink-2); cursor: pointer; }
  .tile input { position: absolute; opacity: 0; inset: 0; width: 100%; height: 100%; margin: 0; cursor: pointer; }
  .tile canvas { width: 100%; aspect-ratio: 1; border-radius: var(--r-2); background: var(--bg-2); box-shadow: inset 0 0 0 1px var(--line); forced-color-adjust: none; }
  .tile:hover canvas { box-shadow: inset 0 0 0 1px var(--line-3); }
  .tile:has(input:checked) { color: var(--ink); font-weight: 600; }
  .tile:has(input:checked) canvas { box-shadow: 0 0 0 2px var(--bg), 0 0 0 4px var(--accent); }
  .tile:has(input:focus-visible) canvas { outline: 2px solid var(--accent); outline-offset: 4px; }
  @media print { .gal > :not(:has(input:checked), legend) { display: none; } }
`;
