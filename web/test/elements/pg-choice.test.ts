// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { PgChoice } from '../../src/elements/pg-choice.ts';
import type { PgParam } from '../../src/elements/pg-param.ts';
import { defaults, type FamilyName, families, type Member } from '../../src/registry.ts';
import { clear, enter, faults, find, place, settled, textOf, withAxe } from './page.ts';

afterEach(clear);

async function placeChoice(family: FamilyName, value: Member | null, more: Partial<PgChoice> = {}) {
  const element = await place<PgChoice>('pg-choice', { family, value, label: 'Optimizer', ...more });
  const changes: (Member | null)[] = [];
  element.addEventListener('pg-change', e => changes.push((e as CustomEvent<Member | null>).detail));
  return { element, changes, select: find<HTMLSelectElement>(element, 'select') };
}

describe('every family', () => {
  it.each(Object.keys(families) as FamilyName[])('%s is an accessible menu of its members', withAxe, async family => {
    const { members } = families[family];
    for (const { kind } of members) {
      const { element, select } = await placeChoice(family, defaults(family, kind));
      expect(select.value).toBe(kind);
      expect(select.options).toHaveLength(members.length);
      expect(await faults(element)).toEqual([]);
      clear();
    }
  });
});

describe('a choice', () => {
  it('keeps settings that both members have', async () => {
    const { changes, select } = await placeChoice('optimizer', { ...defaults('optimizer', 'adam'), lr: 0.5 });
    enter(select, 'sgd');
    expect(changes).toEqual([{ ...defaults('optimizer', 'sgd'), lr: 0.5 }]);
  });

  it('shows the first setting, and states the others', async () => {
    const { element } = await placeChoice('optimizer', defaults('optimizer', 'adam'));
    const [first, ...others] = [...element.renderRoot.querySelectorAll<PgParam>('pg-param')];
    expect(textOf(first!)).toContain('Rate');
    expect(others).toHaveLength(4);
    expect(textOf(find(element, 'summary'))).toContain('β₁ 0.9, β₂ 0.999');
  });

  it('changes one setting', async () => {
    const { element, changes } = await placeChoice('optimizer', defaults('optimizer', 'adam'));
    enter(find(find<PgParam>(element, 'pg-param'), 'input'), '0.5');
    expect(changes).toEqual([{ ...defaults('optimizer', 'adam'), lr: 0.5 }]);
  });

  it('says what it chooses, and what the chosen member does', async () => {
    const { element, select } = await placeChoice('optimizer', defaults('optimizer', 'adam'));
    const described = textOf(find(element, `#${select.getAttribute('aria-describedby')}`));
    expect(described).toContain(families.optimizer.doc!.slice(0, 20));
    expect(described).toContain(families.optimizer.members.find(({ kind }) => kind === 'adam')!.doc!.slice(0, 20));
  });

  it('can be left to the task', async () => {
    const { changes, select } = await placeChoice('loss', null, { optional: true });
    expect(select.selectedOptions[0]?.textContent).toBe('Set by the task');
    enter(select, 'mean_squared_error');
    enter(select, '');
    expect(changes).toEqual([defaults('loss', 'mean_squared_error'), null]);
  });

  it('closes what is folded out with Escape, and when something else is pressed', async () => {
    const { element } = await placeChoice('optimizer', defaults('optimizer', 'adam'));
    const details = find<HTMLDetailsElement>(element, 'details');
    details.open = true;
    details.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    expect(details.open).toBe(false);
    details.open = true;
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }));
    expect(details.open).toBe(false);
  });

  it('takes another value from outside', async () => {
    const { element, select } = await placeChoice('optimizer', defaults('optimizer', 'adam'));
    element.value = defaults('optimizer', 'sgd');
    await settled(element);
    expect(select.value).toBe('sgd');
  });
});
