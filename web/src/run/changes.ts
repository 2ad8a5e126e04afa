import type { Client, Shown } from '../engine/client.ts';
import { EngineError } from '../engine/errors.ts';
import type { Edit, Value } from '../engine/protocol.ts';
import type { Configuration } from '../registry.ts';
import { editsBetween, sameColumns } from './configure.ts';
import type { Link } from './link.ts';
import { notMade } from './notices.ts';
import type { Opener } from './opener.ts';
import { configOf } from './state.ts';

/**
 * Brings a run to the configuration that is wanted.
 *
 * Changes that come fast build on one another: the last of them holds them all, and the others give up.
 */
export class Changes {
  readonly #link: Link;
  readonly #opener: Opener;
  /** Whether the run is to begin anew, whatever differs. */
  #anew = false;

  constructor(link: Link, opener: Opener) {
    this.#link = link;
    this.#opener = opener;
  }

  /**
   * Changes a run where it is, if all that differs may change there and something would be lost with the run; else begins
   * anew with the configuration, as it also does when asked to.
   */
  async bring(config: Configuration, anew = false): Promise<void> {
    const { store } = this.#link;
    this.#anew ||= anew;
    store.set({ pending: config, refusal: undefined });
    const number = this.#opener.giveWay();
    const known = store.state.opened && hasRows(configOf(store.state.opened), config);
    const source = { config: config as unknown as Value };
    if (known || (await this.#opener.prepare(source, notMade, number))) {
      await this.#link.turn(notMade, async client =>
        store.state.pending === config ? this.#carryOut(client, config) : undefined,
      );
    }
    if (store.state.pending !== config) return;
    this.#anew = false;
    store.set({ pending: undefined });
  }

  async #carryOut(client: Client, config: Configuration): Promise<Shown | undefined> {
    const { opened, view } = this.#link.state;
    const anew = this.#anew;
    this.#anew = false;
    if (!opened) return undefined;
    const epoch = this.#link.frames.last?.epoch ?? 0;
    const place = await this.#opener.progress();
    const edits = place && !anew ? editsBetween(configOf(opened), config) : undefined;
    if (edits && (await this.#edit(client, edits))) return undefined;
    const shown = await this.#opener.replace(client, {
      config: this.#opener.written(config, opened),
      view: sameColumns(configOf(opened), config) ? view : { ...view, axes: undefined },
    });
    if (place) this.#opener.offerBack({ place, epoch }, 'Started again');
    return shown;
  }

  /** Makes edits one by one. Returns whether the run can take them: a loss that wants another output layer it cannot. */
  async #edit(client: Client, edits: readonly Edit[]): Promise<boolean> {
    try {
      for (const edit of edits) this.#link.show(await client.edit(edit, this.#link.want));
      return true;
    } catch (error) {
      if (error instanceof EngineError) return false;
      throw error;
    }
  }
}

/** Whether the rows of another configuration are made from it, or are those of the run that is open. */
const hasRows = ({ data: open }: Configuration, { data }: Configuration): boolean =>
  data.kind !== 'table' || (open.kind === 'table' && open.name === data.name);
