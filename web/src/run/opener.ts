import type { Client, Place, Saved, Shown } from '../engine/client.ts';
import { EngineLost } from '../engine/errors.ts';
import type { Opened, Value } from '../engine/protocol.ts';
import type { Configuration } from '../registry.ts';
import { readAddress } from './address.ts';
import { type Usual, withoutUsual } from './configure.ts';
import type { Link } from './link.ts';
import { cannotOpen, defaultInstead, notARun, notBack, notBackTitle, notMade, replaced, stayed } from './notices.ts';
import { configOf, type Notice } from './state.ts';
import { defaultView, type View } from './view.ts';

/** Where a run is, the settings it has by then, and how it is shown. */
export type Kept = (Place | Saved) & { readonly view: View };

/** The same of a run that is open. */
export type Written = Required<Place> & { readonly config: string; readonly view: View };

/** How a place is opened. */
interface Opening {
  /** The title under which a refusal is told, if it is. */
  readonly failure?: string;
  /** The title under which the run that gave way can be taken back; without one it is gone. */
  readonly title?: string;
  /** Which of all that was asked for this is. */
  readonly number: number;
}

/** Rows that are there sooner are not said to be loading, in milliseconds. */
const SOON_MS = 200;

/** The default network. */
const first: Place & { readonly view: View } = { config: '', view: defaultView };

/** Opens runs one in place of another, and knows the way back. */
export class Opener {
  readonly #link: Link;
  /** The last place that is known: where another engine goes on. */
  #kept: Kept = first;
  /** What each task decides, as far as it was seen. */
  readonly #usual = new Map<Opened['task'], Usual>();
  /** Counts what was asked for. */
  #asked = 0;
  /** Ends the loading of rows that something else was asked for in place of. */
  #loading: AbortController | undefined;

  constructor(link: Link) {
    this.#link = link;
  }

