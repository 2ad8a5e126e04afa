import { firstAxes } from '../data/catalog.ts';
import { Client, EngineLost, type Place, type Shown } from '../engine/client.ts';
import type { Edit, Frame, Opened, Palette, Plane, UnitId, Value, Want } from '../engine/protocol.ts';
import { type Configuration, setting } from '../registry.ts';
import { readAddress } from './address.ts';
import { sameColumns, type Usual, withoutUsual, withSample, withSeed, withTenthOfRate } from './configure.ts';
import { cannotOpen, defaultInstead, diverged, engineLost, failed, replaced, stayed } from './notices.ts';
import { Pace } from './pace.ts';
import { configOf, initialState, type Notice, type State } from './state.ts';
import { Store } from './store.ts';
import { defaultView, planeOf, type View, wantOf } from './view.ts';

/** What a run needs of the world around it. */
export interface World {
  /** Starts an engine. */
  connect(): Worker | MessagePort;
  /** Resolves when everything that was asked for is drawn. */
  drawn(): Promise<void>;
  /** Milliseconds of any clock. */
  now(): number;
}

/** Where a run was, how it was shown, and the settings it had by then. */
type Kept = Place & { readonly view: View };

/** The large buffers of a frame, as far as they are still its own. */
const buffersOf = (frame: Frame | undefined): readonly ArrayBuffer[] =>
  frame?.params?.byteLength ? [frame.params.buffer as ArrayBuffer] : [];

/**
 * The run on the page: what it is (`store`), its last frame, and everything that can be done to it.
 *
 * State goes to the elements through the store; frames go to `onFrame`, past it. Commands that bring a frame are carried
 * out one after another, so that frames arrive in the order of what was asked.
 */
export class Run {
  readonly store = new Store<State>(initialState);
  /** The last frame. */
  frame: Frame | undefined;
  readonly #world: World;
  readonly #listeners = new Set<(frame: Frame, opened: Opened) => void>();
  #client: Client;
  #palette: Palette | undefined;
  /** The last place that was asked for: where a new engine goes on. */
  #place: Kept = { config: '', view: defaultView };
  #tail: Promise<unknown> = Promise.resolve();
  /** What each task decides, as far as it was seen. */
  readonly #usual = new Map<Opened['task'], Usual>();
  #lookWaits = false;
  /** Counts plays: an older one ends when a newer begins. */
  #plays = 0;
  /** Buffers of a frame that the views have replaced: the engine fills them again. */
  #spare: readonly ArrayBuffer[] = [];
  /** What is to be said about an engine that is gone. */
  #loss: Notice | undefined;
  #pictures: { readonly field?: ImageBitmap; readonly maps?: ImageBitmap } = {};

  constructor(world: World) {
    this.#world = world;
    this.#client = this.#connect();
  }

  get state(): State {
    return this.store.state;
  }

  /** The configuration as it is wanted: changes that come fast build on one another. */
  get config(): Configuration | undefined {
    const { opened, pending } = this.state;
    return pending ?? (opened && configOf(opened));
  }

  /** The plane of the pictures. */
  get plane(): Plane | undefined {
    const { opened, view } = this.state;
    return opened && this.#planeOf(opened, view);
  }

  /** Calls `listener` with every frame and the run it belongs to, until the function that is returned is called. */
  onFrame(listener: (frame: Frame, opened: Opened) => void): () => void {
    this.#listeners.add(listener);
    if (this.frame && this.state.opened) listener(this.frame, this.state.opened);
    return () => this.#listeners.delete(listener);
  }

