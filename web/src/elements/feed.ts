import { type LitElement, nothing, type ReactiveController } from 'lit';
import type { Series } from '../draw/series.ts';
import type { Frame, History, Opened } from '../engine/protocol.ts';
import { RunController } from '../run/context.ts';
import type { Need } from '../run/needs.ts';
import type { Run } from '../run/run.ts';
import { around } from './theme.ts';

/** What a view takes from a run where it stands by itself, and what it gives. */
export interface Feed {
  /** What it needs of frames. */
  readonly need?: Need;
  /** Begins with a run; what it returns is called when the view leaves that run. */
  began?(run: Run): () => void;
  /** Hands it what changes rarely: with the run, and when its state changed. */
  state?(run: Run): void;
  /** Hands it a frame. */
  frame?(frame: Frame, opened: Opened, run: Run): void;
  /** What its events do to the run. */
  readonly events?: Readonly<Record<`pg-${string}`, (run: Run, detail: never) => void>>;
  /** Ends what it is at when the view leaves. */
  stop?(): void;
}

/** The name of the element whose part another is; nothing where it stands in a page's own text. */
function hostOf(element: Element): string {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host.localName : '';
}

/** Whether an element is fed by nobody: it stands in a page's own text, or in a figure. */
export function isAlone(element: Element): boolean {
  const host = hostOf(element);
  return !host.startsWith('pg-') || host === 'pg-figure';
}

function isInRun(view: Element): boolean {
  let place: Element | null = view;
  while (place && place.localName !== 'pg-run') place = around(place);
  return place !== null;
}

/** Says to a view's styles where it stands: `alone`, and `lost` where there is no run around it to be shown. */
export function markPlace(view: Element): void {
  const alone = isAlone(view);
  view.toggleAttribute('alone', alone);
  view.toggleAttribute('lost', alone && !isInRun(view));
}

/** The role of a view's section: a landmark as a part of the playground; in a page's own text there may be many of it. */
export const sectionRole = (view: Element) => (isAlone(view) ? 'group' : nothing);

/**
 * Has a view that stands by itself in a `pg-run` show that run. One that is part of another element, or that got its data
 * before there was a run, is left to whoever gives it.
 *
 * The attribute `alone` says so to its styles, and `lost` that there is no run.
 */
export class FeedController implements ReactiveController {
  readonly #host: LitElement & { frame?: Frame | undefined };
  readonly #make: () => Feed;
  readonly #context: RunController;
  /** The element in which the view takes the run's data too, though it is a part of it. */
  readonly #within: string | undefined;
  /** Made for the first run: a view that never stands alone needs none. */
  #feed: Feed | undefined;
  /** The run whose history the view has from the first epoch on. */
  #begun: Run | undefined;

  constructor(host: LitElement & { frame?: Frame | undefined }, make: () => Feed, within?: string) {
    this.#within = within;
    this.#host = host;
    this.#make = make;
    host.addController(this);
    this.#context = new RunController(host, (frame, opened) => this.#draw(frame, opened), undefined, {
      isWanted: () => this.#isWanted(),
      began: run => this.#feed?.began?.(run) ?? (() => {}),
      changed: run => this.#feed?.state?.(run),
    });
  }

  get run(): Run | undefined {
    return this.#context.run;
  }

  /** What the view needs of frames from now on. */
  set need(need: Need) {
    this.#context.need = need;
  }

  hostConnected(): void {
    markPlace(this.#host);
  }

  hostDisconnected(): void {
    this.#feed?.stop?.();
    this.#begun = undefined;
  }

  #isWanted(): boolean {
    if (this.#feed) return true;
    const isOwn = isAlone(this.#host) || hostOf(this.#host) === this.#within;
    if (!isOwn || this.#host.frame) return false;
    const feed = this.#make();
    this.#feed = feed;
    if (feed.need) this.#context.need = feed.need;
    for (const [name, act] of Object.entries(feed.events ?? {})) {
      this.#host.addEventListener(name, event => {
        const { run } = this;
        if (run && event.target === this.#host) act(run, (event as CustomEvent<never>).detail);
      });
    }
    return true;
  }

  #draw(frame: Frame, opened: Opened): void {
    const { run } = this;
    if (!run) return;
    // A view that came later than the run begins with all of its history.
    const isFirst = run !== this.#begun;
    this.#begun = run;
    this.#feed?.frame?.(isFirst ? { ...frame, history: wholeOf(run.series, frame.history) } : frame, opened, run);
  }
}

const wholeOf = ({ length, layers, epoch, train, validation, gradients }: Series, last: History): History => ({
  ...last,
  reset: true,
  epoch: epoch.slice(0, length),
  train: train.slice(0, length),
  validation: validation.slice(0, length),
  gradients: gradients.slice(0, length * layers),
});
