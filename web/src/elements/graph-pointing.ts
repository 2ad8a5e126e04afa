import type { LitElement } from 'lit';
import type { Spot } from '../draw/edges.ts';
import type { UnitId } from '../engine/protocol.ts';
import { fire } from './events.ts';
import { neighbor, type Scene, sameTarget, type Target, unitId } from './graph-scene.ts';

/** The button of a unit that an event comes from. */
export const unitOf = (event: Event): HTMLElement | undefined =>
  (event.target as HTMLElement).closest<HTMLElement>('.unit') ?? undefined;

export const spotOf = ({ dataset }: HTMLElement): Spot => ({
  column: Number(dataset.column),
  place: Number(dataset.place),
});

/** What a graph says of itself to whoever follows the pointer over it. */
export interface Pointed {
  readonly scene: Scene | undefined;
  /** Whether it stays with what it is at: its fields are open. */
  readonly isHeld: boolean;
  /** What is drawn at a place between the units. */
  drawnAt(x: number, y: number): Target | undefined;
}

/** Where the pointer or the focus is in a graph; arrows move from unit to unit. */
export class GraphPointing {
  readonly #host: LitElement;
  readonly #graph: () => Pointed;
  #target: Target | undefined;
  #current: Spot = { column: 1, place: 0 };
  #at = { x: 0, y: 0 };
  #looked: UnitId | undefined;

  constructor(host: LitElement, graph: () => Pointed) {
    this.#host = host;
    this.#graph = graph;
  }

  /** What the pointer is on, or the focus. */
  get target(): Target | undefined {
    return this.#target;
  }

  /** The unit that the tab key reaches. */
  get current(): Spot {
    return this.#current;
  }

  /** Where the pointer was when it came to the target. */
  get at(): { readonly x: number; readonly y: number } {
    return this.#at;
  }

  /** Forgets all of a graph of other layers; the tab key reaches `first`. */
  begin(first: Spot): void {
    this.#current = first;
    this.#target = undefined;
    this.#looked = undefined;
  }

  /** What an event is at: a unit's button, or what is drawn under the pointer. */
  targetOf(event: MouseEvent): Target | undefined {
    const button = unitOf(event);
    if (button) return { type: 'unit', spot: spotOf(button) };
    return this.#graph().drawnAt(event.offsetX, event.offsetY);
  }

  aim(target: Target | undefined, at?: MouseEvent): void {
    const { scene, isHeld } = this.#graph();
    if (isHeld || sameTarget(target, this.#target)) return;
    this.#target = target;
    this.#host.requestUpdate();
    if (at) this.#at = { x: at.offsetX, y: at.offsetY };
    const unit = scene && target?.type === 'unit' ? unitId(scene, target.spot) : undefined;
    if (unit?.layer === this.#looked?.layer && unit?.unit === this.#looked?.unit) return;
    this.#looked = unit;
    fire<UnitId | null>(this.#host, 'pg-unit', unit ?? null);
  }

  focus({ column, place }: Spot): void {
    const button = `[data-column='${column}'][data-place='${place}']`;
    this.#host.renderRoot.querySelector<HTMLElement>(button)?.focus();
  }

  readonly pointed = (event: PointerEvent): void => this.aim(this.targetOf(event), event);

  readonly left = (): void => this.aim(undefined);

  readonly blurred = (event: FocusEvent): void => {
    // From one unit to the next there is always one that is looked at.
    if (!(event.relatedTarget as HTMLElement | null)?.matches('.unit')) this.aim(undefined);
  };

  readonly focused = (event: FocusEvent): void => {
    const button = unitOf(event);
    if (!button) return;
    this.#current = spotOf(button);
    if (button.matches(':focus-visible')) this.aim({ type: 'unit', spot: this.#current });
    this.#host.requestUpdate(); // the names of units hold their biases, which no frame renders
  };

  readonly pressed = (event: KeyboardEvent): void => {
    const { scene } = this.#graph();
    const unit = scene && unitOf(event);
    if (!scene || !unit) return;
    if (event.key === 'Delete') fire<UnitId>(this.#host, 'pg-remove', unitId(scene, spotOf(unit)));
    const next = neighbor(scene, this.#current, event.key);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    this.#current = next;
    this.#host.requestUpdate();
    this.focus(next);
  };
}
