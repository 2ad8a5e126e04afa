// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PgNotice } from '../../src/elements/pg-notice.ts';
import type { Notice } from '../../src/run/state.ts';
import { clear, faults, find, place, settled, textOf, withAxe } from './page.ts';

afterEach(() => {
  clear();
  vi.useRealTimers();
});

const act = vi.fn();
const bad: Notice = {
  type: 'bad',
  title: 'The engine stopped',
  text: 'It ran out of memory.',
  actions: [{ label: 'Start again', act }],
};
const info: Notice = {
  type: 'info',
  title: 'Started again',
  text: 'The run before was at epoch 3.',
  actions: [{ label: 'Undo', act }],
};

describe('a notice', () => {
  it.each([bad, info])('is accessible: $type', withAxe, async notice => {
    expect(await faults(await place<PgNotice>('pg-notice', { notice }))).toEqual([]);
  });

  it('alerts when something is wrong, and only tells otherwise', async () => {
    const element = await place<PgNotice>('pg-notice', { notice: bad });
    expect(textOf(find(element, '[role=alert]'))).toContain('The engine stopped It ran out of memory. Start again');
    element.notice = info;
    await settled(element);
    expect(textOf(find(element, '[role=alert]')).trim()).toBe('');
    expect(textOf(find(element, '[role=status]'))).toContain('Started again. The run before was at epoch 3.');
  });

  it('does what its button says', async () => {
    const element = await place<PgNotice>('pg-notice', { notice: info });
    find(element, '.btn:not(.icon)').click();
    expect(act).toHaveBeenCalled();
  });

  it('asks to be closed', async () => {
    const element = await place<PgNotice>('pg-notice', { notice: bad });
    const close = vi.fn();
    element.addEventListener('pg-close', close);
    find(element, '[aria-label=Close]').click();
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('goes by itself when it only informs, unless the pointer is on it', async () => {
    vi.useFakeTimers();
    const element = await place<PgNotice>('pg-notice', { notice: info });
    const close = vi.fn();
    element.addEventListener('pg-close', close);
    element.dispatchEvent(new Event('pointerenter'));
    vi.advanceTimersByTime(60_000);
    expect(close).not.toHaveBeenCalled();
    element.dispatchEvent(new Event('pointerleave'));
    vi.advanceTimersByTime(60_000);
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('stays under the pointer when another takes its place', async () => {
    vi.useFakeTimers();
    const element = await place<PgNotice>('pg-notice', { notice: info });
    const close = vi.fn();
    element.addEventListener('pg-close', close);
    element.dispatchEvent(new Event('pointerenter'));
    element.notice = { ...info, title: 'Another address was opened' };
    await element.updateComplete;
    vi.advanceTimersByTime(60_000);
    expect(close).not.toHaveBeenCalled();
  });

  it('stays while one of its buttons has the focus, wherever the pointer goes', async () => {
    vi.useFakeTimers();
    const element = await place<PgNotice>('pg-notice', { notice: info });
    const close = vi.fn();
    element.addEventListener('pg-close', close);
    find(element, '.btn').focus();
    element.dispatchEvent(new Event('pointerleave'));
    element.notice = { ...info, title: 'Another address was opened' };
    await element.updateComplete;
    vi.advanceTimersByTime(60_000);
    expect(close).not.toHaveBeenCalled();
    find(element, '.btn').blur();
    vi.advanceTimersByTime(60_000);
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('stays when something is wrong', async () => {
    vi.useFakeTimers();
    const element = await place<PgNotice>('pg-notice', { notice: bad });
    const close = vi.fn();
    element.addEventListener('pg-close', close);
    vi.advanceTimersByTime(600_000);
    expect(close).not.toHaveBeenCalled();
  });
});
