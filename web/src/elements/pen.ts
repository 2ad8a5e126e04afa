/** A pen on a grid of pixels: a pointer or the arrow keys lead it. */
import { emptyInk, type Ink, stroke } from '../data/drawn.ts';

/** A place on a grid, in its pixels. */
export type Spot = readonly [x: number, y: number];

/** How far an arrow key leads, in pixels. */
const STEP = 1;

const arrows: Readonly<Record<string, Spot>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

/** What is drawn on a sheet, and where its pen is. */
export class Pen {
  #ink: Ink;
  /** What was cleared away, until something is drawn again. */
  #cleared: Ink | undefined;
  #spot: Spot;
  #isDown = false;
  #byKeys = false;
  readonly #changed: () => void;

  /** `changed` is called after every change. */
  constructor(width: number, height: number, changed: () => void) {
    this.#ink = emptyInk(width, height);
    this.#spot = [width / 2, height / 2];
    this.#changed = changed;
  }

  get ink(): Ink {
    return this.#ink;
  }

  /** Where the pen is while keys lead it. */
  get cursor(): Spot | undefined {
    return this.#byKeys ? this.#spot : undefined;
  }

  /** Whether it draws where it is led. */
  get isDown(): boolean {
    return this.#isDown;
  }

  /** Whether `clear` can be taken back. */
  get isCleared(): boolean {
    return this.#cleared !== undefined;
  }

  /** Puts the pen down, and draws a dot there. */
  press(spot: Spot, reach: number): void {
    this.#byKeys = false;
    this.#isDown = true;
    this.#spot = spot;
    this.#draw(spot, reach);
  }

  /** Leads the pen to a place. */
  lead(spot: Spot, reach: number): void {
    if (this.#isDown && !this.#byKeys) this.#draw(spot, reach);
  }

  lift(): void {
    if (!this.#isDown) return;
    this.#isDown = false;
    this.#changed();
  }

  /** Does what a key asks for; returns whether it is one of the pen's. */
  key(key: string, reach: number): boolean {
    const arrow = arrows[key];
    if (arrow) this.#move(arrow, reach);
    else if (key === ' ') this.#toggle(reach);
    else if (key === 'Delete' || key === 'Backspace') this.clear();
    else if (key === 'Escape' && this.#isDown) this.lift();
    else return false;
    return true;
  }

  /** Leaves the keys: the pen is no longer shown. */
  leave(): void {
    this.#byKeys = false;
    this.#isDown = false;
    this.#changed();
  }

  clear(): void {
    this.#cleared = this.#ink;
    this.#ink = emptyInk(this.#ink.width, this.#ink.height);
    this.#changed();
  }

  /** Brings back what was cleared away. */
  restore(): void {
    if (this.#cleared) this.put(this.#cleared);
  }

  /** Has `ink` on the sheet in place of what is there. */
  put(ink: Ink): void {
    this.#cleared = undefined;
    this.#ink = ink;
    this.#changed();
  }

  #move([dx, dy]: Spot, reach: number): void {
    const { width, height } = this.#ink;
    const within = (at: number, size: number) => Math.min(size - 0.5, Math.max(0.5, at));
    const to: Spot = [within(this.#spot[0] + dx, width), within(this.#spot[1] + dy, height)];
    this.#byKeys = true;
    if (this.#isDown) return this.#draw(to, reach);
    this.#spot = to;
    this.#changed();
  }

  #toggle(reach: number): void {
    this.#byKeys = true;
    this.#isDown = !this.#isDown;
    if (this.#isDown) this.#draw(this.#spot, reach);
    else this.#changed();
  }

  #draw(to: Spot, reach: number): void {
    this.#cleared = undefined;
    this.#ink = stroke(this.#ink, this.#spot, to, reach);
    this.#spot = to;
    this.#changed();
  }
}
