/** Elements by their names. */
export type Elements = Readonly<Record<`pg-${string}`, CustomElementConstructor>>;

/** Registers elements. One that is registered already stays as it is. */
export function register(elements: Elements): void {
  for (const [name, element] of Object.entries(elements)) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}
