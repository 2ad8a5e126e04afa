// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PgParam } from '../../src/elements/pg-param.ts';
import { findMember, type Param, setting } from '../../src/registry.ts';
import { clear, enter, faults, find, place, settled, textOf, withAxe } from './page.ts';

afterEach(clear);

const adam = (name: string): Param => findMember('optimizer', 'adam')!.params.find(param => param.name === name)!;
const sgd = (name: string): Param => findMember('optimizer', 'sgd')!.params.find(param => param.name === name)!;

async function placeParam(param: Param, value: PgParam['value'], more: Partial<PgParam> = {}) {
  const element = await place<PgParam>('pg-param', { param, value, ...more });
  const changes: unknown[] = [];
  element.addEventListener('pg-change', e => changes.push((e as CustomEvent).detail));
  return { element, changes, input: find<HTMLInputElement>(element, 'input, select') };
}

describe('every kind of setting', () => {
  it.each([
    ['a number', adam('lr'), 0.03, {}],
    ['a slider', setting('batch_size'), 16, { slider: true }],
    ['a flag', sgd('nesterov'), false, {}],
    ['a choice', adam('eps_placement'), 'corrected', {}],
    ['a name', findMember('dataset', 'table')!.params[0]!, 'iris', {}],
  ])('%s has a name and is accessible', withAxe, async (_, param, value, more) => {
    const { element, input } = await placeParam(param, value, more);
    expect(input).toBeTruthy();
    expect(await faults(element)).toEqual([]);
  });
});

/** What a control is described by, as far as it is there. */
const description = (element: PgParam, control: Element): string =>
  (control.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map(id => textOf(find(element, `#${id}`)))
    .join(' ');

describe('what a setting is for', () => {
  it.each([
    ['a number', adam('lr'), 0.03, {}],
    ['a slider', setting('batch_size'), 16, { slider: true }],
    ['a flag', sgd('nesterov'), false, {}],
    ['a choice', adam('eps_placement'), 'corrected', {}],
  ])('is said with %s, not to the pointer only', async (_, param, value, more) => {
    const { element, input } = await placeParam(param, value, more);
    expect(description(element, input)).toBe(param.doc);
    expect(element.renderRoot.querySelector('[title]')).toBeNull();
  });

  it('comes after what is wrong', async () => {
    const { element, input } = await placeParam(adam('lr'), 0.03);
    enter(input, '-1');
    await settled(element);
    expect(description(element, input)).toBe(`Use a number, 0 or more. ${adam('lr').doc}`);
  });
});

describe('a field for a number', () => {
  it('gives a valid number', async () => {
    const { changes, input } = await placeParam(adam('lr'), 0.03);
    expect(input.value).toBe('0.03');
    enter(input, '1e-3');
    expect(changes).toEqual([0.001]);
  });

  it.each(['-1', 'fast', '', 'NaN', 'Infinity', '1e999'])(
    'refuses “%s”, says what is allowed, and keeps the text',
    withAxe,
    async text => {
      const { element, changes, input } = await placeParam(adam('lr'), 0.03);
      enter(input, text);
      await settled(element);
      expect(changes).toEqual([]);
      expect(input.getAttribute('aria-invalid')).toBe('true');
      expect(input.value).toBe(text);
      expect(textOf(find(element, '[role=alert]'))).toBe('Use a number, 0 or more.');
      expect(await faults(element)).toEqual([]);
    },
  );

  it('goes back with Escape', async () => {
    const { element, input } = await placeParam(adam('beta1'), 0.9);
    enter(input, '1');
    await settled(element);
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await settled(element);
    expect(input.value).toBe('0.9');
    expect(find(element, '[role=alert]')).toBeNull();
  });

  it('forgets a mistake when another value comes', async () => {
    const { element, input } = await placeParam(adam('lr'), 0.03);
    enter(input, '-1');
    element.value = 0.01;
    await settled(element);
    expect(input.value).toBe('0.01');
    expect(input.getAttribute('aria-invalid')).toBe('false');
  });

  it('says nothing when the value stays', async () => {
    const { changes, input } = await placeParam(adam('lr'), 0.03);
    enter(input, '0.030');
    expect(changes).toEqual([]);
  });
});

describe('a slider', () => {
  it('shows the value while it moves, and gives it when it is let go', async () => {
    const { element, changes, input } = await placeParam(setting('batch_size'), 16, { slider: true, note: 'rows' });
    expect(input.value).toBe('4');
    input.value = '6';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await settled(element);
    expect(textOf(find(element, 'output'))).toContain('64 rows');
    expect(changes).toEqual([]);
    input.dispatchEvent(new Event('change', { bubbles: true }));
    expect(changes).toEqual([64]);
  });
});

describe('a flag and a choice', () => {
  it('give what is chosen', async () => {
    const flag = await placeParam(sgd('nesterov'), false);
    flag.input.checked = true;
    flag.input.dispatchEvent(new Event('change', { bubbles: true }));
    expect(flag.changes).toEqual([true]);
    const choice = await placeParam(adam('eps_placement'), 'corrected');
    enter(choice.input, 'uncorrected');
    expect(choice.changes).toEqual(['uncorrected']);
  });
});

describe('a change', () => {
  it('leaves the shadow root', async () => {
    const { element, input } = await placeParam(adam('lr'), 0.03);
    const heard = vi.fn();
    document.body.addEventListener('pg-change', heard, { once: true });
    enter(input, '0.5');
    expect(heard).toHaveBeenCalledTimes(1);
    expect(element.value).toBe(0.5);
  });
});
