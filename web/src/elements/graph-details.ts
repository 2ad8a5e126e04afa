import type { LitElement } from 'lit';
import type { Box } from '../draw/box.ts';
import type { Colors } from '../draw/palette.ts';
import { cardTemplate, refreshCard } from './graph-cards.ts';
import { cardOf, factsOf, sheetOf, shortSheet } from './graph-notes.ts';
import { type Numbers, type Scene, type Target, unitAt } from './graph-scene.ts';
import { GraphSheet } from './graph-sheet.ts';
import { type Sources, UnitPictures } from './unit-pictures.ts';

/** What a graph shows of single units and edges: a card of what is pointed at, fields, and the pictures of images. */
export class GraphDetails {
  readonly pictures = new UnitPictures();
  readonly sheet: GraphSheet;
  readonly #host: LitElement;
  readonly #numbers: () => Numbers;

  /** `closed` is called after the user closed the fields. */
  constructor(host: LitElement, numbers: () => Numbers, closed: (target: Target, byKey: boolean) => void) {
    this.#host = host;
    this.#numbers = numbers;
    this.sheet = new GraphSheet(host, numbers, closed);
  }

  /** The card of what is pointed at, `{ x, y }` being where. */
  card(scene: Scene, target: Target, { x, y }: { readonly x: number; readonly y: number }, box: Box) {
    return cardTemplate(cardOf(scene, target, this.#numbers(), x, y, box));
  }

  /** Opens the fields of a target beside `anchor`, if it has any; `before` is called just before. */
  open(scene: Scene, target: Target, anchor: DOMRect, before: () => void): void {
    const fields = shortSheet(sheetOf(scene, target), this.#numbers().params);
    if (fields.parameters.length === 0) return;
    before();
    void this.sheet.open(target, fields, anchor);
  }

  /** Writes the values of this frame into open fields, or into the card of a target. */
  refresh(scene: Scene, target: Target | undefined): void {
    if (this.sheet.target) this.sheet.refresh();
    else if (target) refreshCard(this.#host.renderRoot, factsOf(scene, target, this.#numbers()));
  }

  /** Draws the picture of a unit into its card, larger. */
  paintCard(scene: Scene, target: Target | undefined, sources: Sources | undefined, colors: Colors): void {
    const canvas = this.#host.renderRoot.querySelector<HTMLCanvasElement>('.card .picture');
    if (target?.type !== 'unit' || this.sheet.target || !canvas || !sources) return;
    const column = scene.columns[target.spot.column];
    if (column) this.pictures.drawCard(canvas, column, unitAt(scene, target.spot), sources, colors);
  }
}
