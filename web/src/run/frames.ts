import type { Frame, Opened } from '../engine/protocol.ts';

/** Draws a frame of a run. */
export type Draw = (frame: Frame, opened: Opened) => void;

/** The large buffers of a frame, as far as they are still its own. */
const buffersOf = (frame: Frame | undefined): readonly ArrayBuffer[] =>
  frame?.params?.byteLength ? [frame.params.buffer as ArrayBuffer] : [];

/** The last frame, whoever draws it, and what goes back when another takes its place. */
export class Frames {
  /** The last frame. */
  last: Frame | undefined;
  readonly #listeners = new Set<Draw>();
  /** Buffers of a frame that the views have replaced: the engine fills them again. */
  #spare: readonly ArrayBuffer[] = [];
  #pictures: { readonly field?: ImageBitmap; readonly maps?: ImageBitmap } = {};

  /** Calls `draw` with every frame from now on, until the function that is returned is called. */
  subscribe(draw: Draw): () => void {
    this.#listeners.add(draw);
    return () => this.#listeners.delete(draw);
  }

  /** Puts a frame in place of the last. */
  replace(frame: Frame): void {
    this.#spare = buffersOf(this.last);
    this.last = frame;
  }

  /** Hands the last frame to whoever draws it. */
  draw(opened: Opened): void {
    const frame = this.last;
    if (!frame) return;
    for (const draw of this.#listeners) draw(frame, opened);
    this.#close(frame);
  }

  /** What the engine may fill again; it can be taken once. */
  takeSpare(): readonly ArrayBuffer[] {
    const spare = this.#spare;
    this.#spare = [];
    return spare;
  }

  /** Gives back the memory of pictures that were replaced. */
  #close({ field, maps }: Frame): void {
    const next = { ...this.#pictures, ...(field && { field: field.image }), ...(maps && { maps: maps.image }) };
    const { field: oldField, maps: oldMaps } = this.#pictures;
    this.#pictures = next;
    if (oldField !== next.field) oldField?.close();
    if (oldMaps !== next.maps) oldMaps?.close();
  }
}
