/** What a figure shows in the room that its page gives it, and how large its boundary is. */

export interface FigureLayout {
  /** `wide`: data, network and output; `beside`: boundary beside the rest; `below`: the figures below it; `bare`: boundary and Play. */
  readonly shape: 'wide' | 'beside' | 'below' | 'bare';
  readonly figures: boolean;
  readonly curve: boolean;
  readonly controls: boolean;
  /** The side of the boundary, in CSS pixels. */
  readonly side: number;
}

/** From so many pixels of width on a figure has more than before. */
const WIDTHS = { below: 360, beside: 600, wide: 900 } as const;

/** Below so many pixels of height it has less: first the curve goes, then the controls, then the figures. */
const HEIGHTS = { curve: 300, controls: 260, figures: 220, wide: 520 } as const;

/** Heights of the bar of buttons. */
const BAR = { large: 58, small: 54 } as const;

/** What is left free around the boundary, and for the figures below it. */
const EDGE = 12;
const FIGURES = 74;

/** The least side of a boundary. */
const LEAST = 48;

function shapeOf(width: number, height: number): FigureLayout['shape'] {
  if (width < WIDTHS.below) return 'bare';
  if (width < WIDTHS.beside) return 'below';
  return width < WIDTHS.wide || height < HEIGHTS.wide ? 'beside' : 'wide';
}

export function figureLayout(width: number, height: number): FigureLayout {
  const shape = shapeOf(width, height);
  const isLarge = shape === 'beside' || shape === 'wide';
  const figures = shape !== 'bare' && height >= HEIGHTS.figures;
  const inside = height - (isLarge ? BAR.large : BAR.small);
  const most = {
    wide: Math.min(288, inside * 0.5),
    beside: Math.min(inside - 44, width * 0.55),
    below: Math.min(inside - 2 * EDGE - (figures ? FIGURES : 0), width - 2 * EDGE),
    bare: Math.min(inside - 2 * EDGE, width - 2 * EDGE),
  };
  return {
    shape,
    figures,
    curve: isLarge && height >= HEIGHTS.curve,
    controls: isLarge && height >= HEIGHTS.controls,
    side: Math.max(LEAST, Math.floor(most[shape])),
  };
}
