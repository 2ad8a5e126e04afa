import { never } from '../never.ts';
import { CanvasEasel, type Easel } from './easel.ts';
import { belongings, frameOf, Pool, type Slot, type Studio, settingsOf } from './frame.ts';
import type { Engine, EngineLoader, EnginePainter, EngineRun } from './load.ts';
import type {
  Answer,
  Asked,
  Budget,
  Command,
  Edit,
  Event,
  Palette,
  Questions,
  Table,
  Unit,
  Value,
  Want,
} from './protocol.ts';
import { type TableLoader, Tables } from './tables.ts';

export type { TableLoader };

/** What commands come through and events go through: a worker's own scope, or the end of a channel. */
export interface Port {
  postMessage(event: Event, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (message: MessageEvent<Command>) => void): void;
  start?(): void;
}

/** What else the server needs of the world around it. */
export interface World {
  readonly easel: Easel;
  /** Milliseconds of any clock. */
  now(): number;
  /** Resolves after the messages that wait have been received. */
  breathe(): Promise<void>;
}

type Question = Exclude<Extract<Command, { readonly id: number }>, { readonly type: 'prepare' | 'cancel' }>;
type Preparation = Extract<Command, { readonly type: 'prepare' }>;
type Found = ReturnType<Questions[keyof Questions]>;
type Work = Exclude<Command, { readonly type: 'palette' | 'stop' | 'cancel' }>;
type Opening = Extract<Command, { readonly type: 'open' | 'load' }>;

/** A command that waits for its turn or has it, and what ends it where it is. */
interface Task {
  readonly command: Work;
  readonly stop: AbortController;
}

/** How long a piece of work may take before messages are looked at. */
const pieceMs = 8;

/** A piece grows by no more than this factor, so that one short measurement does not make it endless. */
const mostGrowth = 4;

const progressMs = 50;

const browserWorld = (): World => ({
  easel: new CanvasEasel(),
  now: () => performance.now(),
  breathe: () =>
    new Promise(resolve => {
      // A message comes after those that wait; a timeout would wait for milliseconds.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(undefined);
    }),
});

/**
 * The whole worker: carries out commands one after another, in the order in which they came.
 *
 * Commands wait while the engine loads. Long work is cut into pieces; between them `stop` and `close` end it, a time
 * budget ends when another command waits, and questions are answered. A run that is opened takes the
 * place of those with smaller numbers; one that cannot be opened leaves them as they were.
 */
export function serve(port: Port, load: EngineLoader, loadTable: TableLoader, world: World = browserWorld()): void {
  const server = new Server(port, loadTable, world);
  port.addEventListener('message', ({ data }) => server.receive(data));
  port.start?.();
  load().then(
    engine => server.begin(engine),
    error => server.end(error),
  );
}

class Server {
  readonly #port: Port;
  readonly #world: World;
  readonly #runs = new Map<number, Slot>();
  readonly #tables: Tables;
  /** What is being prepared, by its number. */
  readonly #preparing = new Map<number, AbortController>();
  readonly #tasks: Task[] = [];
  readonly #pool = new Pool();
  #engine: Engine | undefined;
  #palette: Palette | undefined;
  #painter: EnginePainter | undefined;
  #working = false;
  /** Why nothing can be done any more. */
  #ended: string | undefined;

  constructor(port: Port, loadTable: TableLoader, world: World) {
    this.#port = port;
    this.#tables = new Tables(loadTable);
    this.#world = world;
  }

  begin(engine: Engine): void {
    this.#engine = engine;
    this.#send({ type: 'ready', simd: engine.simd() });
    void this.#work();
  }

  /** Without an engine everything is lost. */
  end(error: unknown): void {
    this.#ended = error instanceof Error ? error.message : String(error);
    this.#tasks.length = 0;
    this.#send({ type: 'failed', message: this.#ended });
  }

