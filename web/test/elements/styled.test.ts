// @vitest-environment happy-dom
import { html, render } from 'lit';
import { expect, it } from 'vitest';
import { styled } from '../../src/elements/styled.ts';

const sources = (import.meta as unknown as { glob(pattern: string[], options: object): Record<string, string> }).glob(
  ['../../src/elements/*.ts', '!**/styled.ts'],
  { query: '?raw', import: 'default', eager: true },
);

it('no element has an attribute style: strict policies refuse it', () => {
  expect(Object.keys(sources).length).toBeGreaterThan(50);
  for (const [file, text] of Object.entries(sources)) expect(text.match(/<[^<>]*\sstyle=|styleMap/g), file).toBeNull();
});

it('styles are set, changed and taken back', () => {
  const show = (styles: Readonly<Record<string, string>>) => {
    render(html`<p ${styled(styles)}></p>`, document.body);
    return document.querySelector('p')!.style;
  };
  expect(show({ left: '4px', '--p': '20%' }).getPropertyValue('--p')).toBe('20%');
  const style = show({ left: '5px' });
  expect([style.left, style.getPropertyValue('--p')]).toEqual(['5px', '']);
});
