import { rowOf } from '../data/rows.ts';
import type { Opened } from '../engine/protocol.ts';
import { imagesOf } from '../run/picture.ts';
import type { Run } from '../run/run.ts';
import { BOXES, lookedAt } from './image-answers.ts';
import { Poll } from './poll.ts';
import type { LayerMeans } from './unit-pictures.ts';

/** Least time between two questions, in milliseconds, and how many times as long as they take there is none. */
const EVERY_MS = 300;
const REST = 9;

/** The layers whose units have bars: those with weights, but for the first, whose weights are images. */
const layersOf = ({ layers }: Opened): readonly number[] =>
  layers.flatMap(({ weights }, layer) => (weights === undefined ? [] : [layer])).slice(1);

/** Asks what the units of a network on images make of each class, a few times a second, while `element` is to be seen. */
export class LayerMeansPoll {
  readonly #run: () => Run | undefined;
  #isSeen = false;
  readonly #observer: IntersectionObserver | undefined;
  readonly #poll: Poll<LayerMeans>;

  constructor(run: () => Run | undefined, take: (means: LayerMeans) => void) {
    this.#run = run;
    this.#poll = new Poll(() => this.#ask(), take, EVERY_MS, REST);
    if (typeof IntersectionObserver === 'function') {
      this.#observer = new IntersectionObserver(entries => {
        this.#isSeen = entries.at(-1)?.isIntersecting ?? false;
        this.request();
      });
    } else this.#isSeen = true;
  }

  /** Asks only while this element is seen. */
  watch(element: Element): void {
    this.#observer?.observe(element);
  }

  /** Asks soon, where there is something to be asked. */
  request(): void {
    if (this.#isSeen && imagesOf(this.#run()?.state.opened)) this.#poll.request();
  }

  stop(): void {
    this.#observer?.disconnect();
    this.#poll.stop();
  }

  #ask(): Promise<LayerMeans | undefined> | undefined {
    const run = this.#run();
    const { opened } = run?.state ?? {};
    if (!run || !opened || !this.#isSeen) return undefined;
    const found = opened.task === 'regression' ? valuesOf(run, opened) : meansOf(run, opened);
    return found.then(means => (this.#run()?.state.opened?.layers === opened.layers ? means : undefined));
  }
}

/** What each unit makes of each class, on average. */
async function meansOf(run: Run, opened: Opened): Promise<LayerMeans> {
  const layers = layersOf(opened);
  const found = await Promise.all(layers.map(layer => run.classMeans(layer)));
  return new Map(found.flatMap((means, i) => (means ? [[layers[i]!, means] as const] : [])));
}

/** Where there are no classes: what each unit makes of each of the images that the output shows. */
async function valuesOf(run: Run, opened: Opened): Promise<LayerMeans> {
  const rows = lookedAt(opened, BOXES);
  const found = await Promise.all(Array.from(rows, row => run.values(rowOf(opened, row).slice())));
  const all = new Map<number, Float32Array>();
  let first = opened.inputs.length;
  for (const [layer, { units }] of opened.layers.entries()) {
    const values = new Float32Array(rows.length * units);
    for (const [i, row] of found.entries()) if (row) values.set(row.subarray(first, first + units), i * units);
    all.set(layer, values);
    first += units;
  }
  return all;
}
