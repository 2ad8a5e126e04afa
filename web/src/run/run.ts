import type { Series } from '../draw/series.ts';
import type { Edit, Found, Frame, Palette, Plane, Role, UnitId, Value } from '../engine/protocol.ts';
import type { Configuration } from '../registry.ts';
import { Changes } from './changes.ts';
import { withSample, withSeed, withTenthOfRate } from './configure.ts';
import type { Draw } from './frames.ts';
import { Link } from './link.ts';
import type { Need } from './needs.ts';
import { diverged, engineLost, notMade } from './notices.ts';
import { Opener, type Written } from './opener.ts';
import { imagesOf } from './picture.ts';
import { Player } from './player.ts';
import { configOf, type Notice, planeFor, type State } from './state.ts';
import { Store } from './store.ts';
import type { View } from './view.ts';
import type { World } from './world.ts';

/** What of a view decides what is painted. */
const looks = ['axes', 'hard', 'threshold'] as const;

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
  readonly #visit: World['visit'];
  readonly tables: World['tables'];
  readonly app: World['app'];
  /** The place of the output that is pointed at, as a row of the data. Not in the state: it changes as fast as a pointer. */
  readonly probed = new Store<{ readonly row: Float32Array | undefined }>({ row: undefined });

  constructor(world: World) {
    this.#visit = world.visit;
    this.tables = world.tables;
    this.app = world.app;
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

  /** The history of the run from its first epoch, as far as the last frame. The same object grows with every frame. */
  get series(): Series {
    return this.#link.series;
  }

  /** Epochs per second as measured over half a second or more; undefined while the run rests, and at first. */
  get rate(): number | undefined {
    return this.#player.rate;
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
   * Has frames bring what a view needs, until the function that is returned is called. `view` is whoever needs it: what is
   * asked for under the same name takes its place.
   */
  need(view: unknown, need: Need): () => void {
    return this.#link.need(view, need);
  }

  /** What every input and every unit makes of one row as it is in the data: the inputs, then layer by layer. */
  values(x: Float32Array): Promise<Float32Array | undefined> {
    return this.#link.ask('values', x);
  }

  /** The loss of each of some rows by itself. */
  losses(rows: Uint32Array): Promise<Float32Array | undefined> {
    return this.#link.ask('losses', rows);
  }

  /** Predictions for rows as they are in the data: `[batch, columns]` → `[batch, outputs]`. */
  predict(x: Float32Array): Promise<Float32Array | undefined> {
    return this.#link.ask('predict', x);
  }

  /** The mean of each unit of a layer over the training rows of each class, `[classes, units]`; empty for regression. */
  classMeans(layer: number): Promise<Float32Array | undefined> {
    return this.#link.ask('classMeans', layer);
  }

  /** How good the run is now on the rows of a role; undefined without any. */
  evaluate(role: Role): Promise<Found | undefined> {
    return this.#link.ask('evaluate', role);
  }

  /**
   * Opens an address in place of the run. If it cannot be opened, the run stays; where there is none, the default network
   * is opened. Returns whether the address was.
   */
  openAddress(address: string): Promise<boolean> {
    return this.#opener.openAddress(address);
  }

  /** Rests, and opens an address as a link to it does. Returns whether it was opened. */
  visit(address: string): Promise<boolean> {
    this.pause();
    return this.#visit?.(address) ?? this.openAddress(address);
  }

  /** Opens a run as it was kept; if its bytes are of no use any more, what its address says. */
  openKept(bytes: Uint8Array, address: string): Promise<boolean> {
    return this.#opener.openKept(bytes, address);
  }

  /** Opens a file that `file` made in place of the run. If it cannot be opened, the run stays. Returns whether it was. */
  openFile(file: Blob): Promise<boolean> {
    return this.#opener.openFile(file);
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
    const byPart = unit === 'phase' || unit === 'layer';
    const want = () => ({ ...this.#link.want, ...(byPart && { paramGradients: true }) });
    await this.#link.turn('The step was not done', client => client.step(unit, want()));
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

  /** Brings the run to another configuration: in the middle of the run where that may change there, else from the start. */
  bring(config: Configuration): Promise<void> {
    return this.#changes.bring(config);
  }

  /** Begins anew with another configuration; the run it replaces can be taken back. */
  restart(config: Configuration): Promise<void> {
    return this.#changes.bring(config, true);
  }

  /** Changes the run where it is; the weights stay. */
  edit(edit: Edit): Promise<boolean> {
    return this.#link.turn(notMade, client => client.edit(edit, this.#link.want));
  }

  /**
   * Goes back an epoch, and plays on from there with a tenth of the learning rate: the weights that a run is left with
   * when it overflows are too large for any rate.
   */
  async reduceRate(): Promise<void> {
    if (!this.config) return;
    const value = withTenthOfRate(this.config) as Value;
    const works = await this.#link.turn(notMade, async client => {
      const place = await this.place();
      const step = Math.max(0, place.step - (this.frame?.batchesInEpoch ?? 1));
      this.#link.show(await this.#opener.replace(client, { ...place, step }));
      return client.edit({ type: 'set', field: 'optimizer', value }, this.#link.want);
    });
    if (works) this.play();
  }

  setView(changes: Partial<View>): void {
    this.store.set({ view: { ...this.state.view, ...changes } });
    if ('speed' in changes) this.#link.client.hurry();
    if (looks.some(name => name in changes)) this.#link.look();
  }

  /** Shows the picture of a unit in place of the prediction, or the prediction again. */
  showUnit(unit: UnitId | undefined): void {
    this.store.set({ unit });
    this.#link.look();
  }

  /** Of images: shows a row in place of the mean of all, or the mean again. */
  showExample(row: number | undefined): void {
    this.store.set({ example: imagesOf(this.state.opened) && row });
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

  /** Where the run is, and all of it as bytes of the same moment. */
  save(): Promise<Written & { readonly bytes: Uint8Array }> {
    return this.#opener.save();
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
