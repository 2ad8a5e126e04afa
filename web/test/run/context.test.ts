// @vitest-environment happy-dom
import { LitElement } from 'lit';
import { afterEach, describe, expect, it } from 'vitest';
import { RunController } from '../../src/run/context.ts';
import type { Run } from '../../src/run/run.ts';
import { clear, placeInRun, settled } from '../elements/page.ts';

/** Counts the frames it is handed, by run. */
class Listener extends LitElement {
  readonly heard: (Run | undefined)[] = [];
  readonly context = new RunController(this, () => this.heard.push(this.context.run));
}
customElements.define('test-listener', Listener);

afterEach(clear);

describe('an element in a run', () => {
  it('hears of its run only, after it was moved to another', async () => {
    const { element, run: first } = await placeInRun<Listener>('test-listener');
    const { element: other, run: second } = await placeInRun<Listener>('test-listener');
    other.parentElement!.append(element);
    await settled(element);
    element.heard.length = 0;
    await first.step('batch');
    await second.step('batch');
    expect(element.heard).toEqual([second]);
  });

  it('hears of each frame once, after it left and came back at once', async () => {
    const { element, run } = await placeInRun<Listener>('test-listener');
    const host = element.parentElement!;
    host.append(element);
    host.append(element);
    await settled(element);
    element.heard.length = 0;
    await run.step('batch');
    expect(element.heard).toEqual([run]);
  });

  it('has no run where there is none', async () => {
    const { element } = await placeInRun<Listener>('test-listener');
    document.body.append(element);
    await settled(element);
    expect(element.context.run).toBeUndefined();
  });
});
