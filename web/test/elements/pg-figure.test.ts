// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PgFigure } from '../../src/elements/pg-figure.ts';
import type { PgRun } from '../../src/elements/pg-run.ts';
import { fakeEngine } from '../fake-engine.ts';
import { clear, faults, find, placeInRun, settled, textOf, withAxe } from './page.ts';

customElements.define('pg-figure', PgFigure);
afterEach(clear);

describe('a figure', () => {
  it('is accessible, and says its numbers', withAxe, async () => {
    const { element, run } = await placeInRun<PgFigure>('pg-figure');
    await run.step('epoch');
    await settled(element);
    expect(await faults(element)).toEqual([]);
    expect(textOf(element)).toContain('Epoch1');
  });

  it('plays and pauses by its button', async () => {
    const { element, run } = await placeInRun<PgFigure>('pg-figure');
    find(element, '.play').click();
    expect(run.state.playing).toBe(true);
    await settled(element);
    find(element, '.play').click();
    expect(run.state.playing).toBe(false);
  });

  it('lets the reader change what its host names', async () => {
    const { element, run } = await placeInRun<PgFigure>('pg-figure');
    element.controls = 'optimizer.lr batch_size';
    await settled(element);
    const [rate] = element.renderRoot.querySelectorAll('pg-param');
    rate!.dispatchEvent(new CustomEvent('pg-change', { detail: 0.5 }));
    await vi.waitFor(() => expect(run.config?.optimizer.lr).toBe(0.5));
  });

  it('says what is wrong with its controls', async () => {
    const { element } = await placeInRun<PgFigure>('pg-figure');
    element.controls = 'optimizer.speed';
    await settled(element);
    expect(textOf(element)).toMatch(/optimizer\.speed is not a setting of this run: one of .*optimizer\.lr/);
    element.controls = 'optimizer.lr batch_size data.noise';
    await settled(element);
    expect(textOf(element)).toMatch(/is not at most 2 settings/);
  });

  it('links to the same run in the app', async () => {
    const { element, run } = await placeInRun<PgFigure>('pg-figure', 'batch_size=8');
    expect(find(element, 'a.brand')).toBeNull();
    element.app = 'https://example.org/play/';
    await settled(element);
    await run.step('epoch');
    await vi.waitFor(() =>
      expect(find<HTMLAnchorElement>(element, 'a.brand').href).toMatch(/play\/#.*batch_size=8.*step=/),
    );
  });
});

describe('a run without anything in it', () => {
  const put = (html: string): PgRun => {
    document.body.innerHTML = html;
    const run = document.querySelector('pg-run') as PgRun;
    run.connect = () => fakeEngine();
    return run;
  };

  it('shows a figure of its own, in the theme that is asked for', async () => {
    const run = put('<pg-run theme="dark"> </pg-run>');
    await settled(run);
    expect(run.figure).toBe(true);
    expect(find(run, 'pg-figure')).not.toBeNull();
    expect(find(run, '.theme').dataset.theme).toBe('dark');
    run.append(document.createElement('pg-loss'));
    await vi.waitFor(() => expect(run.figure).toBe(false));
  });
});
