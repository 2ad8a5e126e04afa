import { ContextProvider } from '@lit/context';
import { css, html, LitElement } from 'lit';
import { fieldPalette } from '../draw/palette.ts';
import { drawn } from '../draw/schedule.ts';
import { startWorker } from '../engine/start.ts';
import { runContext } from '../run/context.ts';
import { follow } from '../run/follow.ts';
import { Keeper } from '../run/keeper.ts';
import { Run } from '../run/run.ts';
import { AddressBar } from '../run/sync.ts';
import { currentColors, watchColors } from './theme.ts';

/**
 * Owns a run and its engine, and provides them to the elements inside it. Draws nothing.
 *
 * @prop address - Whether the address bar and the run are kept together; else the run is that of `config`.
 * @prop keep - Whether the run that the address bar shows is kept in the browser, and comes back as it was.
 * @prop config - The configuration, as the text of an address; another one is opened when it is set.
 * @prop connect - Starts an engine: a worker, or the port of a channel.
 * @slot - What shows and changes the run.
 */
export class PgRun extends LitElement {
  static override properties = {
    address: { type: Boolean },
    keep: { type: Boolean },
    config: { type: String },
    connect: { attribute: false },
  };
  static override styles = css`:host { display: contents; }`;

  declare address: boolean;
  declare keep: boolean;
  declare config: string;
  declare connect: () => Worker | MessagePort;

  readonly #provider = new ContextProvider(this, { context: runContext });
  #end: () => void = () => {};
  /** The configuration that was asked for last. */
  #asked = '';

  constructor() {
    super();
    this.address = false;
    this.keep = false;
    this.config = '';
    this.connect = startWorker;
  }

  /** The run, while the element is in a page. */
  get run(): Run | undefined {
    return this.#provider.value;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    let bar: AddressBar | undefined;
    const run: Run = new Run({
      connect: () => this.connect(),
      drawn,
      now: () => performance.now(),
      visit: address => bar?.visit(address) ?? run.openAddress(address),
    });
    if (this.address) bar = new AddressBar(run, window, this.keep ? new Keeper(run) : undefined);
    const paint = () => run.setPalette(fieldPalette(currentColors()));
    const unwatch = watchColors(paint);
    this.#provider.setValue(run);
    paint();
    const leave = bar ? share(bar) : this.#begin(run);
    this.#end = () => {
      unwatch();
      leave();
      run.end();
    };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end();
  }

  protected override updated(): void {
    if (!this.address && this.run && this.config !== this.#asked) this.#open(this.run);
  }

  protected override render() {
    return html`<slot></slot>`;
  }

  /** Opens the configuration, and has the run remember its place: another engine would go on there. */
  #begin(run: Run): () => void {
    this.#open(run);
    return follow(run, () => void run.place().catch(() => {}));
  }

  #open(run: Run): void {
    this.#asked = this.config;
    void run.openAddress(this.config);
  }
}

/** Keeps a run and the address bar together, until the function that is returned is called. */
function share(bar: AddressBar): () => void {
  void bar.start();
  return () => bar.stop();
}
