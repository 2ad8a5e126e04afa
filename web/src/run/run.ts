import type { Edit, Frame, Palette, Plane, UnitId, Value } from '../engine/protocol.ts';
import type { Configuration } from '../registry.ts';
import { Changes } from './changes.ts';
import { withSample, withSeed, withTenthOfRate } from './configure.ts';
import type { Draw } from './frames.ts';
import { Link } from './link.ts';
import { diverged, engineLost, notMade } from './notices.ts';
import { Opener, type Written } from './opener.ts';
import { type Clock, Player } from './player.ts';
import { configOf, type Notice, planeFor, type State, wantIn } from './state.ts';
import type { Store } from './store.ts';
import type { View } from './view.ts';

/** What a run needs of the world around it. */
export interface World extends Clock {
  /** Starts an engine. */
  connect(): Worker | MessagePort;
}

/**
 * The run on the page: what it is (`store`), its last frame, and everything that can be done to it.
 *
 * State goes to the elements through the store; frames go to `onFrame`, past it.
 */
export class Run {
  readonly #link: Link;
  readonly #player: Player;
  readonly #opener: Opener;
  readonly #changes: Changes;

  constructor(world: World) {
    this.#link = new Link(world.connect, { lost: () => this.#tellLost(), diverged: () => this.#tellDiverged() });
    this.#player = new Player(this.#link, world);
    this.#opener = new Opener(this.#link);
    this.#changes = new Changes(this.#link, this.#opener);
  }

  get store(): Store<State> {
    return this.#link.store;
  }

  get state(): State {
    return this.#link.state;
  }

  /** The last frame. */
  get frame(): Frame | undefined {
    return this.#link.frames.last;
  }

  /** The configuration as it is wanted: changes that come fast build on one another. */
  get config(): Configuration | undefined {
    const { opened, pending } = this.state;
    return pending ?? (opened && configOf(opened));
  }

  /** The plane of the pictures. */
  get plane(): Plane | undefined {
    const { opened, view } = this.state;
    return opened && planeFor(opened, view);
  }

  /** Calls `draw` with every frame and the run it belongs to, until the function that is returned is called. */
  onFrame(draw: Draw): () => void {
    return this.#link.onFrame(draw);
  }

  /**
   * Opens an address in place of the run. If it cannot be opened, the run stays; where there is none, the default network
   * is opened. Returns whether the address was.
   */
  openAddress(address: string): Promise<boolean> {
    return this.#opener.openAddress(address);
  }

  play(): void {
    const { playing, opened, engine, status } = this.state;
    if (engine === 'lost') return this.#tellLost();
    if (playing || !opened) return;
    if (status === 'diverged') return this.#tellDiverged();
    this.#player.play();
  }

  pause(): void {
    this.#player.pause();
  }

  toggle(): void {
    if (this.state.playing) this.pause();
    else this.play();
  }

  /** Goes on by one unit: the one that the view says, unless told otherwise. */
  async step(unit = this.state.view.step): Promise<void> {
    this.pause();
    const paramGradients = unit === 'phase' || unit === 'layer';
    await this.#link.turn('The step was not done', client =>
      client.step(unit, { ...wantIn(this.state), paramGradients }),
    );
  }

  /** Back to the start: same settings, same seeds, same first weights. */
  async reset(): Promise<void> {
    this.pause();
    if (this.config) await this.restart(this.config);
  }

  /** Begins anew with other weights, order of rows and masks. */
  async newSeed(): Promise<void> {
    const seed = await this.#seed();
    if (seed !== undefined) await this.setSeed(seed);
  }

  async setSeed(seed: number): Promise<void> {
    if (this.config) await this.restart(withSeed(this.config, seed));
  }

  /** Begins anew with other points, or another choice of validation rows. */
  async newSample(): Promise<void> {
    const seed = await this.#seed();
    if (this.config && seed !== undefined) await this.restart(withSample(this.config, seed));
  }

  /** Sets one field of the configuration: in the middle of the run if it may change there, else from the start. */
  async set<Name extends keyof Configuration>(field: Name, value: Configuration[Name]): Promise<void> {
    if (this.config) await this.#changes.bring({ ...this.config, [field]: value });
  }

  /** Begins anew with another configuration; the run it replaces can be taken back. */
  restart(config: Configuration): Promise<void> {
    return this.#changes.bring(config, true);
  }

  /** Changes the run where it is; the weights stay. */
  edit(edit: Edit): Promise<boolean> {
    return this.#link.turn(notMade, client => client.edit(edit, wantIn(this.state)));
  }

  /**
   * Goes back an epoch, and plays on from there with a tenth of the learning rate: the weights that a run is left with
   * when it overflows are too large for any rate.
   */
  async reduceRate(): Promise<void> {
    const { config } = this;
    if (!config) return;
    const value = withTenthOfRate(config) as Value;
    const works = await this.#link.turn(notMade, async client => {
      const place = await this.#opener.place();
      const step = Math.max(0, place.step - (this.frame?.batchesInEpoch ?? 1));
      this.#link.show(await this.#opener.replace(client, { ...place, step }));
      return client.edit({ type: 'set', field: 'optimizer', value }, wantIn(this.state));
    });
    if (works) this.play();
  }

  setView(changes: Partial<View>): void {
    this.store.set({ view: { ...this.state.view, ...changes } });
    if ('axes' in changes || 'hard' in changes) this.#link.look();
  }

  /** Shows the picture of a unit in place of the prediction, or the prediction again. */
  showUnit(unit: UnitId | undefined): void {
    this.store.set({ unit });
    this.#link.look();
  }

  setPalette(palette: Palette): void {
    this.#link.setPalette(palette);
  }

  /** Ends a replay where it is. */
  stopReplay(): void {
    this.#link.client.stop();
  }

  /** Where the run is: enough to open it again. */
  place(): Promise<Written> {
    return this.#opener.place();
  }

  /** Starts a new engine and opens the last known place. */
  reconnect(): Promise<void> {
    return this.#opener.reconnect();
  }

  notify(notice: Notice): void {
    this.#link.notify(notice);
  }

  dismiss(): void {
    this.#link.notify(undefined);
  }

  end(): void {
    this.#link.end();
  }

  async #seed(): Promise<number | undefined> {
    try {
      return await this.#link.client.seed();
    } catch (error) {
      this.#link.tell('There is no new seed', error);
      return undefined;
    }
  }

  #tellDiverged(): void {
    const { opened } = this.state;
    this.pause();
    if (!this.frame || !opened) return;
    const reduceRate = () => void this.reduceRate();
    this.notify(diverged(this.frame, opened, reduceRate, () => void this.reset()));
  }

  /** Says that there is no engine, again to whoever asks it for something. */
  #tellLost(): void {
    const { loss } = this.#link;
    if (loss) this.notify(engineLost(loss.error, loss.started, () => void this.reconnect()));
  }
}
