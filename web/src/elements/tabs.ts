import { css, html } from 'lit';
import { onPhone } from './layout.ts';

/** A tab: `panel` is the id of what it shows. */
export interface Tab {
  readonly panel: string;
  readonly label: string;
}

/** Which tab a key leads to. */
const steps: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowLeft: (at, count) => (at + count - 1) % count,
  ArrowRight: (at, count) => (at + 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** The id of a tab. */
export const tabId = (panel: string): string => `tab-${panel}`;

/** Tabs of which one is chosen: by pressing it, or with the arrow keys from the one that has the focus. */
export const tabList = (tabs: readonly Tab[], now: string, choose: (panel: string) => void) => html`<nav
  class="tabs"
  aria-label="Panels"
>
  <div role="tablist" aria-label="Panels" @keydown=${(event: KeyboardEvent) => move(event, tabs, now, choose)}>
    ${tabs.map(
      ({ panel, label }) => html`<button
        id=${tabId(panel)}
        role="tab"
        aria-selected=${panel === now}
        aria-controls=${panel}
        tabindex=${panel === now ? 0 : -1}
        @click=${() => choose(panel)}
      >
        ${label}
      </button>`,
    )}
  </div>
</nav>`;

function move(event: KeyboardEvent, tabs: readonly Tab[], now: string, choose: (panel: string) => void): void {
  const at = tabs.findIndex(({ panel }) => panel === now);
  const next = steps[event.key]?.(at, tabs.length);
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  choose(tabs[next]!.panel);
  (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
}

export const tabStyles = css`
  .tabs { display: none; }
  @container ${onPhone} {
    .tabs { display: block; border-bottom: 1px solid var(--line); background: var(--bg); }
    .tabs > div { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; padding: 0 8px; }
    .tabs button { position: relative; height: 44px; scroll-margin-top: -45px; padding: 0; border: 0; background: none; font-size: var(--t-3); color: var(--ink-2); cursor: pointer; }
    .tabs button:focus-visible { outline-offset: -4px; }
    .tabs [aria-selected='true'] { color: var(--ink); font-weight: 600; }
    .tabs [aria-selected='true']::after { content: ''; position: absolute; inset: auto 12px -1px; height: 2px; background: var(--accent); forced-color-adjust: none; }
  }
`;
