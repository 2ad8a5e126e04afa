// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { speeds, speedText } from '../../src/run/pace.ts';
import { clear, enter, faults, find, placeInRun, textOf, withAxe } from './page.ts';

afterEach(clear);

describe('the pace', () => {
  it('is chosen from one phase a second to turbo, and is accessible', withAxe, async () => {
    const { element, run } = await placeInRun('pg-pace');
    const options = [...element.renderRoot.querySelectorAll('option')].map(option => option.textContent);
    expect(options).toEqual(speeds.map(speedText));
    enter(find(element, 'select'), 'phase');
    expect(run.state.view.speed).toBe('phase');
    expect(await faults(element)).toEqual([]);
  });

  it('says how fast a run is that goes as fast as it can', async () => {
    const { element, run } = await placeInRun('pg-pace');
    const rate = vi.spyOn(run, 'rate', 'get').mockReturnValue(12_345);
    const said = () => textOf(find(element, '#rate'));
    await run.step('batch');
    expect(said(), 'at a chosen speed it is known').toBe('');
    run.setView({ speed: 'turbo' });
    await vi.waitFor(() => expect(said()).toMatch(/^12.345 ep\/s$/));
    rate.mockReturnValue(3.123);
    await run.step('batch');
    expect(said()).toBe('3.1 ep/s');
    rate.mockReturnValue(undefined);
    await run.step('batch');
    expect(said()).toBe('');
  });
});
