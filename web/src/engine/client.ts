import { never } from '../never.ts';
import { EngineError, EngineLost } from './errors.ts';
import type {
  Answer,
  Asked,
  Budget,
  Command,
  Data,
  Edit,
  Event,
  Frame,
  Opened,
  Palette,
  Questions,
  Unit,
  Value,
  Want,
} from './protocol.ts';

/** What a command that is answered by a frame brings. */
export interface Shown {
  /** The number of the run. */
  readonly run: number;
  readonly frame: Frame;
  /** When a run was opened or its settings were edited. */
  readonly opened: Opened | undefined;
}

/** A configuration to open, with the journal and the step to bring it to. */
export interface Place {
  readonly config: string | Value;
  readonly journal?: Uint8Array;
  readonly step?: number;
}

/** A run as the engine saved it. */
export interface Saved {
  readonly bytes: Uint8Array;
}

export interface Listener {
  /** A replay is at `step` of `of`. */
  progress(step: number, of: number): void;
  /** The worker ended, or never began. */
  lost(error: EngineLost): void;
}

type Without<T, Key extends string> = T extends unknown ? Omit<T, Key> : never;
type Request = Without<Extract<Command, { readonly want: Want }>, 'run'>;
type Question = Without<Exclude<Extract<Command, { readonly id: number }>, { readonly type: 'cancel' }>, 'id'>;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

interface Waiting<T> {
  resolve(value: T): void;
  reject(error: Error): void;
}

/**
 * Speaks the protocol with a worker, or with the other end of a channel.
 *
 * Commands that bring a frame go out one at a time, in order; questions are answered beside them. The page has one run:
 * opening another takes its place if it succeeds, and leaves it as it was if not.
 */
export class Client {
  #port: Worker | MessagePort | undefined;
  readonly #listener: Listener;
  readonly #queue: (Waiting<Shown> & { readonly request: Request })[] = [];
  readonly #answers = new Map<number, Waiting<Answer>>();
  /** The command that is under way, and what has come of it. */
  #current: (Waiting<Shown> & { readonly run: number; readonly request: Request; opened?: Opened }) | undefined;
  #run = 0;
  /** The rows of the run: edits of other things come without them. */
  #data: Data | undefined;
  #openings = 0;
  #id = 0;
  #lost: EngineLost | undefined;

