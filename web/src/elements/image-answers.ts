/** What the output of images asks the engine, and shows as soon as it is answered. */
import { columnsOf, rowsOf } from '../data/rows.ts';
import type { Frame, Opened } from '../engine/protocol.ts';
import { imagesOf } from '../run/picture.ts';
import { classOf, outputsOf, readingOf } from '../run/reading.ts';
import type { Run } from '../run/run.ts';
import { Poll } from './poll.ts';

/** A row with a large loss, and what the network says of it: a class, and the share that it gives it. */
export interface Mistake {
  readonly row: number;
  readonly is: number;
  readonly said: number;
  readonly share: number;
  readonly loss: number;
}

/** A row with the box that the network sees in it: left and top edge, width and height. */
export interface SeenBox {
  readonly row: number;
  readonly box: readonly [number, number, number, number];
}

/** What was found; each part comes by itself. */
export interface ImageAnswers {
  readonly mistakes: readonly Mistake[];
  readonly boxes: readonly SeenBox[];
  /** What the network says of the image that is drawn. */
  readonly drawn: Float32Array | undefined;
}

/** How many mistakes and boxes are shown. */
const MISTAKES = 8;
export const BOXES = 9;

/** The most rows that are asked about: as many as the engine's own evaluation looks at. */
const MOST_ROWS = 2000;

const MISTAKES_MS = 1000;
const BOXES_MS = 200;
const DRAWN_MS = 50;

/** A question that took long is not asked again for so many times as long. */
const REST = 9;

/** Rows to look at: those for validation, or where there are none, for training. */
export function lookedAt(opened: Opened, most = MOST_ROWS): Uint32Array {
  const validation = rowsOf(opened, [1], most);
  return validation.length ? validation : rowsOf(opened, [0], most);
}

/** The places of the largest values, the largest first. */
const largest = (values: Float32Array, count: number): readonly number[] =>
  [...values.keys()].sort((a, b) => values[b]! - values[a]!).slice(0, count);

async function findMistakes(run: Run, opened: Opened): Promise<Pick<ImageAnswers, 'mistakes'> | undefined> {
  const rows = lookedAt(opened);
  const all = await run.losses(rows);
  if (!all) return undefined;
  const worst = Uint32Array.from(largest(all, MISTAKES), at => rows[at]!);
  // Meanwhile it has trained on: what is shown together is asked together.
  const [losses, predictions] = await Promise.all([run.losses(worst), run.predict(columnsOf(opened, worst))]);
  if (!losses || !predictions) return undefined;
  const reading = readingOf(opened, run.state.view.threshold);
  const mistakes = Array.from(worst, (row, i) => {
    const outputs = outputsOf(predictions, worst.length, i);
    const said = classOf(outputs, reading);
    return { row, is: opened.y[row]!, said, share: outputs[said]!, loss: losses[i]! };
  });
  return { mistakes: mistakes.toSorted((a, b) => b.loss - a.loss) };
}

async function findBoxes(run: Run, opened: Opened): Promise<Pick<ImageAnswers, 'boxes'> | undefined> {
  const rows = lookedAt(opened, BOXES);
  const predictions = await run.predict(columnsOf(opened, rows));
  if (!predictions) return undefined;
  const boxes = Array.from(rows, (row, i) => {
    const [x = 0, y = 0, width = 0, height = 0] = outputsOf(predictions, rows.length, i);
    return { row, box: [x, y, width, height] as const };
  });
  return { boxes };
}

export class ImagePolls {
  readonly #run: () => Run | undefined;
  readonly #take: (found: Partial<ImageAnswers>) => void;
  /** The rows of the run, and its place when the mistakes were asked for. */
  #of: unknown;
  #at = '';
  #drawn: Float32Array | undefined;

  readonly #mistakes = new Poll(
    () => this.#ask(findMistakes),
    found => this.#take(found),
    MISTAKES_MS,
    REST,
  );
  readonly #boxes = new Poll(
    () => this.#ask(findBoxes),
    found => this.#take(found),
    BOXES_MS,
    REST,
  );
  readonly #answer = new Poll(
    () => this.#ask((run, opened) => this.#read(run, opened)),
    found => this.#take(found),
    DRAWN_MS,
    1,
  );
  readonly #polls = [this.#mistakes, this.#boxes, this.#answer];

  constructor(run: () => Run | undefined, take: (found: Partial<ImageAnswers>) => void) {
    this.#run = run;
    this.#take = take;
  }

  /** Asks again after a frame: for mistakes only when an epoch has ended, or while it rests. */
  refresh(frame: Frame, opened: Opened): void {
    const images = imagesOf(opened);
    if (opened.x !== this.#of) {
      this.#of = opened.x;
      this.#at = '';
      this.#take({ mistakes: [], boxes: [], drawn: undefined });
    }
    if (!images) return;
    if (images.boxes) this.#boxes.request();
    const at = this.#run()?.state.playing ? `epoch ${frame.evaluation.epoch}` : frame.fingerprint;
    if (opened.task === 'classes' && at !== this.#at) this.#mistakes.request();
    this.#at = at;
    if (this.#drawn) this.#answer.request();
  }

  /** Reads an image that is drawn, from now on after each frame; undefined for none. */
  draw(image: Float32Array | undefined): void {
    this.#drawn = image;
    if (image) this.#answer.request();
    else this.#take({ drawn: undefined });
  }

  stop(): void {
    for (const poll of this.#polls) poll.stop();
  }

  async #read(run: Run, opened: Opened): Promise<Pick<ImageAnswers, 'drawn'> | undefined> {
    const image = this.#drawn;
    if (image?.length !== opened.columns.length) return undefined;
    const drawn = await run.predict(image.slice());
    return drawn && this.#drawn ? { drawn } : undefined;
  }

  /** What `question` finds, unless the rows are others by then. */
  #ask<T>(question: (run: Run, opened: Opened) => Promise<T | undefined>): Promise<T | undefined> | undefined {
    const run = this.#run();
    const { opened } = run?.state ?? {};
    if (!run || !opened) return undefined;
    return question(run, opened).then(found => (this.#run()?.state.opened?.x === opened.x ? found : undefined));
  }
}
