import type { LitElement, ReactiveController } from 'lit';

/** Folds a view's `details` away again when Escape is pressed in them, and when something else is pressed. */
export class Foldout implements ReactiveController {
  readonly #host: LitElement;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('pointerdown', this.#outside);
    this.#host.renderRoot.addEventListener('keydown', this.#key);
  }

  hostDisconnected(): void {
    document.removeEventListener('pointerdown', this.#outside);
    this.#host.renderRoot.removeEventListener('keydown', this.#key);
  }

  get #open(): HTMLDetailsElement | undefined {
    return this.#host.renderRoot.querySelector<HTMLDetailsElement>('details[open]') ?? undefined;
  }

  readonly #outside = (event: Event): void => {
    const open = this.#open;
    if (open && !event.composedPath().includes(open)) open.open = false;
  };

  readonly #key = (event: Event): void => {
    const open = this.#open;
    if ((event as KeyboardEvent).key !== 'Escape' || !open?.contains(event.target as Node)) return;
    event.stopPropagation();
    open.open = false;
    open.querySelector('summary')?.focus();
  };
}
