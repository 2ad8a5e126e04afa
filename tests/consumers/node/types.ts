// What the compiler must know of the package, and what it must refuse.
import { EngineError, type Evaluation, open, type Progress, type Run } from 'playgrad';

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
