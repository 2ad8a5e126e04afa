// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { whole } from '../../src/draw/format.ts';
import type { PgShare } from '../../src/elements/pg-share.ts';
import { MOST_ADDRESS } from '../../src/run/address.ts';
import { fileOf } from '../../src/run/export.ts';
import { clear, find, placeInRun, settled, textOf } from './page.ts';

afterEach(() => {
  vi.restoreAllMocks();
  clear();
});

/** Numbers that cannot be packed into few characters. */
const noise = (i: number): number => Math.fround(Math.sin(i * 12.9898) * 5);

describe('passing a run on', () => {
  it('copies a link that opens the run where it is', async () => {
    const { element, run } = await placeInRun<PgShare>('pg-share', 'batch_size=8');
    await run.step('epoch');
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    find(element, '.copy').click();
    await vi.waitFor(() => expect(writeText).toHaveBeenCalledWith(expect.stringMatching(/#v=1&batch_size=8&step=44$/)));
    await settled(element);
    expect(textOf(find(element, '.copy'))).toContain('Copied');
  });

  it('says so where the browser does not let it copy', async () => {
    const { element } = await placeInRun<PgShare>('pg-share');
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('denied', 'NotAllowedError'));
    find(element, '.copy').click();
    await vi.waitFor(() => expect(textOf(find(element, '.copy'))).toContain('Not allowed'));
  });

  it('offers a file where a link would be too long, and opens it', async () => {
    const { element, run } = await placeInRun<PgShare>('pg-share');
    for (let i = 0; i < 1500; i++) await run.edit({ type: 'move', row: i % 500, x: [noise(i), noise(i + 0.5)] });
    await run.step('epoch');
    const { fingerprint } = run.frame!;
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    find(element, '.copy').click();
    await vi.waitFor(() => expect(run.state.notice?.title).toContain('too long for a link'));
    expect(run.state.notice?.text).toContain(whole(MOST_ADDRESS));
    expect(writeText).not.toHaveBeenCalled();
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
    run.state.notice?.actions?.[0]?.act();
    await vi.waitFor(() => expect(click).toHaveBeenCalled());
    expect(click.mock.contexts[0]).toMatchObject({ download: 'spiral-epoch-1.playgrad' });

    const file = await fileOf(run);
    await run.reset();
    expect(run.frame?.step).toBe(0);
    const input = find<HTMLInputElement>(element, 'input');
    Object.defineProperty(input, 'files', { value: [file] });
    input.dispatchEvent(new Event('change'));
    await vi.waitFor(() => expect(run.frame).toMatchObject({ fingerprint, epoch: 1 }));
  });
});