  /** `connect` starts the engine; if it throws, the engine is lost from the beginning. */
  constructor(connect: () => Worker | MessagePort, listener: Listener) {
    this.#listener = listener;
    try {
      this.#listen(connect());
    } catch (error) {
      queueMicrotask(() => this.#lose(messageOf(error)));
    }
  }

  open(source: Place | Saved, want: Want): Promise<Shown> {
    return this.#request({ type: 'bytes' in source ? 'load' : 'open', ...source, want } as Request);
  }

  /** `recycle`: buffers of an earlier frame, which are given away. */
  advance(budget: Budget, want: Want, recycle: readonly ArrayBuffer[] = []): Promise<Shown> {
    return this.#request({ type: 'advance', budget, want, recycle });
  }

  step(unit: Unit, want: Want): Promise<Shown> {
    return this.#request({ type: 'step', unit, want });
  }

  edit(edit: Edit, want: Want): Promise<Shown> {
    return this.#request({ type: 'edit', edit, want });
  }

  look(want: Want): Promise<Shown> {
    return this.#request({ type: 'look', want });
  }

  /** Ends the replay that is under way, where it is. */
  stop(): void {
    const opening = this.#current?.run;
    if (opening !== undefined && opening !== this.#run) this.#send({ type: 'stop', run: opening });
  }

  /** Ends training for a time early, for something else waits. */
  hurry(): void {
    const { request, run } = this.#current ?? {};
    if (run !== undefined && request?.type === 'advance' && 'milliseconds' in request.budget) {
      this.#send({ type: 'stop', run });
    }
  }

  setPalette(palette: Palette): void {
    this.#send({ type: 'palette', palette });
  }

  /** Asks about run `run`; undefined if another took its place. */
  async ask<Name extends keyof Questions>(
    run: number,
    name: Name,
    ...args: Parameters<Questions[Name]>
  ): Promise<ReturnType<Questions[Name]> | undefined> {
    const answer = await this.#ask({ type: 'ask', run, question: { name, args } as Asked });
    if (answer.type !== 'found') throw new EngineError({ message: `The engine answered with ${answer.type}.` });
    return answer.found as ReturnType<Questions[Name]> | undefined;
  }

  /** Where the run is: enough to open it again. */
  async place(): Promise<Required<Place> & { readonly config: string }> {
    const { config, journal, step } = await this.#address(false);
    return { config, journal, step };
  }

  /** Where the run is, and all of it as bytes of the same moment. */
  async save(): Promise<Required<Place> & Saved & { readonly config: string }> {
    const { config, journal, step, bytes } = await this.#address(true);
    if (!bytes) throw new EngineError({ message: 'The engine saved nothing.' });
    return { config, journal, step, bytes };
  }

  /** Has the rows at hand that `source` names, so that opening it has nothing to wait for; `signal` gives it up. */
  async prepare(source: Place | Saved, signal: AbortSignal): Promise<void> {
    await this.#ask({ type: 'prepare', config: 'bytes' in source ? source.bytes : source.config }, signal);
  }

  /** A fresh random seed. */
  async seed(): Promise<number> {
    const answer = await this.#ask({ type: 'seed' });
    if (answer.type !== 'seed') throw new EngineError({ message: `The engine answered with ${answer.type}.` });
    return answer.seed;
  }

  /** Ends the worker; whatever is under way is rejected. The other end of a channel stays, without the runs of this one. */
  end(): void {
    for (const run of new Set([this.#run, this.#current?.run])) if (run) this.#send({ type: 'close', run });
    this.#give(new EngineLost('The engine was ended.'));
    const port = this.#port;
    if (port && 'terminate' in port) port.terminate();
    else port?.close();
  }

  #listen(port: Worker | MessagePort): void {
    this.#port = port;
    port.addEventListener('message', e => this.#receive((e as MessageEvent<Event>).data));
    port.addEventListener('messageerror', () => this.#lose('A message of the engine could not be read.'));
    port.addEventListener('error', e =>
      this.#lose((e as ErrorEvent).message || 'Its program did not load. Check the connection.'),
    );
    if ('start' in port) port.start();
  }

  #request(request: Request): Promise<Shown> {
    return new Promise((resolve, reject) => {
      if (this.#lost) return reject(this.#lost);
      this.#queue.push({ request, resolve, reject });
      this.#next();
    });
  }

  async #address(save: boolean): Promise<Extract<Answer, { type: 'address' }>> {
    const answer = await this.#ask({ type: 'address', run: this.#run, ...(save && { save }) });
    if (answer.type !== 'address') throw new EngineError({ message: `The engine answered with ${answer.type}.` });
    return answer;
  }

  #ask(question: Question, signal?: AbortSignal): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#lost) return reject(this.#lost);
      const id = ++this.#id;
      this.#send({ ...question, id });
      this.#answers.set(id, { resolve, reject });
      signal?.addEventListener('abort', () => this.#cancel(id), { once: true });
    });
  }

  /** Waits no more for an answer. */
  #cancel(id: number): void {
    const waiting = this.#answers.get(id);
    if (!waiting) return;
    this.#answers.delete(id);
    this.#send({ type: 'cancel', id });
    waiting.reject(new EngineError({ message: 'It was given up for something else.' }));
  }

  #next(): void {
    if (this.#current || this.#lost) return;
    const next = this.#queue.shift();
    if (!next) return;
    const { request, resolve, reject } = next;
    const opens = request.type === 'open' || request.type === 'load';
    const run = opens ? ++this.#openings : this.#run;
    this.#current = { run, request, resolve, reject };
    try {
      this.#send({ ...request, run });
    } catch (error) {
      this.#current = undefined;
      reject(error as Error);
      this.#next();
    }
  }

  /** @throws EngineError if something in the command cannot be handed over, like a function */
  #send(command: Command): void {
    const given = command.type === 'advance' ? [...(command.recycle ?? [])] : [];
    if (this.#lost) return;
    try {
      this.#port?.postMessage(command, given);
    } catch (error) {
      throw new EngineError({ message: `The engine takes plain values and typed arrays only: ${messageOf(error)}` });
    }
  }

  #receive(event: Event): void {
    switch (event.type) {
      case 'ready':
        return;
      case 'progress':
        if (event.run === this.#current?.run) this.#listener.progress(event.step, event.of);
        return;
      case 'opened':
        return this.#opened(event);
      case 'frame':
        return this.#shown(event.run, event.frame);
      case 'answer':
        this.#answers.get(event.id)?.resolve(event.answer);
        this.#answers.delete(event.id);
        return;
      case 'failed':
        return this.#failed(event);
      default:
        return never(event);
    }
  }

  #opened({ run, settings, data }: Extract<Event, { readonly type: 'opened' }>): void {
    if (run !== this.#current?.run) return;
    const rows = data ?? this.#data;
    if (rows) this.#current.opened = { ...rows, ...settings };
  }

  #shown(run: number, frame: Frame): void {
    if (run !== this.#current?.run) return;
    const { resolve, opened } = this.#current;
    this.#run = run;
    if (opened) this.#data = opened;
    this.#current = undefined;
    resolve({ run, frame, opened });
    this.#next();
  }

  #failed(event: Extract<Event, { readonly type: 'failed' }>): void {
    if (event.id !== undefined) {
      this.#answers.get(event.id)?.reject(new EngineError(event));
      this.#answers.delete(event.id);
    } else if (event.run === undefined) {
      this.#lose(event.message);
    } else if (event.run === this.#current?.run) {
      const { reject } = this.#current;
      this.#current = undefined;
      reject(new EngineError(event));
      this.#next();
    }
  }

  #lose(message: string): void {
    if (this.#lost) return;
    const error = new EngineLost(message);
    this.#give(error);
    this.#listener.lost(error);
  }

  /** Rejects everything that waits. */
  #give(error: EngineLost): void {
    this.#lost = error;
    const waiting = [this.#current, ...this.#queue, ...this.#answers.values()];
    this.#current = undefined;
    this.#queue.length = 0;
    this.#answers.clear();
    for (const request of waiting) request?.reject(error);
  }
}
