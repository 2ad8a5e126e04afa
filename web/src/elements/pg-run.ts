import { ContextProvider } from '@lit/context';
import { css, html, LitElement } from 'lit';
import { fieldPalette } from '../draw/palette.ts';
import { drawn } from '../draw/schedule.ts';
import { startWorker } from '../engine/start.ts';
import { runContext } from '../run/context.ts';
import { Run } from '../run/run.ts';
import { AddressBar } from '../run/sync.ts';
import { currentColors, watchColors } from './theme.ts';

/**
 * Owns a run and its engine, and provides them to the elements inside it. Draws nothing.
 *
 * @prop address - Whether the address bar and the run are kept together; else the run begins with `config`.
 * @prop config - The configuration to begin with, as the text of an address.
 * @prop connect - Starts an engine: a worker, or the port of a channel.
 * @slot - What shows and changes the run.
 */
export class PgRun extends LitElement {
  static override properties = {
    address: { type: Boolean },
    config: { type: String },
    connect: { attribute: false },
  };
  static override styles = css`:host { display: contents; }`;

  declare address: boolean;
  declare config: string;
  declare connect: () => Worker | MessagePort;

  readonly #provider = new ContextProvider(this, { context: runContext });
  #end: () => void = () => {};

  constructor() {
    super();
    this.address = false;
    this.config = '';
    this.connect = startWorker;
  }

  /** The run, while the element is in a page. */
  get run(): Run | undefined {
    return this.#provider.value;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const run = new Run({ connect: () => this.connect(), drawn, now: () => performance.now() });
    const paint = () => run.setPalette(fieldPalette(currentColors()));
    const unwatch = watchColors(paint);
    const bar = this.address ? new AddressBar(run, window) : undefined;
    this.#provider.setValue(run);
    paint();
    void (bar ? bar.start() : run.begin(this.config));
    this.#end = () => {
      unwatch();
      bar?.stop();
      run.end();
    };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end();
  }

  protected override render() {
    return html`<slot></slot>`;
  }
}
