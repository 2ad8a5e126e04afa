import { never } from '../never.ts';
import { address, found, type Question } from './answers.ts';
import { failed, givenUp, isFatal } from './failures.ts';
import { belongings, frameOf, Pool, type Slot, type Studio, settingsOf } from './frame.ts';
import type { Engine, EngineLoader, EnginePainter, EngineRun } from './load.ts';
import type { Answer, Command, Edit, Event, Palette, Want } from './protocol.ts';
import { dataOf, type TableLoader, Tables } from './tables.ts';
import { advance, type Conditions, replay, step } from './training.ts';
import { browserWorld, type Port, type World } from './world.ts';

type Preparation = Extract<Command, { readonly type: 'prepare' }>;
type Work = Exclude<Command, { readonly type: 'palette' | 'stop' | 'cancel' }>;
type Opening = Extract<Command, { readonly type: 'open' | 'load' }>;

/** A command that waits for its turn or has it, and what ends it where it is. */
interface Task {
  readonly command: Work;
  readonly stop: AbortController;
}

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
    if (this.#ended) return this.#send(failed(command, { message: this.#ended }));
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
        await advance(slot, this.#conditions(task), command.budget);
        return this.#show(command.run, slot, command.want);
      }
      case 'step': {
        const slot = this.#slot(command.run);
        await step(slot, this.#conditions(task), command.unit);
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

  #conditions({ stop }: Task): Conditions {
    return { world: this.#world, stop: stop.signal, othersWait: () => this.#tasks.length > 1 };
  }

  async #open(task: Task, command: Opening, engine: Engine): Promise<void> {
    const run = await this.#openRun(command, engine, task.stop.signal);
    const slot: Slot = { run, sent: undefined, batches: 1 };
    try {
      if (command.type === 'open') {
        const of = command.step ?? 0;
        await replay(slot, this.#conditions(task), of, step =>
          this.#send({ type: 'progress', run: command.run, step, of }),
        );
      }
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
      return engine.Run.load(command.bytes, await this.#tables.of(engine.decode(command.bytes), signal));
    }
    const { config, journal } = command;
    const whole = engine.decode(config);
    const table = command.table ?? (await this.#tables.of(whole, signal));
    const run = engine.Run.open(config, { ...(table && { table }), ...(journal && { journal }) });
    if (table) this.#tables.set(dataOf(whole).name, table);
    return run;
  }

  /** Loads what a configuration needs beside the work that is under way. */
  async #load({ id, config }: Preparation, engine: Engine): Promise<void> {
    const end = new AbortController();
    this.#preparing.set(id, end);
    try {
      await this.#tables.of(engine.decode(config), end.signal);
      this.#send({ type: 'answer', id, answer: { type: 'prepared' } });
    } finally {
      this.#preparing.delete(id);
    }
  }

  #prepare(command: Preparation, engine: Engine): void {
    this.#load(command, engine).catch(error => this.#fail(command, error));
  }

  #answer(question: Question): void {
    const answer = this.#answerTo(question);
    this.#send({ type: 'answer', id: question.id, answer });
  }

  #answerTo(question: Question): Answer {
    switch (question.type) {
      case 'ask':
        return found(this.#runs.get(question.run)?.run, question.question);
      case 'address':
        return address(this.#slot(question.run).run, question.save);
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
    this.#send(failed(command, error as Error));
  }

  #send(event: Event): void {
    this.#port.postMessage(event, belongings(event));
  }
}

/** Whether a command leaves the run fit to be asked between its pieces. */
const trains = ({ type }: Command): boolean => type === 'advance' || type === 'step';
