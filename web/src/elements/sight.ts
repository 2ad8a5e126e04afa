/** How far outside of the window something counts as near. */
const NEAR = '400px';

/** Follows whether any of some elements is near the window, and whether any can be seen. */
export class Sight {
  readonly #near: IntersectionObserver;
  readonly #seen: IntersectionObserver;

  constructor(told: { near(): void; seen(isSeen: boolean): void }) {
    const follow = (rootMargin: string, tell: (any: boolean) => void) => {
      const inside = new Set<Element>();
      return new IntersectionObserver(
        entries => {
          for (const { target, isIntersecting } of entries) {
            if (isIntersecting) inside.add(target);
            else inside.delete(target);
          }
          tell(inside.size > 0);
        },
        { rootMargin },
      );
    };
    this.#near = follow(NEAR, any => any && told.near());
    this.#seen = follow('0px', told.seen);
  }

  /** Follows these elements, and no others any more. */
  observe(elements: readonly Element[]): void {
    this.end();
    for (const element of elements) {
      this.#near.observe(element);
      this.#seen.observe(element);
    }
  }

  end(): void {
    this.#near.disconnect();
    this.#seen.disconnect();
  }
}