  /**
   * Opens an address in place of the run. If it cannot be opened, the run stays; where there is none, the default network
   * is opened. Returns whether the address was.
   */
  async openAddress(address: string): Promise<boolean> {
    const number = ++this.#asked;
    if (await this.#openAddress(address, number)) return true;
    const { notice, engine, opened } = this.#link.state;
    if (!opened) await this.#openFirst(number, defaultInstead);
    else if (notice && engine === 'ready' && number === this.#asked) this.#link.notify(stayed(notice));
    return false;
  }

  /** Opens a run as it was kept; if its bytes are of no use any more, what its address says. Returns whether one was opened. */
  async openKept(bytes: Uint8Array, address: string): Promise<boolean> {
    const number = this.giveWay();
    const view = await readAddress(address).then(
      read => read.view,
      () => defaultView,
    );
    return (await this.#open({ bytes, view }, { number })) || this.openAddress(address);
  }

  /** Opens a file that a run was saved to, in place of the run. If it cannot be opened, the run stays. */
  async openFile(file: Blob): Promise<boolean> {
    const number = this.giveWay();
    const { view } = this.#link.state;
    const title = 'A file was opened';
    const bytes = await bytesOf(file).catch(error => this.#link.tell(notARun, error));
    if (!bytes) return false;
    return this.#open({ bytes, view: { ...view, axes: undefined } }, { failure: notARun, title, number });
  }

  /** Starts a new engine and opens the last known place, or the default network if that cannot be. */
  async reconnect(): Promise<void> {
    const kept = this.#kept;
    const isBack = this.#link.state.opened !== undefined;
    this.#link.reconnect();
    const number = this.giveWay();
    if (await this.#open(kept, { failure: isBack ? notBackTitle : cannotOpen, number })) return;
    const retry = () => void this.#open(kept, { failure: notBackTitle, number: this.giveWay() });
    await this.#openFirst(number, notice => (isBack ? notBack(notice, retry) : defaultInstead(notice)));
  }

  /** Ends what is being opened where it is, and forgets what waits to be. Returns the number of what takes its place. */
  giveWay(): number {
    this.#link.client.stop();
    return ++this.#asked;
  }

  /**
   * Brings the rows that a run needs while the one that is open goes on. Returns whether it is still wanted then; a refusal
   * is told under the title `failure`.
   */
  async prepare(source: Place | Saved, failure: string | undefined, number: number): Promise<boolean> {
    const { client, store } = this.#link;
    const [before, loading] = [this.#loading, new AbortController()];
    this.#loading = loading;
    const timer = setTimeout(() => store.set({ loading: true }), SOON_MS);
    const ready = client.prepare(source, loading.signal);
    // Only now: if it is the same table, it goes on loading.
    before?.abort();
    try {
      await ready;
    } catch (error) {
      const isTold = failure !== undefined || error instanceof EngineLost;
      if (isTold && number === this.#asked) this.#link.tell(failure ?? '', error);
      return false;
    } finally {
      clearTimeout(timer);
      if (this.#loading === loading) store.set({ loading: false });
    }
    return number === this.#asked;
  }

  /** Opens a place in the turn that goes on. The first frame comes without pictures: what they span is only known then. */
  async replace(client: Client, kept: Kept): Promise<Shown> {
    const { view, ...source } = kept;
    const shown = await client.open(source, { params: true });
    const { opened } = shown;
    if (!opened) return shown;
    this.#link.needs.begin(opened, shown.frame.params);
    const pictures = await client.look(this.#link.needs.want({ opened, view, unit: undefined }));
    this.#kept = kept;
    if (!('bytes' in source) && !source.journal?.length) this.#learnUsual(opened);
    this.#link.show(shown, { view, unit: undefined, refusal: undefined });
    return pictures;
  }

  /** Where the run is: enough to open it again. */
  async place(): Promise<Written> {
    const { config, journal, step } = await this.#link.client.place();
    const place = { config, journal, step, view: this.#link.state.view };
    this.#kept = place;
    return place;
  }

  /** Where the run is, and all of it as bytes of the same moment. */
  async save(): Promise<Written & Saved> {
    const { bytes, ...place } = await this.#link.client.save();
    const written = { ...place, view: this.#link.state.view };
    this.#kept = written;
    return { ...written, bytes };
  }

  /** Where the run is, if something would be lost with it: steps that it made, or weights that were set by hand. */
  async progress(): Promise<Written | undefined> {
    if (this.#link.state.engine !== 'ready') return undefined;
    const place = await this.place().catch(() => undefined);
    return place && (place.step > 0 || place.journal.length > 0) ? place : undefined;
  }

  /** Says under `title` that a run gave way to another, and how it is taken back. */
  offerBack({ place, epoch }: { readonly place: Written; readonly epoch: number }, title: string): void {
    const undo = () => {
      this.#link.store.set({ playing: false, notice: undefined });
      void this.#open(place, { failure: notMade, number: this.giveWay() });
    };
    this.#link.notify(replaced(title, epoch, undo));
  }

  /** A configuration as it is to be opened: what the task of this run decides anyway is left to it. */
  written(config: Configuration, { task }: Opened): Value {
    return withoutUsual(config, this.#usual.get(task)) as unknown as Value;
  }

  async #openAddress(address: string, number: number): Promise<boolean> {
    try {
      const { journal, ...place } = await readAddress(address);
      if (number !== this.#asked) return false;
      this.#link.client.stop();
      const title = 'Another address was opened';
      return await this.#open({ ...place, ...(journal && { journal }) }, { failure: cannotOpen, title, number });
    } catch (error) {
      this.#link.tell(cannotOpen, error);
      return false;
    }
  }

  /** Opens a place, unless something else is asked for by then. Returns whether it was. */
  async #open(kept: Kept, { failure, title, number }: Opening): Promise<boolean> {
    if (!this.#link.state.opened) this.#kept = kept;
    if (!(await this.prepare(kept, failure, number))) return false;
    let opened = false;
    const works = await this.#link.turn(failure, async client => {
      if (number !== this.#asked) return undefined;
      const epoch = this.#link.frames.last?.epoch ?? 0;
      const place = title === undefined ? undefined : await this.progress();
      const shown = await this.replace(client, kept);
      if (place && title !== undefined) this.offerBack({ place, epoch }, title);
      opened = true;
      return shown;
    });
    return works && opened;
  }

  /** Opens the default network in place of what was refused, unless something else is asked for by then. */
  async #openFirst(number: number, say: (refusal: Notice) => Notice): Promise<void> {
    const { notice, engine } = this.#link.state;
    if (!notice || engine === 'lost') return;
    if (await this.#open(first, { failure: cannotOpen, number })) this.#link.notify(say(notice));
  }

  /** An address that says neither loss nor output shows what the task decides. */
  #learnUsual(opened: Opened): void {
    if (!/&(loss|output)=/.test(opened.address)) this.#usual.set(opened.task, configOf(opened));
  }
}

/** A file larger than this is no run: the largest that the engine takes is smaller. */
const MOST_BYTES = 1 << 30;

async function bytesOf(file: Blob): Promise<Uint8Array> {
  if (file.size > MOST_BYTES) throw new Error('It is larger than any run. Choose a file that this page saved');
  return new Uint8Array(await file.arrayBuffer());
}
