import type { Box } from '../draw/box.ts';

/** A place in a picture, each from 0 to 1 from the lower left corner. */
export type Place = readonly [u: number, v: number];

/** The picture that is pointed at, and what can be done there. */
export interface Pointed {
  readonly box: Box;
  /** Whether a press looks at points, draws them, moves them or erases them. */
  readonly mode: 'look' | 'draw' | 'move' | 'erase';
  /** The row whose point is within `reach` pixels of a place. */
  nearest(place: Place, reach: number): number | undefined;
  /** The place of a row, and of the point to look at next after a row. */
  placeOf(row: number): Place;
  next(row: number | undefined, step: 1 | -1): number | undefined;
  /** What is pointed at, or held, is another place. */
  moved(): void;
  /** A point, or none, is to be looked at. */
  pick(row: number | undefined): void;
  add(place: Place): void;
  move(row: number, place: Place): void;
  erase(row: number): void;
  /** Leaves what was begun; returns whether there was something. */
  leave(): boolean;
}

/** How near a press must come to a point, in pixels, and how far a pointer moves before it drags. */
const REACH = { mouse: 9, pen: 12, touch: 20 } as const;
const KEY_REACH = 9;
const DRAG = 3;

/** How far an arrow goes, as a share of the picture; with shift, farther. */
const STEP = 0.02;
const FAR_STEP = 0.1;

const arrows: Readonly<Record<string, Place>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

const inside = (t: number): number => Math.min(1, Math.max(0, t));

/** A point that is held: a row, or a new one. */
interface Held {
  readonly row: number | undefined;
  readonly from: Place;
  readonly isMoved: boolean;
}

/** Points at a picture with a pointer or with keys: the same things can be done with either. */
export class Pointing {
  /** What is pointed at. */
  place: Place | undefined;
  /** Whether it is pointed at with keys: then a cross shows where. */
  byKeys = false;
  /** A point that is held, or was let go and is not there yet; `row` is undefined for a new one. */
  ghost: { readonly row: number | undefined; readonly place: Place } | undefined;
  #held: Held | undefined;
  /** The row that keys came to last. */
  #last: number | undefined;
  readonly #on: Pointed;

  constructor(on: Pointed) {
    this.#on = on;
  }