  /** Opens an address, and the default network if it cannot be opened. Returns whether the address was. */
  async begin(address: string): Promise<boolean> {
    if (await this.#openAddress(address)) return true;
    const { notice, engine } = this.state;
    if (engine === 'lost' || !(await this.#open({ config: '', view: defaultView }))) return false;
    this.notify(defaultInstead(notice));
    return false;
  }

  /** Opens an address in place of the run; if it cannot be opened, the run stays. Returns whether it was. */
  async openAddress(address: string): Promise<boolean> {
    const { playing } = this.state;
    const before = await this.#progressMade();
    const opened = await this.#openAddress(address);
    if (opened) this.#offerBack(before, 'Another address was opened');
    else if (this.state.notice && this.state.engine === 'ready') this.notify(stayed(this.state.notice));
    if (playing && !opened) this.play();
    return opened;
  }

  play(): void {
    const { playing, opened, engine, status } = this.state;
    if (engine === 'lost') return this.#tellLost();
    if (playing || !opened) return;
    if (status === 'diverged' && this.frame) return this.#tellDiverged(this.frame, opened);
    this.store.set({ playing: true });
    void this.#play();
  }

  pause(): void {
    this.store.set({ playing: false });
  }

  toggle(): void {
    if (this.state.playing) this.pause();
    else this.play();
  }

  /** Goes on by one unit: the one that the view says, unless told otherwise. */
  async step(unit = this.state.view.step): Promise<void> {
    this.pause();
    const paramGradients = unit === 'phase' || unit === 'layer';
    await this.#attempt('The step was not done', client => client.step(unit, { ...this.#want(), paramGradients }));
  }

  /** Back to the start: same settings, same seeds, same first weights. */
  async reset(): Promise<void> {
    this.pause();
    if (this.config) await this.restart(this.config);
  }

  /** Begins anew with other weights, order of rows and masks. */
  async newSeed(): Promise<void> {
    const seed = await this.#seed();
    if (this.config && seed !== undefined) await this.restart(withSeed(this.config, seed));
  }

  async setSeed(seed: number): Promise<void> {
    if (this.config) await this.restart(withSeed(this.config, seed));
  }

  /** Begins anew with other points, or another choice of validation rows. */
  async newSample(): Promise<void> {
    const seed = await this.#seed();
    if (this.config && seed !== undefined) await this.restart(withSample(this.config, seed));
  }

  /**
   * Sets one field of the configuration: in the middle of the run if it may change there, else from the start. A loss
   * that wants another output layer may not.
   */
  async set<Name extends keyof Configuration>(field: Name, value: Configuration[Name]): Promise<void> {
    if (!this.config) return;
    const config = { ...this.config, [field]: value };
    this.store.set({ pending: config });
    const edit: Edit = { type: 'set', field, value: value as Value };
    const middle = setting(field).live && !(await this.#isUntouched());
    if (middle && (await this.#attempt(undefined, client => client.edit(edit, this.#want())))) this.#settle(config);
    else await this.restart(config, true);
  }

  /** Changes the run where it is; the weights stay. */
  async edit(edit: Edit): Promise<boolean> {
    return this.#attempt('The change was not made', client => client.edit(edit, this.#want()));
  }

  /**
   * Begins anew with another configuration; the run it replaces can be taken back. A change that comes before this one
   * is open takes its place.
   */
  async restart(config: Configuration, isPending = false): Promise<boolean> {
    if (!isPending) this.store.set({ pending: config });
    const before = await this.#progressMade();
    await this.#tail;
    const { opened, pending, view } = this.state;
    if (pending !== config || !opened) return false;
    const wanted = withoutUsual(config, this.#usual.get(opened.task)) as unknown as Value;
    const same = sameColumns(configOf(opened), config);
    const done = await this.#open({ config: wanted, view: same ? view : { ...view, axes: undefined } });
    this.#settle(config);
    if (done) this.#offerBack(before, 'Started again');
    return done;
  }

  /**
   * Goes back an epoch, and plays on from there with a tenth of the learning rate: the weights that a run is left with
   * when it overflows are too large for any rate.
   */
  async reduceRate(): Promise<void> {
    const { config } = this;
    const before = await this.#progressMade();
    if (!config) return;
    const edit: Edit = { type: 'set', field: 'optimizer', value: withTenthOfRate(config) };
    const back = before && { ...before, step: Math.max(0, (before.step ?? 0) - this.#batches) };
    if (back && !(await this.#open(back))) return;
    if (await this.edit(edit)) this.play();
  }

  setView(changes: Partial<View>): void {
    this.store.set({ view: { ...this.state.view, ...changes } });
    if ('axes' in changes || 'hard' in changes) this.#look();
  }

  /** Shows the picture of a unit in place of the prediction, or the prediction again. */
  showUnit(unit: UnitId | undefined): void {
    this.store.set({ unit });
    this.#look();
  }

  setPalette(palette: Palette): void {
    this.#palette = palette;
    this.#client.setPalette(palette);
    this.#look();
  }

  /** Ends a replay where it is. */
  stopReplay(): void {
    this.#client.stop();
  }

  /** Where the run is: enough to open it again. */
  async place(): Promise<Kept & { readonly config: string; readonly step: number; readonly journal: Uint8Array }> {
    const { config, journal, step } = await this.#client.place();
    const place = { config, journal, step, view: this.state.view };
    this.#place = place;
    return place;
  }

  /** Starts a new engine and opens the last known place. */
  async reconnect(): Promise<void> {
    this.#client.end();
    this.#client = this.#connect();
    this.store.set({ engine: 'starting', notice: undefined });
    if (this.#palette) this.#client.setPalette(this.#palette);
    await this.#open(this.#place);
  }

  dismiss(): void {
    this.store.set({ notice: undefined });
  }

  end(): void {
    this.pause();
    this.#client.end();
  }

  notify(notice: Notice): void {
    this.store.set({ notice });
  }

  #connect(): Client {
    return new Client(this.#world.connect, {
      progress: (step, of) => this.store.set({ progress: { step, of } }),
      lost: error => this.#lost(error),
    });
  }

  async #openAddress(text: string): Promise<boolean> {
    try {
      const { config, journal, step, view } = await readAddress(text);
      return await this.#open({ config, view, step, ...(journal && { journal }) }, cannotOpen);
    } catch (error) {
      this.notify(failed(cannotOpen, error));
      return false;
    }
  }

  /** Opens a place and shows it. The first frame is asked for without pictures: what they span is only known then. */
  #open({ view, ...place }: Kept, failure = 'The change was not made'): Promise<boolean> {
    if (this.state.progress) this.stopReplay();
    if (!this.state.opened) this.#place = { ...place, view };
    return this.#attempt(failure, async client => {
      const shown = await client.open(place, { params: true });
      const { opened } = shown;
      if (!opened) return shown;
      const pictures = await client.look(wantOf(this.#planeOf(opened, view), view.hard, undefined));
      this.#place = { ...place, view };
      if (!place.journal?.length) this.#learnUsual(opened);
      this.#show(shown, { view, unit: undefined });
      return pictures;
    });
  }

  /** What was asked for is open, or refused. */
  #settle(config: Configuration): void {
    if (this.state.pending === config) this.store.set({ pending: undefined });
  }

  /** An address that says neither loss nor output shows what the task decides. */
  #learnUsual({ address, task, config }: Opened): void {
    if (!/&(loss|output)=/.test(address)) this.#usual.set(task, config as unknown as Configuration);
  }

  /**
   * Carries out what brings a frame, after what was asked before, and shows it. Returns whether it worked; if not, says
   * so under the title `failure`.
   */
  async #attempt(failure: string | undefined, command: (client: Client) => Promise<Shown>): Promise<boolean> {
    const turn = this.#tail.then(async () => this.#show(await command(this.#client)));
    this.#tail = turn.catch(() => {});
    try {
      await turn;
      return true;
    } catch (error) {
      if (error instanceof EngineLost) this.#tellLost();
      if (error instanceof EngineLost || failure === undefined) return false;
      this.store.set({ playing: false, progress: undefined });
      this.notify(failed(failure, error));
      return false;
    }
  }

  #show({ frame, opened = this.state.opened }: Shown, changes: Partial<State> = {}): void {
    if (!opened) return;
    this.#spare = buffersOf(this.frame);
    this.frame = frame;
    const status = frame.status.type;
    const was = this.state.status;
    this.store.set({ ...changes, engine: 'ready', opened, status, progress: undefined });
    if (status === 'training' && was === 'diverged') this.dismiss();
    for (const listener of this.#listeners) listener(frame, opened);
    this.#free(frame);
    if (status === 'diverged' && was !== 'diverged') this.#tellDiverged(frame, opened);
  }

  #tellDiverged(frame: Frame, opened: Opened): void {
    this.pause();
    const reduce = () => void this.reduceRate();
    this.notify(diverged(frame, opened.layers.length, reduce, () => void this.reset()));
  }

  /** Gives back the memory of pictures that were replaced. */
  #free({ field, maps }: Frame): void {
    const next = { ...this.#pictures, ...(field && { field: field.image }), ...(maps && { maps: maps.image }) };
    const { field: oldField, maps: oldMaps } = this.#pictures;
    this.#pictures = next;
    if (oldField !== next.field) oldField?.close();
    if (oldMaps !== next.maps) oldMaps?.close();
  }

  async #play(): Promise<void> {
    const { now, drawn } = this.#world;
    const pace = new Pace();
    const play = ++this.#plays;
    let asked = now();
    while (this.state.playing && play === this.#plays) {
      const start = now();
      const budget = pace.budget(this.state.view.speed, start - asked, this.#batches);
      asked = start;
      if (budget) {
        await this.#attempt('Training stopped', client => client.advance(budget, this.#want(), this.#takeSpare()));
      }
      await drawn();
    }
  }

  /** How many batches an epoch has. */
  get #batches(): number {
    return Math.max(1, Math.ceil((this.frame?.rows ?? 1) / (this.config?.batch_size ?? 1)));
  }

  #takeSpare(): readonly ArrayBuffer[] {
    const spare = this.#spare;
    this.#spare = [];
    return spare;
  }

  #look(): void {
    // While it plays, the next frame is as good.
    if (this.#lookWaits || this.state.playing || !this.state.opened) return;
    this.#lookWaits = true;
    void this.#attempt('The view was not changed', client => {
      this.#lookWaits = false;
      return client.look(this.#want());
    });
  }

  #want(): Want {
    return wantOf(this.plane, this.state.view.hard, this.state.unit);
  }

