import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';

/** The design's icons, on a grid of 16 px. */
const icons = {
  play: svg`<path fill="currentColor" stroke="none" d="M4.5 2.8v10.4c0 .5.5.8.9.5l8-5.2a.6.6 0 0 0 0-1l-8-5.2c-.4-.3-.9 0-.9.5z"/>`,
  pause: svg`<path d="M5.2 3v10M10.8 3v10" stroke-width="2.6"/>`,
  step: svg`<path fill="currentColor" stroke="none" d="M3 3.4v9.2c0 .4.4.6.7.4l6.6-4.6a.5.5 0 0 0 0-.8L3.7 3c-.3-.2-.7 0-.7.4z"/><path d="M13 3v10" stroke-width="1.8"/>`,
  reset: svg`<path d="M3 8a5 5 0 1 0 1.6-3.67M3 2.5v2.7h2.7"/>`,
  link: svg`<path d="M6.6 9.4a2.8 2.8 0 0 0 4 0l2.1-2.1a2.8 2.8 0 0 0-4-4l-.9.9M9.4 6.6a2.8 2.8 0 0 0-4 0L3.3 8.7a2.8 2.8 0 0 0 4 4l.9-.9"/>`,
  sun: svg`<circle cx="8" cy="8" r="2.8"/><path d="M8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9"/>`,
  moon: svg`<path d="M13.3 9.6A5.7 5.7 0 0 1 6.4 2.7a5.7 5.7 0 1 0 6.9 6.9z"/>`,
  dice: svg`<rect x="2.5" y="2.5" width="11" height="11" rx="2"/><path d="M5.6 5.6h.01M10.4 5.6h.01M8 8h.01M5.6 10.4h.01M10.4 10.4h.01" stroke-width="1.8"/>`,
  plus: svg`<path d="M8 3.5v9M3.5 8h9"/>`,
  minus: svg`<path d="M3.5 8h9"/>`,
  info: svg`<circle cx="8" cy="8" r="6"/><path d="M8 7.3v3.7M8 5h.01"/>`,
  warn: svg`<path d="M8 2.3 14.2 13H1.8z"/><path d="M8 6.6v3M8 11.3h.01"/>`,
  bad: svg`<path d="M5.3 1.8h5.4l3.5 3.5v5.4l-3.5 3.5H5.3l-3.5-3.5V5.3z"/><path d="M8 4.8v4M8 11h.01"/>`,
  ok: svg`<circle cx="8" cy="8" r="6"/><path d="M5.3 8.2l1.9 1.9 3.6-4"/>`,
  close: svg`<path d="M4 4l8 8M12 4l-8 8"/>`,
  pen: svg`<path d="M2.8 13.2l.7-3 7-7a1.3 1.3 0 0 1 1.8 0l.5.5a1.3 1.3 0 0 1 0 1.8l-7 7z"/>`,
  down: svg`<path d="M8 2.6v7.7M5.2 7.7 8 10.5l2.8-2.8M2.8 11v2.4h10.4V11"/>`,
  open: svg`<path d="M2 12.6V3.6h4.2l1.6 1.8H14v7.2z"/>`,
  menu: svg`<path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11"/>`,
  ext: svg`<path d="M6.5 3.5h-3v9h9v-3M9.5 2.8h3.7v3.7M13 3 7.5 8.5"/>`,
  chevron: svg`<path d="M4 6.2l4 4 4-4"/>`,
  help: svg`<circle cx="8" cy="8" r="6"/><path d="M6.2 6.3a1.9 1.9 0 1 1 2.7 1.8c-.6.3-.9.6-.9 1.2M8 11.3h.01"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof icons;

/** An icon beside words, or in a button that has a name. */
export const icon = (name: IconName): TemplateResult =>
  html`<svg class="i" viewBox="0 0 16 16" aria-hidden="true">${icons[name]}</svg>`;

/** The sign of playgrad. */
export const brandMark: TemplateResult = html`<svg viewBox="0 0 22 22" aria-hidden="true">
  <path d="M3 3.5C9 3.5 6.5 18.5 19 18.5" fill="none" stroke="var(--ink)" stroke-width="2" stroke-linecap="round" />
  <circle cx="3.4" cy="3.6" r="2.4" fill="var(--neg)" />
  <circle cx="18.6" cy="18.4" r="2.4" fill="var(--pos)" />
  <circle cx="10.2" cy="11.4" r="2.7" fill="var(--bg)" stroke="var(--accent)" stroke-width="2" />
</svg>`;
