import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cancel, drawn, redraw, shown, timeToRender } from '../../src/draw/schedule.ts';

let frames: (() => void)[] = [];
const runFrame = (): void => {
  const now = frames;
  frames = [];
  for (const frame of now) frame();
};

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  vi.stubGlobal('reportError', vi.fn());
});
afterEach(() => vi.unstubAllGlobals());

it('all views draw in one animation frame, each once', () => {
  const [a, b] = [vi.fn(), vi.fn()];
  for (const view of [a, b, a, a]) redraw(view);
  expect(frames).toHaveLength(1);
  runFrame();
  expect([a.mock.calls.length, b.mock.calls.length]).toEqual([1, 1]);
});

it('what would take too long together is drawn in more than one frame, and waited for', async () => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const views = [0, 1, 2].map(() =>
    vi.fn(() => {
      now += 20;
    }),
  );
  for (const view of views) redraw(view);
  const after = vi.fn();
  const done = drawn().then(after);
  for (const count of [1, 2, 3]) {
    await Promise.resolve();
    expect(after).not.toHaveBeenCalled();
    runFrame();
    expect(views.filter(view => view.mock.calls.length === 1)).toHaveLength(count);
  }
  await done;
  expect(frames).toHaveLength(0);
  vi.restoreAllMocks();
});

it('what asks while drawing is drawn in the next frame', () => {
  const view = vi.fn(() => {
    if (view.mock.calls.length === 1) redraw(view);
  });
  redraw(view);
  runFrame();
  expect(view).toHaveBeenCalledTimes(1);
  runFrame();
  expect(view).toHaveBeenCalledTimes(2);
  expect(frames).toHaveLength(0);
});

it('a view that fails stops neither the others nor the training that waits', async () => {
  const view = vi.fn();
  redraw(() => {
    throw new Error('this view is broken');
  });
  redraw(view);
  const done = drawn();
  runFrame();
  await done;
  expect(view).toHaveBeenCalledTimes(1);
  expect(reportError).toHaveBeenCalledTimes(1);
});

it('a view that left does not draw', () => {
  const view = vi.fn();
  redraw(view);
  cancel(view);
  runFrame();
  expect(view).not.toHaveBeenCalled();
});

it('waiting ends with a frame even if there is nothing to draw', async () => {
  const done = drawn();
  runFrame();
  await done;
});

it('who renders takes turns; what takes its time has the next wait for a frame', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const rendered: string[] = [];
  const render = async (name: string): Promise<void> => {
    await timeToRender();
    rendered.push(name);
    now += 4;
  };
  for (const name of ['a', 'b', 'c', 'd']) void render(name);
  await vi.advanceTimersByTimeAsync(0);
  expect(rendered).toEqual(['a', 'b']);
  runFrame();
  await vi.advanceTimersByTimeAsync(2);
  expect(rendered).toEqual(['a', 'b', 'c', 'd']);
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it('a page that is not seen renders without frames', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const rendered = vi.fn();
  void shown().then(rendered);
  await vi.advanceTimersByTimeAsync(1000);
  expect(rendered).toHaveBeenCalled();
  vi.useRealTimers();
});
