// What the pages do: train in a worker, and say in the title how it went.
export async function train(open) {
  const runs = await Promise.all(
    ['xor', 'circle', 'gauss'].map(data => open({ data, layers: [{ kind: 'dense', units: 6 }] })),
  );
  const accuracies = await Promise.all(
    runs.map(async run => {
      for await (const { evaluation } of run.epochs({ count: 60 })) if (evaluation.validationAccuracy > 0.95) break;
      return run.progress.evaluation.validationAccuracy;
    }),
  );
  for (const run of runs) run.free();
  document.title = `trained ${Math.min(...accuracies).toFixed(2)}`;
}

export const report = error => {
  document.title = `failed: ${error.message}`;
};
