/** Keeps a copy of `values` in `kept`, which is as long or is replaced: a frame's arrays go back to the engine. */
export function hold<T extends Float32Array | Uint32Array>(kept: T, values: T): T {
  if (kept.length !== values.length) return values.slice() as T;
  kept.set(values);
  return kept;
}

/** Whether a picture is still there: whoever has the frame may have closed it. */
export const isOpen = (image: ImageBitmap | undefined): image is ImageBitmap => image !== undefined && image.width > 0;