  #planeOf(opened: Opened, view: View): Plane {
    const { data } = configOf(opened);
    return planeOf(opened, view, data.kind === 'table' ? firstAxes(data.name) : [0, 1]);
  }

  async #seed(): Promise<number | undefined> {
    try {
      return await this.#client.seed();
    } catch (error) {
      if (error instanceof EngineLost) this.#tellLost();
      else this.notify(failed('There is no new seed', error));
      return undefined;
    }
  }

  /** Whether nothing was done to the run yet: then its configuration can say everything, and it needs no journal. */
  async #isUntouched(): Promise<boolean> {
    if (this.frame?.step !== 0) return false;
    const place = await this.place().catch(() => undefined);
    return place?.journal.length === 0;
  }

  /** Where the run is, if it has made steps that would be a loss. */
  async #progressMade(): Promise<(Kept & { readonly epoch: number }) | undefined> {
    const { frame } = this;
    if (!frame || frame.step === 0 || this.state.engine === 'lost') return undefined;
    try {
      return { ...(await this.place()), epoch: frame.epoch };
    } catch {
      return undefined;
    }
  }

  #offerBack(before: (Kept & { readonly epoch: number }) | undefined, title: string): void {
    if (!before) return;
    const { epoch, ...place } = before;
    const undo = () => {
      this.pause();
      this.dismiss();
      void this.#open(place);
    };
    this.notify(replaced(title, epoch, undo));
  }

  #lost(error: EngineLost): void {
    const started = this.state.engine === 'ready';
    this.store.set({ engine: 'lost', playing: false, progress: undefined });
    this.#loss = engineLost(error, started, () => void this.reconnect());
    this.#tellLost();
  }

  /** Says that there is no engine, again to whoever asks it for something. */
  #tellLost(): void {
    if (this.state.engine === 'lost' && this.#loss) this.notify(this.#loss);
  }
}