  /** What was let go is there now, or will not be. */
  settle(): void {
    if (!this.#held) this.ghost = undefined;
  }

  readonly down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const place = this.#at(event);
    this.#point(place, false);
    const row = this.#grabbed(event, place);
    if (row !== undefined) (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.#held = { row, from: place, isMoved: false };
  };

  readonly over = (event: PointerEvent): void => {
    const place = this.#at(event);
    const held = this.#held;
    if (held && this.#distance(place, held.from) > DRAG) this.#held = { ...held, isMoved: true };
    const { row, isMoved } = this.#held ?? {};
    if (isMoved && (row !== undefined || this.#on.mode === 'draw')) this.ghost = { row, place };
    this.#point(place, false);
  };

  readonly up = (event: PointerEvent): void => {
    const held = this.#held;
    if (!held) return;
    this.#held = undefined;
    const place = this.#at(event);
    const { mode } = this.#on;
    if (mode === 'draw' || mode === 'move') {
      if (held.row !== undefined) held.isMoved && this.#move(held.row, place);
      else if (mode === 'draw') this.#add(place);
      return;
    }
    const row = this.#near(event, place);
    if (mode === 'look') this.#on.pick(row);
    else if (row !== undefined) this.#on.erase(row);
  };

  readonly out = (event: PointerEvent): void => {
    // A finger that is lifted leaves: what it pointed at stays to be read.
    if (event.pointerType === 'touch' && event.type === 'pointerleave') return;
    if (event.type === 'pointercancel') this.#drop();
    if (!this.byKeys && !this.#held?.isMoved) this.#point(undefined, false);
  };

  readonly menu = (event: MouseEvent): void => {
    if (this.#on.mode === 'look') return;
    event.preventDefault();
    const row = this.#on.nearest(this.#at(event), REACH.mouse);
    if (row !== undefined) this.#on.erase(row);
  };

  readonly key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || !this.#act(event)) return;
    event.preventDefault();
  };

  readonly blur = (): void => {
    this.#drop();
    if (this.byKeys) this.#point(undefined, false);
  };

  /** Does what a key asks for; returns whether it asks for something. */
  #act({ key, shiftKey }: KeyboardEvent): boolean {
    const arrow = arrows[key];
    if (arrow) return this.#step(arrow, shiftKey ? FAR_STEP : STEP);
    if (key === 'PageDown' || key === 'PageUp') return this.#jump(key === 'PageDown' ? 1 : -1);
    if (key === 'Escape') return this.#leave();
    if (!this.place) return false;
    if (key === 'Enter') return this.#enter(this.place);
    if (key === 'Delete' || key === 'Backspace') return this.#erase(this.place);
    return false;
  }

  #step([dx, dy]: Place, size: number): boolean {
    const [u, v] = this.place ?? [0.5, 0.5];
    // The first arrow only shows where the cross is.
    const place: Place = this.place ? [inside(u + dx * size), inside(v + dy * size)] : [u, v];
    if (this.#held) this.ghost = { row: this.#held.row, place };
    this.#point(place, true);
    return true;
  }

  #jump(step: 1 | -1): boolean {
    const row = this.#on.next(this.#last, step);
    if (row === undefined) return false;
    this.#last = row;
    this.#point(this.#on.placeOf(row), true);
    return true;
  }

  #enter(place: Place): boolean {
    const { mode } = this.#on;
    const held = this.#held;
    this.#held = undefined;
    if (held) {
      if (held.row !== undefined) this.#move(held.row, place);
      return true;
    }
    const row = this.#on.nearest(place, KEY_REACH);
    if (mode === 'look') this.#on.pick(row);
    else if (mode === 'erase') return this.#erase(place);
    else if (row === undefined) mode === 'draw' && this.#add(place);
    else {
      this.#held = { row, from: place, isMoved: true };
      this.ghost = { row, place };
      this.#on.moved();
    }
    return true;
  }

  #erase(place: Place): boolean {
    const row = this.#on.mode === 'look' ? undefined : (this.#held?.row ?? this.#on.nearest(place, KEY_REACH));
    this.#held = undefined;
    this.ghost = undefined;
    if (row === undefined) return false;
    this.#on.erase(row);
    return true;
  }

  #leave(): boolean {
    if (this.#held) {
      this.#drop();
      return true;
    }
    if (this.#on.leave()) return true;
    if (!this.place) return false;
    this.#point(undefined, false);
    return true;
  }

  #add(place: Place): void {
    this.ghost = { row: undefined, place };
    this.#on.add(place);
  }

  #move(row: number, place: Place): void {
    this.ghost = { row, place };
    this.#on.move(row, place);
  }

  #drop(): void {
    this.#held = undefined;
    this.ghost = undefined;
    this.#on.moved();
  }

  #point(place: Place | undefined, byKeys: boolean): void {
    this.place = place;
    this.byKeys = byKeys;
    this.#on.moved();
  }

  /** The point that a press takes hold of. Where it may also add one, only what is right there: points can be close together. */
  #grabbed(event: PointerEvent, place: Place): number | undefined {
    const { mode } = this.#on;
    if (mode === 'draw') return this.#on.nearest(place, REACH.mouse);
    return mode === 'move' ? this.#near(event, place) : undefined;
  }

  #near(event: PointerEvent, place: Place): number | undefined {
    return this.#on.nearest(place, REACH[event.pointerType as keyof typeof REACH] ?? REACH.mouse);
  }

  #at({ offsetX, offsetY }: MouseEvent): Place {
    const { w, h } = this.#on.box;
    return [inside(offsetX / w), inside(1 - offsetY / h)];
  }

  #distance([u, v]: Place, [a, b]: Place): number {
    const { w, h } = this.#on.box;
    return Math.hypot((u - a) * w, (v - b) * h);
  }
}
