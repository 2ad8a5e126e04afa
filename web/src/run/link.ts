import { Client, EngineLost, type Shown } from '../engine/client.ts';
import type { Palette } from '../engine/protocol.ts';
import { type Draw, Frames } from './frames.ts';
import { failed } from './notices.ts';
import { initialState, type Notice, type State, wantIn } from './state.ts';
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
  readonly #connect: () => Worker | MessagePort;
  readonly #watcher: Watcher;
  #client: Client;
  #palette: Palette | undefined;
  #tail: Promise<unknown> = Promise.resolve();
  #lookWaits = false;
  /** Why the engine is gone, and whether it had begun. */
  #loss: { readonly error: EngineLost; readonly started: boolean } | undefined;

  constructor(connect: () => Worker | MessagePort, watcher: Watcher) {
    this.#connect = connect;
    this.#watcher = watcher;
    this.#client = this.#begin();
  }

  get state(): State {
    return this.store.state;
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

  /**
   * Does something after all that was asked for before, and shows what it brings. Returns whether it worked; if not, says
   * so under the title `failure`.
   */
  async turn(failure: string, act: Turn): Promise<boolean> {
    const turn = this.#tail.then(async () => {
      const shown = await act(this.#client);
      if (shown) this.show(shown);
    });
    this.#tail = turn.catch(() => {});
    try {
      await turn;
      return true;
    } catch (error) {
      this.tell(failure, error);
      return false;
    }
  }

  /** Shows a frame, and the run that was opened or edited with it. */
  show({ frame, opened = this.state.opened }: Shown, changes: Partial<State> = {}): void {
    if (!opened) return;
    const status = frame.status.type;
    const was = this.state.status;
    this.frames.replace(frame);
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
      return client.look(wantIn(this.state));
    });
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
    this.store.set({ progress: undefined });
    this.notify(failed(failure, error));
  }

  /** Starts another engine, in which nothing is open. */
  reconnect(): void {
    this.#client.end();
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
