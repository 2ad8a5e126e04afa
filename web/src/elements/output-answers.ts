/** What the output asks the engine about rows and places, and shows as soon as it is answered. */
import { columnsOf, rowsOf } from '../data/rows.ts';
import { fitPlaces } from '../draw/fit.ts';
import type { Opened } from '../engine/protocol.ts';
import { pictureOf } from '../run/picture.ts';
import { confusionOf, markedRows, type Reading, readingOf, wordsOf } from '../run/reading.ts';
import type { Run } from '../run/run.ts';
import { defaultView } from '../run/view.ts';
import { type PointCard, pointCard } from './point-card.ts';
import { Poll } from './poll.ts';

/** What was found; each part comes by itself. */
export interface Answers {
  /** What the network says of the place that is pointed at, in words. */
  readonly answer: string;
  /** The curve of one input. */
  readonly fit: Float32Array | undefined;
  readonly marks: Uint32Array;
  /** Of two classes, with another threshold than the engine's. */
  readonly confusion: Uint32Array | undefined;
  readonly card: PointCard | undefined;
}

/** The most rows that are asked about at once: as many as the engine's own evaluation looks at. */
const MOST_ROWS = 2000;

/** Places along a curve. */
const PLACES = 200;

/** A place that is pointed at is answered at once; still not more often than it can be read. */
const PROBE_MS = 50;

/** A question with the run and the way to read its answer. */
interface Asking {
  readonly run: Run;
  readonly opened: Opened;
  readonly reading: Reading;
}

const none = { fit: undefined, marks: new Uint32Array(), confusion: undefined } as const;

export class OutputAnswers {
  readonly #run: () => Run | undefined;
  readonly #give: (found: Partial<Answers>) => void;
  #probe: Float32Array | undefined;
  #picked: number | undefined;
  #address = '';

  readonly #place = new Poll(
    () =>
      this.#ask(async ({ run, reading }) => {
        const probe = this.#probe;
        const outputs = probe && (await run.predict(probe));
        return outputs && probe === this.#probe ? { answer: wordsOf(outputs, reading) } : undefined;
      }),
    found => this.#give(found),
    PROBE_MS,
  );

  readonly #curve = new Poll(
    () =>
      this.#ask(async ({ run, opened }) => {
        const range = run.plane?.xRange;
        if (!range || pictureOf(opened).type !== 'curve' || opened.task !== 'regression') return undefined;
        const values = await run.predict(fitPlaces(range, PLACES));
        const wide = opened.outputs.length;
        return values && { fit: values.filter((_, i) => i % wide === 0) };
      }),
    found => this.#give(found),
    PROBE_MS,
  );

  readonly #rows = new Poll(
    () =>
      this.#ask(async ({ run, opened, reading }) => {
        const { show } = run.state.view;
        if (show !== 'errors' && show !== 'uncertain') return { marks: none.marks };
        const rows = rowsOf(opened, [0, 1], MOST_ROWS);
        const predictions = await predictRows(run, opened, rows);
        return predictions && { marks: markedRows(rows, opened.y, predictions, reading, show) };
      }),
    found => this.#give(found),
  );

  readonly #confusion = new Poll(
    () =>
      this.#ask(async ({ run, opened, reading }) => {
        if (opened.task !== 'binary' || reading.threshold === defaultView.threshold) return { confusion: undefined };
        const validation = rowsOf(opened, [1], MOST_ROWS);
        const rows = validation.length ? validation : rowsOf(opened, [0], MOST_ROWS);
        const predictions = await predictRows(run, opened, rows);
        const y = Array.from(rows, row => opened.y[row]!);
        return predictions && { confusion: confusionOf(y, predictions, reading) };
      }),
    found => this.#give(found),
  );

  readonly #card = new Poll(
    () =>
      this.#ask(async asking => {
        const row = this.#picked;
        if (row === undefined) return { card: undefined };
        const card = await cardOf(asking, row);
        return row === this.#picked ? { card } : undefined;
      }),
    found => this.#give(found),
  );

  readonly #polls = [this.#place, this.#curve, this.#rows, this.#confusion, this.#card];

  constructor(run: () => Run | undefined, give: (found: Partial<Answers>) => void) {
    this.#run = run;
    this.#give = give;
  }

  /** Asks again whatever is shown: after a frame, or another view of it. */
  refresh(): void {
    const { opened } = this.#run()?.state ?? {};
    // Another run: nothing that was found is about it. Edits of points are not another run.
    if (opened && opened.address !== this.#address) {
      this.#address = opened.address;
      this.pick(undefined);
      this.#give(none);
    }
    for (const poll of this.#polls) poll.request();
  }

  /** Points at a place, or at none: for all views of the run. */
  probe(row: Float32Array | undefined): void {
    this.#probe = row;
    this.#run()?.probed.set({ row });
    if (row) this.#place.request();
    else this.#give({ answer: '' });
  }

  /** Looks at a point, or at none. What is known of it without asking is shown at once. */
  pick(row: number | undefined): void {
    this.#picked = row;
    this.#run()?.showExample(row);
    if (row === undefined) return this.#give({ card: undefined });
    const run = this.#run();
    const { opened, view } = run?.state ?? {};
    if (run && opened && view) this.#give({ card: cardWith(run, opened, row, readingOf(opened, view.threshold)) });
    this.#card.request();
  }

  stop(): void {
    if (this.#probe) this.probe(undefined);
    for (const poll of this.#polls) poll.stop();
  }

  /** What `question` finds, unless the rows are others by then. */
  #ask<T>(question: (asking: Asking) => Promise<T | undefined>): Promise<T | undefined> | undefined {
    const run = this.#run();
    const { opened, view } = run?.state ?? {};
    if (!run || !opened || !view) return undefined;
    const answer = question({ run, opened, reading: readingOf(opened, view.threshold) });
    return answer.then(found => (this.#run()?.state.opened?.x === opened.x ? found : undefined));
  }
}

/** How many values one question carries: more of them would hold up the page while they are copied. */
const VALUES = 50_000;

/** Predictions for rows, in several questions where they are many. */
async function predictRows(run: Run, opened: Opened, rows: Uint32Array): Promise<Float32Array | undefined> {
  const step = Math.max(1, Math.floor(VALUES / opened.columns.length));
  const parts: Float32Array[] = [];
  for (let first = 0; first < rows.length; first += step) {
    const part = await run.predict(columnsOf(opened, rows.subarray(first, first + step)));
    if (!part) return undefined;
    parts.push(part);
  }
  const all = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const cardWith = (run: Run, opened: Opened, row: number, reading: Reading, said?: Parameters<typeof pointCard>[4]) =>
  pointCard(opened, row, run.plane ? [run.plane.x, run.plane.y] : [], reading, said);

/** The card of a row that is still there, with its share of the loss of all rows that are for the same. */
async function cardOf({ run, opened, reading }: Asking, row: number): Promise<PointCard | undefined> {
  const role = opened.role[row];
  if (role === undefined || role > 2) return undefined;
  const alike = opened.role.reduce((n, other) => n + Number(other === role), 0);
  const rows = rowsOf(opened, [role], MOST_ROWS);
  const [outputs, losses, own] = await Promise.all([
    run.predict(columnsOf(opened, Uint32Array.of(row))),
    run.losses(rows),
    run.losses(Uint32Array.of(row)),
  ]);
  if (!outputs || !losses || !own) return undefined;
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  const loss = own[0]!;
  return cardWith(run, opened, row, reading, { outputs, loss, share: mean > 0 ? loss / (mean * alike) : 0 });
}
