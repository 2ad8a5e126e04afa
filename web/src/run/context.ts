import { ContextConsumer, createContext } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Draw } from './frames.ts';
import type { Need } from './needs.ts';
import type { Run } from './run.ts';

/** The run that `pg-run` provides to the elements inside it. */
export const runContext = createContext<Run>(Symbol('run'));

type Host = ReactiveControllerHost & HTMLElement;

/** What else an element wants of the run around it. */
export interface Care {
  /** Whether it takes the run at all; asked when there is one. */
  isWanted?(): boolean;
  /** Called when there is another run; what it returns is called when the element leaves that run. */
  began?(run: Run): () => void;
  /** Called with the run, and when its state changed. */
  changed?(run: Run): void;
}

/** What is this near to the window counts as seen: it has its picture when it gets there. */
const NEAR = '200px';

/**
 * Has frames bring what `element` needs while it can be seen: not where it is hidden or far from the window. Until the
 * function that is returned is called.
 */
export function needWhileSeen(run: Run, element: Element, need: Need): () => void {
  let end: (() => void) | undefined = run.need(element, need);
  if (typeof IntersectionObserver !== 'function') return end;
  const observer = new IntersectionObserver(
    entries => {
      if (entries.at(-1)?.isIntersecting) end ??= run.need(element, need);
      else {
        end?.();
        end = undefined;
      }
    },
    { rootMargin: NEAR },
  );
  observer.observe(element);
  return () => {
    observer.disconnect();
    end?.();
  };
}

/**
 * Connects an element with the run around it: renders it when the state changes, hands it the frames, and has them bring
 * what it needs while it is seen.
 */
export class RunController implements ReactiveController {
  readonly #host: Host;
  readonly #frame: Draw | undefined;
  readonly #care: Care;
  #need: Need | undefined;
  #run: Run | undefined;
  #ends: (() => void)[] = [];
  #endNeed: () => void = () => {};

  constructor(host: Host, frame?: Draw, need?: Need, care: Care = {}) {
    this.#host = host;
    this.#frame = frame;
    this.#need = need;
    this.#care = care;
    host.addController(this);
    const callback = (run: Run | undefined) => run && care.isWanted?.() !== false && this.#take(run);
    new ContextConsumer(host, { context: runContext, subscribe: true, callback });
  }

  get run(): Run | undefined {
    return this.#run;
  }

  /** What the element needs of frames from now on. */
  set need(need: Need) {
    this.#need = need;
    const end = this.#endNeed;
    this.#beginNeed();
    end();
  }

  hostDisconnected(): void {
    this.#leave();
    // Where it comes back to may be another run: the context says which.
    this.#run = undefined;
  }

  #leave(): void {
    for (const end of this.#ends) end();
    this.#ends = [];
    this.#endNeed();
    this.#endNeed = () => {};
  }

  #take(run: Run): void {
    this.#leave();
    this.#run = run;
    const changed = (): void => {
      this.#care.changed?.(run);
      this.#host.requestUpdate();
    };
    const ends = [run.store.subscribe(changed)];
    this.#ends = ends;
    const end = this.#care.began?.(run);
    if (end) ends.push(end);
    this.#beginNeed();
    changed();
    const draw = this.#frame;
    // What frames are written into is rendered first; by then it may have left, or taken another run.
    if (draw) void this.#host.updateComplete.then(() => this.#ends === ends && ends.push(run.onFrame(draw)));
  }

  #beginNeed(): void {
    if (this.#run && this.#need) this.#endNeed = needWhileSeen(this.#run, this.#host, this.#need);
  }
}