  receive(command: Command): void {
    if (this.#ended) return this.#send({ type: 'failed', ...whose(command), message: this.#ended });
    switch (command.type) {
      case 'palette':
        this.#palette = command.palette;
        this.#painter?.free();
        this.#painter = undefined;
        return;
      case 'stop':
        return this.#stop(command.run);
      case 'close':
        this.#stop(command.run);
        break;
      case 'cancel':
        return this.#preparing.get(command.id)?.abort(givenUp());
      case 'prepare':
        if (this.#engine) return this.#prepare(command, this.#engine);
        break;
      case 'ask':
      case 'address':
      case 'seed':
        if (this.#engine && !this.#isBusy(command)) return this.#attempt(command, () => this.#answer(command));
        break;
      case 'open':
      case 'load':
      case 'advance':
      case 'step':
      case 'edit':
      case 'look':
        break;
      default:
        return never(command);
    }
    this.#tasks.push({ command, stop: new AbortController() });
    void this.#work();
  }

  /** Whether a run has work to be done before a question about it; between two pieces of training it can be answered. */
  #isBusy(question: Question): boolean {
    const isBefore = ({ command }: Task, i: number) =>
      'run' in command && 'run' in question && command.run === question.run && !(i === 0 && trains(command));
    return this.#tasks.some(isBefore);
  }

  #stop(run: number): void {
    for (const task of this.#tasks) if ('run' in task.command && task.command.run === run) task.stop.abort(givenUp());
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    for (let task = this.#tasks[0]; task && this.#engine && !this.#ended; task = this.#tasks[0]) {
      try {
        await this.#carryOut(task, this.#engine);
      } catch (error) {
        this.#fail(task.command, error);
      }
      this.#tasks.shift();
    }
    this.#working = false;
  }

  async #carryOut(task: Task, engine: Engine): Promise<void> {
    const { command } = task;
    switch (command.type) {
      case 'open':
      case 'load':
        return this.#open(task, command, engine);
      case 'advance': {
        this.#pool.put(command.recycle ?? []);
        const slot = this.#slot(command.run);
        await this.#advance(task, slot, command.budget);
        return this.#show(command.run, slot, command.want);
      }
      case 'step': {
        const slot = this.#slot(command.run);
        await this.#step(task, slot, command.unit);
        return this.#show(command.run, slot, command.want);
      }
      case 'edit': {
        const slot = this.#slot(command.run);
        slot.run.edit(command.edit);
        this.#tellChange(command.run, slot.run, command.edit);
        return this.#show(command.run, slot, command.want);
      }
      case 'look':
        return this.#show(command.run, this.#slot(command.run), command.want);
      case 'close':
        return this.#free(command.run);
      case 'prepare':
        return this.#prepare(command, engine);
      case 'ask':
      case 'address':
      case 'seed':
        return this.#answer(command);
      default:
        return never(command);
    }
  }

  async #open(task: Task, command: Opening, engine: Engine): Promise<void> {
    const run = await this.#openRun(command, engine, task.stop.signal);
    const slot: Slot = { run, sent: undefined, batches: 1 };
    try {
      if (command.type === 'open') await this.#replay(task, command.run, slot, command.step ?? 0);
      this.#send({ type: 'opened', run: command.run, settings: settingsOf(run), data: run.data() });
      await this.#show(command.run, slot, command.want);
    } catch (error) {
      if (!isFatal(error)) run.free();
      throw error;
    }
    for (const older of this.#runs.keys()) if (older <= command.run) this.#free(older);
    this.#runs.set(command.run, slot);
  }

  async #openRun(command: Opening, engine: Engine, signal: AbortSignal): Promise<EngineRun> {
    if (command.type === 'load') {
      return engine.Run.load(command.bytes, await this.#tableOf(engine.decode(command.bytes), signal));
    }
    const { config, journal } = command;
    const whole = engine.decode(config);
    const table = command.table ?? (await this.#tableOf(whole, signal));
    const run = engine.Run.open(config, { ...(table && { table }), ...(journal && { journal }) });
    if (table) this.#tables.set(dataOf(whole).name, table);
    return run;
  }

  /** The rows that a configuration names. */
  async #tableOf(config: Value, signal: AbortSignal): Promise<Table | undefined> {
    const { kind, name } = dataOf(config);
    return kind === 'table' ? this.#tables.get(name, signal) : undefined;
  }

  /** Loads what a configuration needs beside the work that is under way. */
  async #load({ id, config }: Preparation, engine: Engine): Promise<void> {
    const end = new AbortController();
    this.#preparing.set(id, end);
    try {
      await this.#tableOf(engine.decode(config), end.signal);
      this.#send({ type: 'answer', id, answer: { type: 'prepared' } });
    } finally {
      this.#preparing.delete(id);
    }
  }

