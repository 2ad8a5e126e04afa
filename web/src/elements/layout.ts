/** How the playground is laid out: by the room it has itself, since it may stand in any page. */
import { type LitElement, type ReactiveController, unsafeCSS } from 'lit';

export type Layout = 'desktop' | 'tablet' | 'phone';

/** The widest phone and the widest tablet, in CSS pixels. */
const widest = { phone: 600, tablet: 1100 } as const;

/** Conditions of `@container` for what stands inside the playground, which is a container. */
export const onPhone = unsafeCSS(`(width <= ${widest.phone}px)`);
export const onTablet = unsafeCSS(`(${widest.phone}px < width <= ${widest.tablet}px)`);
export const belowDesktop = unsafeCSS(`(width <= ${widest.tablet}px)`);

/** The layout for a width; without one nothing is laid out yet, and it is the desktop's. */
export function layoutOf(width: number): Layout {
  if (width <= 0 || width > widest.tablet) return 'desktop';
  return width > widest.phone ? 'tablet' : 'phone';
}

/** The layout of a part that stands by itself: it is as high as it needs to be. */
export const layoutAlone = (width: number): Layout => (width > widest.phone ? 'tablet' : 'phone');

/** Follows the width of a view, and renders it when its layout is another. */
export class LayoutController implements ReactiveController {
  #width = 0;
  readonly #host: LitElement;
  readonly #observer = new ResizeObserver(entries => this.#take(entries.at(-1)?.contentRect));

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  get layout(): Layout {
    return layoutOf(this.#width);
  }

  hostConnected(): void {
    // At once: what is rendered first should be right.
    this.#width = this.#host.clientWidth;
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  #take({ width, height } = new DOMRectReadOnly()): void {
    const before = this.layout;
    this.#width = width;
    // Paper has its own size, to which nothing is drawn anew: what is printed has the size of the screen.
    this.#host.style.setProperty('--pg-width', String(Math.round(width)));
    this.#host.style.setProperty('--pg-height', String(Math.round(height)));
    if (this.layout !== before) this.#host.requestUpdate();
  }
}
