/** What tests of elements share. */
import axe from 'axe-core';
import { LitElement } from 'lit';
import { first } from '../../src/elements/first.ts';
import { later } from '../../src/elements/later.ts';
import { Panel } from '../../src/elements/panel.ts';
import type { PgRun } from '../../src/elements/pg-run.ts';
import { register } from '../../src/elements/register.ts';
import { fakeEngine } from '../fake-engine.ts';

// The tables of the site are not served here: their tiles stay empty.
globalThis.fetch = async () => new Response('', { status: 404 });

// Without a screen there are no frames to wait for.
Object.assign(Panel.prototype, { scheduleUpdate: Reflect.get(LitElement.prototype, 'scheduleUpdate') });

register(first);
register(later);

/** Puts an element into the page and waits until it is rendered. */
export async function place<E extends LitElement>(name: string, properties: Partial<E> = {}): Promise<E> {
  const element = Object.assign(document.createElement(name), properties) as E;
  document.body.append(element);
  await element.updateComplete;
  return element;
}

/** Puts elements into the page inside a run over a fake engine, and waits until it is open. */
export async function placeInRun<E extends LitElement>(
  name: string,
  config = '',
): Promise<{ element: E; run: NonNullable<PgRun['run']> }> {
  const connect = () => fakeEngine();
  const host = Object.assign(document.createElement('pg-run') as PgRun, {
    connect,
    config,
    base: 'data/',
    loading: 'eager',
  });
  const element = document.createElement(name) as E;
  host.append(element);
  document.body.append(host);
  const run = host.run!;
  while (!run.state.opened) await new Promise(resolve => setTimeout(resolve, 1));
  await settled(element);
  return { element, run };
}

/** Waits until an element and those inside it are rendered. */
export async function settled(element: LitElement): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 5));
  await element.updateComplete;
}

/** Empties the page; to be called after each test. */
export function clear(): void {
  document.body.replaceChildren();
}

/** The first element in the shadow root that `selector` fits. */
export const find = <E extends Element = HTMLElement>(element: LitElement, selector: string): E =>
  element.renderRoot.querySelector<E>(selector)!;

/** Everything an element and the elements inside it show as text. */
export function textOf(node: Node): string {
  if (node instanceof Element && ['STYLE', 'SCRIPT'].includes(node.tagName)) return '';
  const root = node instanceof Element ? (node.shadowRoot ?? node) : node;
  if (root.nodeType === Node.TEXT_NODE) return root.textContent ?? '';
  return [...root.childNodes]
    .map(textOf)
    .join('')
    .replace(/[ \n]+/g, ' ');
}

/** Enters a value as a user does. */
export function enter(field: HTMLElement, value: string): void {
  (field as HTMLInputElement).value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Options of a test that asks for [`faults`](#faults): on a busy machine one look of axe takes seconds. */
export const withAxe = { timeout: 30_000 };

/** What is not accessible, as far as it shows without a layout. */
export async function faults(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html}`));
}
