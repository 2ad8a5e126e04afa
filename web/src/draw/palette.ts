/** Colors of a theme, read from its CSS custom properties and interpolated in OKLab (Ottosson, 2020). */

type Triple = readonly [number, number, number];

/** What canvas drawing needs of a theme. Names are those of the custom properties. */
export interface Colors {
  readonly bg: string;
  readonly ink: string;
  readonly ink3: string;
  readonly line: string;
  readonly line2: string;
  readonly line3: string;
  readonly accent: string;
  readonly pos: string;
  readonly neg: string;
  /** The rim of a point, and the paper inside a ring. */
  readonly pointLine: string;
  readonly chart1: string;
  readonly chart2: string;
  readonly grid: string;
  /** One for each class, up to ten. */
  readonly classes: readonly string[];
  /** −1 to 1, 256 entries: signed numbers that stand alone. */
  readonly diverging: Uint32Array;
  /** The inner part of `diverging`: fields and units, so that points and edges stand out on them. */
  readonly field: Uint32Array;
  /** Small to large, 256 entries, for the logarithm of a size. */
  readonly sequential: Uint32Array;
  /** The part of `sequential` that stands out from the page: lines. */
  readonly sequentialLine: Uint32Array;
  readonly sans: string;
  readonly math: string;
}

/** What the worker paints fields and maps with; every entry is 0xAABBGGRR. */
export interface FieldPalette {
  readonly diverging: Uint32Array;
  readonly classes: Uint32Array;
  readonly paper: number;
}

const entries = 256;

/** How much of the diverging ramp fields use. */
const fieldShare = 0.64;

/** The part of the sequential ramp that has a contrast of 3:1 on the page. */
const lineShare = { light: [0.03, 0.6], dark: [0.3, 1] } as const;

const classCount = 10;

const toLinear = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const toGamma = (c: number): number => (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055);

const product = (m: readonly Triple[], [a, b, c]: Triple): Triple =>
  m.map(([x, y, z]) => x * a + y * b + z * c) as unknown as Triple;

const mapped = ([a, b, c]: Triple, f: (x: number) => number): Triple => [f(a), f(b), f(c)];

const linearToCone: readonly Triple[] = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const coneToLab: readonly Triple[] = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];
const labToCone: readonly Triple[] = [
  [1, 0.3963377774, 0.2158037573],
  [1, -0.1055613458, -0.0638541728],
  [1, -0.0894841775, -1.291485548],
];
const coneToLinear: readonly Triple[] = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.707614701],
];

/** `#rgb` or `#rrggbb` as 0..1; black if it is neither. */
const parse = (hex: string): Triple => {
  const long = /^#[\da-f]{3}$/i.test(hex) ? hex.replace(/[\da-f]/gi, '$&$&') : hex;
  const n = /^#[\da-f]{6}$/i.test(long) ? Number.parseInt(long.slice(1), 16) : 0;
  return mapped([n >> 16, (n >> 8) & 255, n & 255], c => c / 255);
};

const toLab = (hex: string): Triple =>
  product(coneToLab, mapped(product(linearToCone, mapped(parse(hex), toLinear)), Math.cbrt));

const pack = ([r, g, b]: Triple): number => (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;

/** A color of CSS, `#rrggbb`, as 0xAABBGGRR. */
export const packed = (hex: string): number => pack(mapped(parse(hex), c => Math.round(255 * c)));

const fromLab = (lab: Triple): number => {
  const linear = product(
    coneToLinear,
    mapped(product(labToCone, lab), c => c ** 3),
  );
  return pack(mapped(linear, c => Math.round(255 * toGamma(Math.min(1, Math.max(0, c))))));
};

const mix = ([a, b, c]: Triple, [x, y, z]: Triple, t: number): Triple => [
  a + (x - a) * t,
  b + (y - b) * t,
  c + (z - c) * t,
];

/** 256 colors through `stops`, from `from` to `to` of the way. */
export const ramp = (stops: readonly string[], from = 0, to = 1): Uint32Array => {
  const labs = stops.map(toLab);
  return Uint32Array.from({ length: entries }, (_, i) => {
    const at = (from + ((to - from) * i) / (entries - 1)) * (labs.length - 1);
    const k = Math.min(labs.length - 2, Math.floor(at));
    return fromLab(mix(labs[k]!, labs[k + 1]!, at - k));
  });
};

/** 0xAABBGGRR as CSS. */
export const css = (color: number): string => `rgb(${color & 255} ${(color >> 8) & 255} ${(color >> 16) & 255})`;

/** The entry of a table of 256 for `t` in 0..1. */
export const entry = (table: Uint32Array, t: number): number =>
  table[Math.round(Math.min(1, Math.max(0, t)) * (entries - 1))]!;

const stops = (read: (name: string) => string, name: string): string[] =>
  Array.from({ length: 7 }, (_, i) => read(`--${name}-${i}`));

const isDark = (hex: string): boolean => toLab(hex)[0] < 0.5;

/** The colors of a theme; `read` gives the value of a custom property. */
export const readColors = (read: (name: string) => string): Colors => ({
  bg: read('--bg'),
  ink: read('--ink'),
  ink3: read('--ink-3'),
  line: read('--line'),
  line2: read('--line-2'),
  line3: read('--line-3'),
  accent: read('--accent'),
  pos: read('--pos'),
  neg: read('--neg'),
  pointLine: read('--point-line'),
  chart1: read('--chart-1'),
  chart2: read('--chart-2'),
  grid: read('--grid'),
  classes: Array.from({ length: classCount }, (_, i) => read(`--cat-${i}`)),
  diverging: ramp(stops(read, 'div')),
  field: ramp(stops(read, 'div'), (1 - fieldShare) / 2, (1 + fieldShare) / 2),
  sequential: ramp(stops(read, 'seq')),
  sequentialLine: ramp(stops(read, 'seq'), ...lineShare[isDark(read('--bg')) ? 'dark' : 'light']),
  sans: read('--sans'),
  math: read('--math'),
});

/** The palette to send to the worker. */
export const fieldPalette = (colors: Colors): FieldPalette => ({
  diverging: colors.field,
  classes: Uint32Array.from(colors.classes, packed),
  paper: packed(colors.bg),
});
