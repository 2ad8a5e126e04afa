import { Series } from '../draw/series.ts';
import { Client, type Shown } from '../engine/client.ts';
import { EngineError, EngineLost } from '../engine/errors.ts';
import type { Palette, Questions, Want } from '../engine/protocol.ts';
import { type Draw, Frames } from './frames.ts';
import { type Need, Needs } from './needs.ts';
import { failed, messageOf } from './notices.ts';
import { initialState, type Notice, type State } from './state.ts';
import { Store } from './store.ts';

/** Whoever is told when a run needs help. */
export interface Watcher {
  /** The engine is gone, or was asked for something although it is. */
  lost(): void;
  /** The loss is no longer a number. */
  diverged(): void;
}

/** Something to do with the engine; what it brings is shown. */
export type Turn = (client: Client) => Promise<Shown | undefined>;

/**
 * Joins the page to an engine: what the engine says becomes the state and the frames of a run.
 *
 * What is to be done takes turns: each has the engine for itself until it is over, so that what it finds out holds while it
 * acts, and frames arrive in the order of what was asked.
 */
export class Link {
  readonly store = new Store<State>(initialState);
  readonly frames = new Frames();
  readonly needs = new Needs();
  /** The history of the run that is shown, from its first epoch. */
  readonly series = new Series();
  readonly #connect: () => Worker | MessagePort;
  readonly #watcher: Watcher;
  #client: Client;
  #palette: Palette | undefined;
  #tail: Promise<unknown> = Promise.resolve();
  /** How many wait for their turn, and what else would be waited for before the next of them. */
  #waiting = 0;
  #rush: () => void = () => {};
  #lookWaits = false;
  /** Whether more was needed while the run played: perhaps no frame has brought it yet. */
  #owes = false;
  /** The number of the run that is shown. */
  #run = 0;
  /** Why the engine is gone, and whether it had begun. */
  #loss: { readonly error: EngineLost; readonly started: boolean } | undefined;

  constructor(connect: () => Worker | MessagePort, watcher: Watcher) {
    this.#connect = connect;
    this.#watcher = watcher;
    this.#client = this.#begin();
    this.store.subscribe(({ playing, engine }) => {
      if (playing || !this.#owes) return;
      this.#owes = false;
      if (engine === 'ready') this.look();
    });
  }

  get state(): State {
    return this.store.state;
  }

  /** What the next frame must bring. */
  get want(): Want {
    return this.needs.want(this.state);
  }

  get client(): Client {
    return this.#client;
  }

  get loss(): { readonly error: EngineLost; readonly started: boolean } | undefined {
    return this.state.engine === 'lost' ? this.#loss : undefined;
  }

  /** Calls `draw` with every frame, the last one at once, until the function that is returned is called. */
  onFrame(draw: Draw): () => void {
    const { last } = this.frames;
    const end = this.frames.subscribe(draw);
    if (last && this.state.opened) draw(last, this.state.opened);
    return end;
  }

  /** Has frames bring what a view needs, until the function that is returned is called. */
  need(view: unknown, need: Need): () => void {
    this.#change(() => this.needs.set(view, need));
    return () => this.#change(() => this.needs.delete(view, need));
  }

  /** Changes what is needed. While the run plays the next frame brings it anyway, if there is one. */
  #change(change: () => void): void {
    const before = this.want;
    change();
    if (!isMore(this.want, before)) return;
    if (this.state.playing) this.#owes = true;
    else this.look();
  }

  /**
   * Does something after all that was asked for before, and shows what it brings. Returns whether it worked; if not, says
   * so under the title `failure`, if there is one.
   */
  async turn(failure: string | undefined, act: Turn): Promise<boolean> {
    this.#waiting++;
    this.#rush();
    this.#client.hurry();
    const turn = this.#tail.then(async () => {
      this.#waiting--;
      const shown = await act(this.#client);
      if (shown) this.show(shown);
    });
    this.#tail = turn.catch(() => {});
    try {
      await turn;
      return true;
    } catch (error) {
      if (failure !== undefined || error instanceof EngineLost) this.tell(failure ?? '', error);
      return false;
    }
  }

  /** Waits within a turn, unless the next waits for it to end. */
  async idle(until: Promise<void>): Promise<void> {
    const rush = new Promise<void>(resolve => {
      this.#rush = resolve;
    });
    if (this.#waiting === 0) await Promise.race([until, rush]);
  }

  /** Shows a frame, and the run that was opened or edited with it. */
  show({ run, frame, opened = this.state.opened }: Shown, changes: Partial<State> = {}): void {
    if (!opened) return;
    const status = frame.status.type;
    const was = this.state.status;
    this.#run = run;
    this.frames.replace(frame);
    this.series.append(frame.history);
    this.store.set({ ...changes, engine: 'ready', opened, status, progress: undefined });
    if (status === 'training' && was === 'diverged') this.notify(undefined);
    this.frames.draw(opened);
    if (status === 'diverged' && was !== 'diverged') this.#watcher.diverged();
  }

  /** Draws the run as it is, after a change of how it is shown. */
  look(): void {
    if (this.#lookWaits || !this.state.opened) return;
    this.#lookWaits = true;
    void this.turn('The view was not changed', client => {
      this.#lookWaits = false;
      return client.look(this.want);
    });
  }

  /** Asks about the run that is shown; undefined without one, and if it is gone before the answer. */
  async ask<Name extends keyof Questions>(
    name: Name,
    ...args: Parameters<Questions[Name]>
  ): Promise<ReturnType<Questions[Name]> | undefined> {
    if (!this.state.opened) return undefined;
    try {
      return await this.#client.ask(this.#run, name, ...args);
    } catch (error) {
      if (error instanceof EngineLost) return undefined;
      throw error;
    }
  }

  setPalette(palette: Palette): void {
    this.#palette = palette;
    this.#client.setPalette(palette);
    this.look();
  }

  notify(notice: Notice | undefined): void {
    this.store.set({ notice });
  }

  /** Says what went wrong. */
  tell(failure: string, error: unknown): void {
    if (error instanceof EngineLost) return this.#watcher.lost();
    const refusal =
      error instanceof EngineError && error.field ? { field: error.field, text: messageOf(error) } : undefined;
    this.store.set({ progress: undefined, refusal });
    this.notify(failed(failure, error));
  }

  /** Starts another engine, in which nothing is open. */
  reconnect(): void {
    this.#client.end();
    this.#run = 0;
    this.store.set({ engine: 'starting', notice: undefined });
    this.#client = this.#begin();
    if (this.#palette) this.#client.setPalette(this.#palette);
  }

  end(): void {
    this.store.set({ playing: false });
    this.#client.end();
  }

  #begin(): Client {
    return new Client(this.#connect, {
      progress: (step, of) => this.store.set({ progress: { step, of } }),
      lost: error => {
        this.#loss = { error, started: this.state.engine === 'ready' };
        this.store.set({ engine: 'lost', playing: false, progress: undefined });
        this.#watcher.lost();
      },
    });
  }
}

/** Whether a frame must bring something that it did not have to bring before. */
const isMore = (want: Want, before: Want): boolean =>
  (Object.keys(want) as (keyof Want)[]).some(name => JSON.stringify(want[name]) !== JSON.stringify(before[name]));
