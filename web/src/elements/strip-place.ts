const scrolls = (sets: HTMLElement): boolean => getComputedStyle(sets).overflowX === 'auto';

/** Where the strip of sets stands. It stays there while there is another layout, in which nothing scrolls. */
export class StripPlace {
  readonly #sets: HTMLElement;
  /** How far it was scrolled; undefined where another set was chosen since. */
  #left: number | undefined;
  #isStrip = false;

  constructor(sets: HTMLElement) {
    this.#sets = sets;
    sets.addEventListener('scroll', () => scrolls(sets) && this.#keep());
    new ResizeObserver(() => this.#resized()).observe(sets);
  }

  /** Brings the set that is chosen into the middle, once there is a strip. */
  showChosen(): void {
    this.#left = undefined;
    const sets = this.#sets;
    const tile = sets.querySelector<HTMLElement>('.tipped:has(:checked)');
    if (!tile || !scrolls(sets)) return;
    const { left, width } = tile.getBoundingClientRect();
    const strip = sets.getBoundingClientRect();
    sets.scrollLeft += left + width / 2 - strip.left - strip.width / 2;
    this.#keep();
  }

  #keep(): void {
    this.#left = this.#sets.scrollLeft;
  }

  #resized(): void {
    const isStrip = scrolls(this.#sets);
    const begins = isStrip && !this.#isStrip;
    this.#isStrip = isStrip;
    if (!begins) return;
    if (this.#left === undefined) this.showChosen();
    else this.#sets.scrollLeft = this.#left;
  }
}
