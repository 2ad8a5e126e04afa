// What the compiler must know of the package, and what it must refuse.
import { EngineError, type Evaluation, open, type Progress, type Run } from 'playgrad';
import { PgBoundary, PgRun } from 'playgrad/elements.js';

export async function train(): Promise<number> {
  const run: Run = await open({ data: { kind: 'xor', noise: 0.2 } });
  let last: Progress = run.progress;
  for await (const progress of run.epochs({ count: 3, signal: new AbortController().signal })) last = progress;
  const evaluation: Evaluation = last.evaluation;
  const predicted: Float32Array = await run.predict(Float32Array.of(1, 2));
  // @ts-expect-error: rows are typed arrays
  await run.predict([1, 2]);
  // @ts-expect-error: there is no such unit
  await run.step('year');
  run.free();
  return evaluation.trainLoss + predicted.length;
}

export const fieldOf = (error: unknown): string | undefined => (error instanceof EngineError ? error.field : undefined);

/** The elements are what the page's document gives for their names. */
export function figure(document: Document): PgRun {
  const element = document.createElement('pg-run');
  element.config = 'data=spiral';
  element.theme = 'dark';
  // @ts-expect-error: there is no such theme
  element.theme = 'purple';
  element.connect = () => new MessageChannel().port1;
  element.append(new PgBoundary(), document.createElement('pg-figure'));
  const epoch: number | undefined = element.run?.frame?.epoch;
  return epoch === undefined ? element : new PgRun();
}
