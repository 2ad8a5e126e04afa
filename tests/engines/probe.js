// Is loaded before everything else of the page: it hears what goes wrong from the first line on, whatever the browser's
// driver tells (WebKitGTK's tells nothing), and finds its way through shadow roots.
const heard = [];

/** Of a picture that is looked at, in pixels. */
const SIDE = 40;

const hear = (kind, what) => heard.push(`${kind}: ${what}${what?.stack ? `\n${what.stack}` : ''}`);

/** The elements below `root` that fit, those in shadow roots too. */
function all(selector, root = document) {
  const inside = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    shadowRoot ? all(selector, shadowRoot) : [],
  );
  return [...root.querySelectorAll(selector), ...inside];
}

/** The elements that fit the last of `selectors`, each looked for inside those of the one before. */
const within = (...selectors) =>
  selectors.reduce((roots, selector) => roots.flatMap(root => all(selector, root.shadowRoot ?? root)), [document]);

globalThis.probe = {
  /** What went wrong so far: errors, and files that were asked for and are not there. */
  complaints() {
    const missing = performance.getEntriesByType('resource').filter(({ responseStatus }) => responseStatus >= 400);
    return [...heard, ...missing.map(({ name }) => `missing: ${name}`)];
  },
  button: name => all('button').find(button => (button.ariaLabel ?? button.textContent).trim() === name),
  within,
  /** Moves the pointer over the middle of an element, as a mouse does. */
  pointAt(...selectors) {
    const [element] = within(...selectors);
    const { x, y, width, height } = element.getBoundingClientRect();
    const place = {
      clientX: x + width / 2,
      clientY: y + height / 2,
      pointerType: 'mouse',
      bubbles: true,
      composed: true,
    };
    element.dispatchEvent(new PointerEvent('pointermove', place));
  },
  text: (...selectors) => within(...selectors)[0]?.textContent.trim() ?? '',
  /** The last canvas of an element, made as small as `SIDE × SIDE` pixels: `[r, g, b]` of each. */
  pixels(...selectors) {
    const canvas = within(...selectors, 'canvas').at(-1);
    if (!canvas?.width || !canvas.height) return [];
    const small = Object.assign(document.createElement('canvas'), { width: SIDE, height: SIDE }).getContext('2d');
    small.drawImage(canvas, 0, 0, SIDE, SIDE);
    const { data } = small.getImageData(0, 0, SIDE, SIDE);
    return Array.from({ length: SIDE * SIDE }, (_, i) => [...data.slice(4 * i, 4 * i + 3)]);
  },
};

const { error } = console;
console.error = (...what) => {
  hear('console', what.map(String).join(' '));
  error.apply(console, what);
};
// Captured: files that do not load say so only where they stand.
addEventListener(
  'error',
  event => hear('uncaught', event.error ?? event.message ?? `${event.target.outerHTML} does not load`),
  true,
);
addEventListener('unhandledrejection', event => hear('unhandled', event.reason));
