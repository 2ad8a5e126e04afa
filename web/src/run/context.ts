import { ContextConsumer, createContext } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Frame, Opened } from '../engine/protocol.ts';
import type { Run } from './run.ts';

/** The run that `pg-run` provides to the elements inside it. */
export const runContext = createContext<Run>(Symbol('run'));

type Host = ReactiveControllerHost & HTMLElement;

/**
 * Connects an element with the run around it: renders it when the state changes, and hands it the frames.
 */
export class RunController implements ReactiveController {
  readonly #host: Host;
  readonly #frame: ((frame: Frame, opened: Opened) => void) | undefined;
  #run: Run | undefined;
  #ends: (() => void)[] = [];

  constructor(host: Host, frame?: (frame: Frame, opened: Opened) => void) {
    this.#host = host;
    this.#frame = frame;
    host.addController(this);
    new ContextConsumer(host, { context: runContext, subscribe: true, callback: run => run && this.#take(run) });
  }

  get run(): Run | undefined {
    return this.#run;
  }

  hostConnected(): void {
    if (this.#run) this.#take(this.#run);
  }

  hostDisconnected(): void {
    for (const end of this.#ends) end();
    this.#ends = [];
  }

  #take(run: Run): void {
    this.hostDisconnected();
    this.#run = run;
    this.#ends = [run.store.subscribe(() => this.#host.requestUpdate())];
    this.#host.requestUpdate();
    const draw = this.#frame;
    // What frames are written into is rendered first.
    if (draw) void this.#host.updateComplete.then(() => this.#ends.length && this.#ends.push(run.onFrame(draw)));
  }
}
