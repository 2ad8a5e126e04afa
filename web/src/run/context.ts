import { ContextConsumer, createContext } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Draw } from './frames.ts';
import type { Run } from './run.ts';

/** The run that `pg-run` provides to the elements inside it. */
export const runContext = createContext<Run>(Symbol('run'));

type Host = ReactiveControllerHost & HTMLElement;

/**
 * Connects an element with the run around it: renders it when the state changes, and hands it the frames.
 */
export class RunController implements ReactiveController {
  readonly #host: Host;
  readonly #frame: Draw | undefined;
  #run: Run | undefined;
  #ends: (() => void)[] = [];

  constructor(host: Host, frame?: Draw) {
    this.#host = host;
    this.#frame = frame;
    host.addController(this);
    new ContextConsumer(host, { context: runContext, subscribe: true, callback: run => run && this.#take(run) });
  }

  get run(): Run | undefined {
    return this.#run;
  }

  hostDisconnected(): void {
    this.#leave();
    // Where it comes back to may be another run: the context says which.
    this.#run = undefined;
  }

  #leave(): void {
    for (const end of this.#ends) end();
    this.#ends = [];
  }

  #take(run: Run): void {
    this.#leave();
    this.#run = run;
    const ends = [run.store.subscribe(() => this.#host.requestUpdate())];
    this.#ends = ends;
    this.#host.requestUpdate();
    const draw = this.#frame;
    // What frames are written into is rendered first; by then it may have left, or taken another run.
    if (draw) void this.#host.updateComplete.then(() => this.#ends === ends && ends.push(run.onFrame(draw)));
  }
}
