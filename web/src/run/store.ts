/** Holds a state that is replaced, never mutated, and tells whoever listens. */
export class Store<State extends object> {
  #state: State;
  readonly #listeners = new Set<(state: State, before: State) => void>();

  constructor(state: State) {
    this.#state = state;
  }

  get state(): State {
    return this.#state;
  }

  /** Replaces what `changes` names. */
  set(changes: Partial<State>): void {
    const before = this.#state;
    const names = Object.keys(changes) as (keyof State)[];
    if (names.every(name => Object.is(before[name], changes[name]))) return;
    this.#state = { ...before, ...changes };
    for (const listener of this.#listeners) listener(this.#state, before);
  }

  /** Calls `listener` after every change, until the function that is returned is called. */
  subscribe(listener: (state: State, before: State) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
