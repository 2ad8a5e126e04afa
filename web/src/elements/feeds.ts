/** What each view takes from the run that it stands in, where it stands by itself. */
import type { Edit } from '../engine/protocol.ts';
import type { Run } from '../run/run.ts';
import type { Feed } from './feed.ts';
import type { OutputAnswers } from './output-answers.ts';
import { withParts } from './parts.ts';
import type { PgBoundary } from './pg-boundary.ts';
import type { PgGradients } from './pg-gradients.ts';
import type { PgLoss } from './pg-loss.ts';
import type { PgScore } from './pg-score.ts';
import { toolIn } from './tool.ts';

/** `run` is the run that the view stands in at the moment. */
export function boundaryFeed(view: PgBoundary, run: () => Run | undefined): Feed {
  let answers: OutputAnswers | undefined;
  withParts(({ OutputAnswers }) => {
    answers = new OutputAnswers(run, ({ confusion: _, ...found }) => Object.assign(view, found));
    answers.refresh();
  });
  return {
    need: { field: true },
    state(run) {
      const { validation, hard, show } = run.state.view;
      Object.assign(view, { showValidation: validation, hard, show, tool: toolIn(run), plane: run.plane });
      answers?.refresh();
    },
    frame(frame, opened, run) {
      Object.assign(view, { opened, plane: run.plane, frame });
      answers?.refresh();
    },
    events: {
      'pg-probe': (_, row: Float32Array | null) => answers?.probe(row ?? undefined),
      'pg-point': (_, row: number | null) => answers?.pick(row ?? undefined),
      'pg-edit': (run, edit: Edit) => void run.edit(edit).then(() => view.settle()),
      'pg-leave': run => run.store.set({ tool: undefined }),
    },
    stop: () => answers?.stop(),
  };
}

export const lossFeed = (view: PgLoss): Feed => ({
  state(run) {
    const { log, smooth } = run.state.view;
    Object.assign(view, { log, smooth });
  },
  frame(frame) {
    view.frame = frame;
  },
  events: {
    'pg-log': (run, log: boolean) => run.setView({ log }),
    'pg-smooth': (run, smooth: number) => run.setView({ smooth }),
  },
});

export const gradientsFeed = (view: PgGradients): Feed => ({
  frame(frame, opened) {
    Object.assign(view, { opened, frame });
  },
});

export function scoreFeed(view: PgScore, run: () => Run | undefined): Feed {
  let answers: OutputAnswers | undefined;
  withParts(({ OutputAnswers }) => {
    answers = new OutputAnswers(run, found => {
      if ('confusion' in found) view.confusion = found.confusion;
    });
    answers.refresh();
  });
  return {
    state(run) {
      Object.assign(view, { opened: run.state.opened, threshold: run.state.view.threshold });
      answers?.refresh();
    },
    frame({ evaluation }, opened) {
      Object.assign(view, { opened, evaluation });
      answers?.refresh();
    },
    events: { 'pg-threshold': (run, threshold: number) => run.setView({ threshold }) },
    stop: () => answers?.stop(),
  };
}
