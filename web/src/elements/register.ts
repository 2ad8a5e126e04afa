/** Registers elements by their names. One that is registered already stays as it is. */
export function register(elements: Readonly<Record<`pg-${string}`, CustomElementConstructor>>): void {
  for (const [name, element] of Object.entries(elements)) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}
