/** Device pixels of a CSS pixel. */
export const pixelRatio = (): number => globalThis.devicePixelRatio || 1;

/** Gives `canvas` `ratio` pixels for each of `width × height` CSS pixels, and returns it ready to draw in CSS pixels. */
export function sized(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  ratio = pixelRatio(),
): CanvasRenderingContext2D | undefined {
  const ctx = canvas.getContext('2d');
  if (!ctx) return undefined;
  const w = Math.round(width * ratio);
  const h = Math.round(height * ratio);
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  return ctx;
}

/** The same, empty. */
export function prepare(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  ratio = pixelRatio(),
): CanvasRenderingContext2D | undefined {
  const ctx = sized(canvas, width, height, ratio);
  ctx?.clearRect(0, 0, width, height);
  return ctx;
}
