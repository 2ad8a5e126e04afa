/** How the images of the data sets came to be, so that what is drawn can be brought into the same form. */

/** How the images of a set were made of what was written, or photographed. */
export interface Form {
  /** What is drawn, in a sentence. */
  readonly what: string;
  /** Which share of the image what is drawn is made to fill; undefined leaves it as it is. */
  readonly fill?: number;
  /** What comes to the middle: its center of mass, or that of the box round it. */
  readonly center: 'mass' | 'box';
  /** How far a brush reaches, in pixels of 28. */
  readonly brush: number;
  /** What is done, and who says so. */
  readonly source: string;
}

const forms: Readonly<Record<string, Form>> = {
  mnist: {
    what: 'a digit',
    fill: 20 / 28,
    center: 'mass',
    brush: 1.3,
    source:
      'Scaled to fit 20 × 20 pixels, its center of mass moved to the middle of 28 × 28: as LeCun, Cortes and Burges describe MNIST.',
  },
  digits: {
    what: 'a digit',
    fill: 1,
    center: 'box',
    brush: 1.9,
    source:
      'Scaled to fill the image, then its parts of 4 × 4 pixels averaged: as Alpaydin and Kaynak made the small digits.',
  },
  'fashion-mnist': {
    what: 'a shape',
    fill: 1,
    center: 'box',
    brush: 2.4,
    source: 'Trimmed, its longest edge made 28 pixels, in the middle: as Xiao, Rasul and Vollgraf made Fashion-MNIST.',
  },
};

const asDrawn: Form = {
  what: 'a digit',
  center: 'box',
  brush: 1.2,
  source: 'Taken as it is drawn, where it is drawn.',
};

/** How to treat what is drawn for the set `name`. */
export const formOf = (name: string): Form => (Object.hasOwn(forms, name) ? forms[name]! : asDrawn);
