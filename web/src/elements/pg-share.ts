import { css, html, LitElement } from 'lit';
import { writeAddress } from '../run/address.ts';
import { RunController } from '../run/context.ts';
import { fileOf, linkOf } from '../run/export.ts';
import { failed, tooLong } from '../run/notices.ts';
import type { Run } from '../run/run.ts';
import { icon } from './icons.ts';
import { onPhone } from './layout.ts';
import { saveFile } from './save-file.ts';
import { base, buttons } from './styles.ts';

/** How long the button says that the link was copied, in milliseconds. */
const COPIED_MS = 2000;

/** Passes the run around it on: as a link, or as a file where a link would be too long; and opens such a file. */
export class PgShare extends LitElement {
  static override properties = { _copied: { state: true } };
  static override styles = [
    base,
    buttons,
    css`
      :host { display: contents; }
      .copy { min-width: 100px; }
      input { display: none; }
      @container ${onPhone} {
        .btn { width: 44px; min-width: 44px; height: 44px; padding: 0; border-color: transparent; background: none; }
        .copy span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      }
    `,
  ];

  declare _copied: '' | 'yes' | 'no';
  readonly #context = new RunController(this);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this._copied = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override render() {
    const said = { '': 'Copy link', yes: 'Copied', no: 'Not allowed' }[this._copied];
    return html`<button class="btn copy" title="A link that opens this run where it is" @click=${this.#share}>
        ${icon(this._copied === 'yes' ? 'ok' : 'link')}<span aria-live="polite">${said}</span>
      </button>
      <button class="btn ghost icon" aria-label="Open a saved run" title="Open a run that was saved as a file, or drop it on the page"
        @click=${() => this.#input.click()}>${icon('open')}</button>
      <input type="file" accept=".playgrad" aria-label="File of a run" @change=${this.#open}>`;
  }

  get #input(): HTMLInputElement {
    return this.renderRoot.querySelector('input')!;
  }

  async #share(): Promise<void> {
    const { run } = this.#context;
    if (!run) return;
    // Without an engine the bar holds the last place.
    const address = await linkOf(run).catch(() => location.hash.slice(1));
    if (address === undefined) return this.#offerFile(run);
    clearTimeout(this.#timer);
    this._copied = await navigator.clipboard.writeText(`${run.app ?? location.href.split('#')[0]}#${address}`).then(
      () => 'yes',
      () => 'no',
    );
    this.#timer = setTimeout(() => {
      this._copied = '';
    }, COPIED_MS);
  }

  async #offerFile(run: Run): Promise<void> {
    const { length } = await writeAddress(await run.place());
    run.notify(tooLong(length, () => void this.#save(run)));
  }

  async #save(run: Run): Promise<void> {
    run.dismiss();
    await fileOf(run).then(saveFile, error => run.notify(failed('The run was not saved', error)));
  }

  #open(): void {
    const [file] = this.#input.files ?? [];
    if (file) void this.#context.run?.openFile(file);
    // The same file may be opened again.
    this.#input.value = '';
  }
}
