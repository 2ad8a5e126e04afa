/**
 * One animation frame for all views: each draws at most once in it, however often it asked. Where together they would take
 * too long, as when the page opens, the others draw in the next.
 */

/** After so many milliseconds of drawing the rest waits for the next frame. */
const BUDGET_MS = 12;

type Draw = () => void;

let waiting = new Set<Draw>();
let drawing = new Set<Draw>();
let asked = false;
let settle: (() => void)[] = [];

/** A view that fails must not stop the others, nor the training that waits for them. */
function attempt(draw: Draw): void {
  try {
    draw();
  } catch (error) {
    reportError(error);
  }
}

function flush(): void {
  asked = false;
  [waiting, drawing] = [drawing, waiting];
  const [start, done] = [performance.now(), settle];
  settle = [];
  for (const draw of drawing) {
    drawing.delete(draw);
    attempt(draw);
    if (performance.now() - start > BUDGET_MS) break;
  }
  if (!drawing.size) {
    for (const resolve of done) resolve();
    return;
  }
  for (const draw of waiting) drawing.add(draw);
  waiting.clear();
  [waiting, drawing] = [drawing, waiting];
  settle = [...done, ...settle];
  ask();
}

function ask(): void {
  if (asked) return;
  asked = true;
  requestAnimationFrame(flush);
}

/** Draws in the next animation frame. Asking twice with the same function draws once. */
export function redraw(draw: Draw): void {
  waiting.add(draw);
  ask();
}

/** Takes back what `redraw` asked for. */
export function cancel(draw: Draw): void {
  waiting.delete(draw);
}

/** Resolves when everything asked for so far is drawn: then the next frame may be requested. */
export function drawn(): Promise<void> {
  ask();
  return new Promise(resolve => settle.push(resolve));
}

/** After so many milliseconds of rendering the rest waits for the next frame. */
const RENDER_MS = 5;

/** A frame that comes later than this, as on a page that is not seen, is not waited for, in milliseconds. */
const PATIENCE_MS = 100;

/** When the first rendering after the last frame began. */
let renderedFrom: number | undefined;

/** Resolves when what is there by now is on the screen. */
export const shown = (): Promise<void> =>
  new Promise(resolve => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, PATIENCE_MS);
  });

/** Waits for the next frame if rendering has taken its time in this one. */
async function roomInFrame(): Promise<void> {
  if (renderedFrom !== undefined && performance.now() - renderedFrom > RENDER_MS) await shown();
  if (renderedFrom !== undefined) return;
  renderedFrom = performance.now();
  void shown().then(() => {
    renderedFrom = undefined;
  });
}

let turn = Promise.resolve();

/**
 * Resolves when it is one's turn to render, and there is time: where others took it, after the next frame. When a page opens,
 * all of it would else be rendered and laid out in one task.
 */
export function timeToRender(): Promise<void> {
  turn = turn.then(roomInFrame);
  return turn;
}
