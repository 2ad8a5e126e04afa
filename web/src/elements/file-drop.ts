import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The files of a drag, or nothing if it drags something else, such as a selected word. */
const filesOf = (event: DragEvent): DataTransfer | undefined =>
  event.dataTransfer?.types.includes('Files') ? event.dataTransfer : undefined;

/** Lets a file be dropped on an element. While one is over it, the element has the attribute `drops`. */
export class FileDrop implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #take: (file: File) => void;

  constructor(host: ReactiveControllerHost & HTMLElement, take: (file: File) => void) {
    this.#host = host;
    this.#take = take;
    host.addController(this);
    host.addEventListener('dragover', this.#over);
    host.addEventListener('dragleave', this.#leave);
    host.addEventListener('drop', this.#drop);
  }

  hostDisconnected(): void {
    this.#mark(false);
  }

  #mark(drops: boolean): void {
    this.#host.toggleAttribute('drops', drops);
  }

  readonly #over = (event: DragEvent): void => {
    if (!filesOf(event)) return;
    // Otherwise the browser would open the file in place of the page.
    event.preventDefault();
    this.#mark(true);
  };

  readonly #leave = (event: DragEvent): void => {
    const isInside = event.relatedTarget instanceof Node && this.#host.contains(event.relatedTarget);
    if (!isInside) this.#mark(false);
  };

  readonly #drop = (event: DragEvent): void => {
    const file = filesOf(event)?.files[0];
    this.#mark(false);
    if (!file) return;
    event.preventDefault();
    this.#take(file);
  };
}