  #prepare(command: Preparation, engine: Engine): void {
    this.#load(command, engine).catch(error => this.#fail(command, error));
  }

  async #replay(task: Task, number: number, { run }: Slot, step: number): Promise<void> {
    const { now } = this.#world;
    let told = now();
    await this.#inPieces(1, n => {
      if (task.stop.signal.aborted || run.steps >= step || run.status.type !== 'training') return false;
      run.seek(Math.min(step, run.steps + n));
      if (now() - told >= progressMs) {
        told = now();
        this.#send({ type: 'progress', run: number, step: run.steps, of: step });
      }
      return run.steps < step;
    });
  }

  async #advance(task: Task, slot: Slot, budget: Budget): Promise<void> {
    if ('milliseconds' in budget) {
      const { now } = this.#world;
      const end = now() + budget.milliseconds;
      return this.#train(
        task,
        slot,
        Number.POSITIVE_INFINITY,
        undefined,
        () => !(now() < end) || this.#tasks.length > 1,
      );
    }
    if ('epochs' in budget) return this.#train(task, slot, Number.POSITIVE_INFINITY, slot.run.epoch + budget.epochs);
    return this.#train(task, slot, budget.batches);
  }

  async #step(task: Task, slot: Slot, unit: Unit): Promise<void> {
    if (unit === 'epoch') return this.#train(task, slot, Number.POSITIVE_INFINITY, slot.run.epoch + 1);
    slot.run.step(unit);
  }

  /** Trains so many batches, or until so many epochs are done, or until it is enough. */
  async #train(task: Task, slot: Slot, batches: number, untilEpoch?: number, isEnough = () => false): Promise<void> {
    const { run } = slot;
    let left = batches;
    slot.batches = await this.#inPieces(slot.batches, n => {
      if (task.stop.signal.aborted || left === 0) return false;
      const wanted = Math.min(n, left);
      const done = run.advance(wanted, untilEpoch);
      left -= done;
      return done === wanted && left > 0 && !isEnough();
    });
  }

  /**
   * Calls `work` with how much to do until it returns false, and lets messages in between two calls. Begins with `size`;
   * returns what now takes as long as a piece may.
   */
  async #inPieces(size: number, work: (size: number) => boolean): Promise<number> {
    const { now, breathe } = this.#world;
    let next = size;
    for (;;) {
      const start = now();
      const goesOn = work(next);
      const growth = Math.min(mostGrowth, pieceMs / Math.max(now() - start, Number.MIN_VALUE));
      if (!goesOn) return next;
      next = Math.max(1, Math.floor(next * growth));
      await breathe();
    }
  }

  #answer(question: Question): void {
    const answer = this.#answerTo(question);
    this.#send({ type: 'answer', id: question.id, answer });
  }

  #answerTo(question: Question): Answer {
    switch (question.type) {
      case 'ask':
        return { type: 'found', found: answerOf(this.#runs.get(question.run)?.run, question.question) };
      case 'address': {
        const { run } = this.#slot(question.run);
        const journal = new TextEncoder().encode(run.journal());
        const bytes = question.save ? run.save() : undefined;
        return { type: 'address', config: run.address(), journal, step: run.steps, ...(bytes && { bytes }) };
      }
      case 'seed':
        return { type: 'seed', seed: this.#engine!.seed() };
      default:
        return never(question);
    }
  }

  #slot(run: number): Slot {
    const slot = this.#runs.get(run);
    if (!slot) throw new Error(`There is no run ${run}: it was closed, or another took its place.`);
    return slot;
  }

  /** Tells what an edit changed besides the state: the rows are sent only if they are others. */
  #tellChange(number: number, run: EngineRun, { type }: Edit): void {
    if (type === 'weight') return;
    const data = type === 'set' ? undefined : run.data();
    this.#send({ type: 'opened', run: number, settings: settingsOf(run), ...(data && { data }) });
  }

  async #show(run: number, slot: Slot, want: Want): Promise<void> {
    const frame = await frameOf(slot, want, this.#studio(), this.#pool);
    this.#send({ type: 'frame', run, frame });
  }

  /** What paints; without a palette there are no pictures. */
  #studio(): Studio | undefined {
    if (!this.#painter && this.#engine && this.#palette) this.#painter = new this.#engine.Painter(this.#palette);
    return this.#painter && { painter: this.#painter, easel: this.#world.easel };
  }

  #free(run: number): void {
    this.#runs.get(run)?.run.free();
    this.#runs.delete(run);
    // Whoever went may have been the last: others of the same engine need the room.
    if (this.#runs.size > 0) return;
    this.#painter?.free();
    this.#painter = undefined;
  }

  #attempt(command: Command, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#fail(command, error);
    }
  }

  #fail(command: Command, error: unknown): void {
    if (isFatal(error)) return this.end(new Error(`The engine broke down: ${error.message}.`));
    const { message, field, value, allowed } = error as Error & Omit<Extract<Event, { type: 'failed' }>, 'type'>;
    const details = field !== undefined && value !== undefined && allowed !== undefined && { field, value, allowed };
    this.#send({ type: 'failed', ...whose(command), message, ...details });
  }

  #send(event: Event): void {
    this.#port.postMessage(event, belongings(event));
  }
}

/** What a run answers. */
function answerOf(run: EngineRun | undefined, { name, args }: Asked): Found {
  if (!run) return undefined;
  const method = run[name] as (...args: Asked['args']) => Found;
  return method.apply(run, args);
}

/** Whether a command leaves the run fit to be asked between its pieces. */
const trains = ({ type }: Command): boolean => type === 'advance' || type === 'step';

/** Whether the wasm has stopped in the middle of something, after which nothing in it can be trusted. */
const isFatal = (error: unknown): error is Error => error instanceof WebAssembly.RuntimeError;

const dataOf = (config: Value): { readonly kind: string; readonly name: string } =>
  (config as { readonly data: { readonly kind: string; readonly name: string } }).data;

/** Why something that was stopped before it began has no result. */
const givenUp = (): Error => new Error('It was given up for something else.');

/** Whom a failure concerns. */
const whose = (command: Command): { readonly run?: number; readonly id?: number } => ({
  ...('run' in command && { run: command.run }),
  ...('id' in command && { id: command.id }),
});
