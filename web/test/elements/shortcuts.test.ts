// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { shortcutOf, shortcuts } from '../../src/elements/shortcuts.ts';
import { clear } from './page.ts';

afterEach(clear);

/** The text of the shortcut that a key finds, pressed in an element. */
function press(init: KeyboardEventInit, inside = 'div', attributes = ''): string | undefined {
  document.body.innerHTML = `<${inside} ${attributes} tabindex="0"></${inside}>`;
  let found: string | undefined;
  document.body.onkeydown = event => {
    found = shortcutOf(event)?.text;
  };
  document.body.firstElementChild!.dispatchEvent(
    new KeyboardEvent('keydown', { bubbles: true, composed: true, cancelable: true, ...init }),
  );
  return found;
}

describe('a key', () => {
  it.each(shortcuts.map(({ key, shift, text }) => [text, key, shift ?? false] as const))(
    'finds “%s”',
    (text, key, shiftKey) => expect(press({ key, shiftKey })).toBe(text),
  );

  it('is found with capitals, and on keyboards where shift and period give another character', () => {
    expect(press({ key: 'R' })).toBe('reset to the same start');
    expect(press({ key: '>', code: 'Period', shiftKey: true })).toBe('next epoch');
    expect(press({ key: ':', code: 'Period', shiftKey: true })).toBe('next epoch');
  });

  it.each([
    ['input', ''],
    ['input', 'type="text"'],
    ['select', ''],
    ['textarea', ''],
  ])('rests in <%s %s>', (name, attributes) => {
    for (const { key, shift } of shortcuts)
      expect(press({ key, shiftKey: shift ?? false }, name, attributes)).toBeUndefined();
  });

  it('works on a slider or a box, but for the space bar', () => {
    expect(press({ key: 'r' }, 'input', 'type="range"')).toBe('reset to the same start');
    for (const name of ['button', 'summary']) expect(press({ key: ' ' }, name)).toBeUndefined();
    expect(press({ key: ' ' }, 'input', 'type="checkbox"')).toBeUndefined();
  });

  it('leaves the shortcuts of the browser alone', () => {
    for (const modifier of ['ctrlKey', 'altKey', 'metaKey'])
      expect(press({ key: 'r', [modifier]: true })).toBeUndefined();
  });
});
