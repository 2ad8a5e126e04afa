import { Client, type Shown } from '../engine/client.ts';
import type { Edit, Evaluation, Found, Frame, Opened, Role, Status, Table, Unit, Value } from '../engine/protocol.ts';
import { checkCount, checkOptions } from './checks.ts';

/** Settings by name, or an address; what is missing has its default. */
export type Config = string | { readonly [name: string]: Value };

/** What may be given to a run beside its configuration. */
export interface OpenOptions {
  /** The rows that `data` of the kind `table` stands for. */
  readonly table?: Table;
  /** Edits to carry out when their steps are reached: what `Run.place` gave. */
  readonly journal?: Uint8Array;
  /** Goes there before anything else, by training. */
  readonly step?: number;
}

/** Where a run is. */
export interface Progress {
  /** Batches and epochs done. */
  readonly step: number;
  readonly epoch: number;
  readonly status: Status;
  /** Loss of the last batch; undefined before the first. */
  readonly batchLoss: number | undefined;
  /** Learning rate of the next step. */
  readonly lr: number;
  /** ‖∇W‖ of each layer in the last step. */
  readonly gradients: Float32Array;
  /** How good the run was at the end of its last epoch. */
  readonly evaluation: Evaluation;
  /** Hash of all parameters, as 16 hexadecimal digits: equal runs have equal ones, on every machine. */
  readonly fingerprint: string;
}

/** How far `Run.epochs` goes. */
export interface EpochsOptions {
  /** So many epochs; without it, until the loop is left or the run diverges. */
  readonly count?: number;
  /** Ends the loop before the next epoch. */
  readonly signal?: AbortSignal;
}

const nothing = {};

/**
 * One training: data, network, optimizer, and where they have got to. Every method does its work in the order it was
 * called, outside of the thread that called it where there are workers.
 */
export class Run {
  readonly #client: Client;
  #shown: Shown;

  private constructor(client: Client, shown: Shown) {
    this.#client = client;
    this.#shown = shown;
  }

  /** @throws EngineError with `field`, `value` and `allowed`, if the configuration cannot be used */
  static async open(connect: () => Worker | MessagePort, config: Config, options: OpenOptions = {}): Promise<Run> {
    checkOptions(options, ['table', 'journal', 'step']);
    if (options.step !== undefined) checkCount('options.step', options.step);
    const client = new Client(connect, { progress: () => undefined, lost: () => undefined });
    try {
      return new Run(client, await client.open({ config, ...options }, nothing));
    } catch (error) {
      client.end();
      throw error;
    }
  }

  /** Where the run is. */
  get progress(): Progress {
    return progressOf(this.#shown.frame);
  }

  /** The rows, the layers and where their parameters are, the configuration with the edits so far. */
  get opened(): Opened {
    return this.#shown.opened as Opened;
  }

  /** Trains so many batches; fewer if the run diverges. */
  async advance(batches: number): Promise<Progress> {
    checkCount('batches', batches);
    return this.#take(await this.#client.advance({ batches }, nothing));
  }

  /** Goes on by one unit. */
  async step(unit: Unit = 'epoch'): Promise<Progress> {
    return this.#take(await this.#client.step(unit, nothing));
  }

  /** Trains epoch by epoch: `for await (const { evaluation } of run.epochs({ count: 100 })) …`. Leaving the loop stops it. */
  async *epochs(options: EpochsOptions = {}): AsyncGenerator<Progress, void> {
    checkOptions(options, ['count', 'signal']);
    const { count = Number.POSITIVE_INFINITY, signal } = options;
    if (count !== Number.POSITIVE_INFINITY) checkCount('options.count', count);
    for (let i = 0; i < count && !signal?.aborted; i++) {
      const progress = await this.step('epoch');
      yield progress;
      if (progress.status.type !== 'training') return;
    }
  }

  /** Changes a live setting, a parameter, or the rows, and writes it into the journal. */
  async edit(edit: Edit): Promise<Progress> {
    return this.#take(await this.#client.edit(edit, nothing));
  }

  /** Predictions for rows as they are in the data: `[batch, columns]` → `[batch, outputs]`, row by row. */
  async predict(x: Float32Array): Promise<Float32Array> {
    return (await this.#client.ask(this.#shown.run, 'predict', x)) as Float32Array;
  }

  /** What every input and every unit makes of one row: the inputs, then layer by layer; the last are predictions. */
  async values(x: Float32Array): Promise<Float32Array> {
    return (await this.#client.ask(this.#shown.run, 'values', x)) as Float32Array;
  }

  /** The loss of each of some rows of the data by itself. */
  async losses(rows: Uint32Array): Promise<Float32Array> {
    return (await this.#client.ask(this.#shown.run, 'losses', rows)) as Float32Array;
  }

  /** How good the run is now on the rows of a role; undefined without any. */
  evaluate(role: Role): Promise<Found | undefined> {
    return this.#client.ask(this.#shown.run, 'evaluate', role);
  }

  /** All parameters, layer by layer: weights `[units, inputs]` row by row, then biases. */
  async params(): Promise<Float32Array> {
    const { frame } = await this.#client.look({ params: true });
    return frame.params as Float32Array;
  }

  /** Enough to open the run again where it is: `open(config, { journal, step })`. */
  place(): Promise<{ readonly config: string; readonly journal: Uint8Array; readonly step: number }> {
    return this.#client.place();
  }

  /** Gives the engine back what the run took. */
  free(): void {
    this.#client.end();
  }

  #take(shown: Shown): Progress {
    this.#shown = { ...shown, opened: shown.opened ?? this.#shown.opened };
    return this.progress;
  }
}

const progressOf = (frame: Frame): Progress => {
  const { step, epoch, status, batchLoss, lr, gradients, evaluation, fingerprint } = frame;
  return { step, epoch, status, batchLoss, lr, gradients, evaluation, fingerprint };
};
