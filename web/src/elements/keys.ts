import { type Page, shortcutOf } from './shortcuts.ts';

/** Does what keys ask for, one after the other. */
export class Keys {
  /** Whether what a key asked for is still being done. */
  #acts = false;

  async act(event: KeyboardEvent, page: Page): Promise<void> {
    const shortcut = shortcutOf(event);
    if (!shortcut) return;
    event.preventDefault();
    // A key that is held waits until what it asked for before is done.
    if (event.repeat && (!shortcut.repeats || this.#acts)) return;
    this.#acts = true;
    await shortcut.act(page);
    this.#acts = false;
  }
}
