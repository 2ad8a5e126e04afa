// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PgRun } from '../../src/elements/pg-run.ts';
import { clear, placeInRun } from './page.ts';

afterEach(clear);

describe('a run in a page', () => {
  it('begins with its configuration', async () => {
    const { run } = await placeInRun('pg-transport', 'batch_size=8');
    expect(run.config?.batch_size).toBe(8);
    expect(location.hash).toBe('');
  });

  it('ends when it leaves the page', async () => {
    const { run } = await placeInRun('pg-transport');
    run.play();
    clear();
    expect(run.state.playing).toBe(false);
    await expect(run.place()).rejects.toThrow('ended');
  });

  it('begins anew when it is put back', async () => {
    const { element, run } = await placeInRun('pg-transport', 'batch_size=8');
    const host = element.parentElement as PgRun;
    host.remove();
    document.body.append(host);
    expect(host.run).not.toBe(run);
    await vi.waitFor(() => expect(host.run?.config?.batch_size).toBe(8));
  });
});
