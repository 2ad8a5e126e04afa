// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { PgBoxes } from '../../src/elements/pg-boxes.ts';
import type { PgConfusion } from '../../src/elements/pg-confusion.ts';
import type { PgDigit } from '../../src/elements/pg-digit.ts';
import type { PgImages } from '../../src/elements/pg-images.ts';
import type { PgMistakes } from '../../src/elements/pg-mistakes.ts';
import type { Opened } from '../../src/engine/protocol.ts';
import { readingOf } from '../../src/run/reading.ts';
import { openedOf } from './frames.ts';
import { clear, faults, find, place, settled, textOf, withAxe } from './page.ts';

afterEach(clear);

const images = { type: 'images', width: 8, height: 8, boxes: false } as const;

const imagesOf = (name: string, width: number, more: Partial<Opened>): Opened => {
  const { config, ...opened } = openedOf([3]);
  return {
    ...opened,
    config: { ...(config as object), data: { kind: 'table', name } },
    columns: Array.from({ length: width * width }, (_, i) => `pixel ${i + 1}`),
    x: Float32Array.from({ length: 4 * width * width }, (_, i) => (i % 7) / 7),
    ...more,
  };
};

const digits = imagesOf('digits', 8, { task: 'classes', outputs: ['0', '1', '2'], y: Float32Array.of(0, 1, 2, 1) });
const boxes = imagesOf('mnist-boxes', 28, {
  task: 'regression',
  outputs: ['x, px', 'y, px', 'width, px', 'height, px'],
  targets: Float32Array.of(2, 3, 10, 10, 1, 1, 5, 5, 0, 0, 4, 4, 6, 6, 8, 8),
});

const press = (element: Element, key: string): boolean =>
  element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));

describe('a confusion', () => {
  const confusion = Uint32Array.of(5, 1, 0, 2, 7, 0, 0, 0, 9);

  it('is an accessible table that keys walk through', withAxe, async () => {
    const element = await place<PgConfusion>('pg-confusion', { names: ['0', '1', '2'], confusion });
    expect(await faults(element)).toEqual([]);
    press(find(element, 'td[data-is="0"]'), 'ArrowDown');
    await settled(element);
    expect(textOf(find(element, '.said'))).toBe('Of 9 images of “1”, 2 are said to be “0”, 22.2\u00a0%.');
    press(find(element, 'td[data-is="1"]'), 'ArrowRight');
    await settled(element);
    expect(textOf(find(element, '.said'))).toBe('Of 9 images of “1”, 7 are rightly said to be “1”, 77.8\u00a0%.');
    expect(element.renderRoot.querySelectorAll('[tabindex="0"]').length).toBe(1);
  });

  it('is a picture with words where there is little room', withAxe, async () => {
    const element = await place<PgConfusion>('pg-confusion', { names: ['0', '1', '2'], confusion, brief: true });
    expect(await faults(element)).toEqual([]);
    expect(find(element, '[role=img]').getAttribute('aria-label')).toBe(
      'Confusion of 3 classes: 21 of 24 images are right.',
    );
  });
});

describe('mistakes', () => {
  const mistakes = [
    { row: 3, is: 1, said: 2, share: 0.98, loss: 4.5 },
    { row: 0, is: 0, said: 1, share: 1.7, loss: 0.9 },
  ];

  it('are buttons that say all, and lead to their rows', withAxe, async () => {
    const element = await place<PgMistakes>('pg-mistakes', { opened: digits, images, mistakes });
    expect(await faults(element)).toEqual([]);
    const buttons = [...element.renderRoot.querySelectorAll('button')];
    expect(buttons.map(button => button.getAttribute('aria-label'))).toEqual([
      'Image 4: is 1, said 2 with 98.0\u00a0%, loss 4.50',
      'Image 1: is 0, said 1 with 1.70, loss 0.900',
    ]);
    const rows: number[] = [];
    element.addEventListener('pg-point', e => rows.push((e as CustomEvent<number>).detail));
    buttons[0]?.click();
    expect(rows).toEqual([3]);
  });
});

describe('boxes', () => {
  it('say where they are, and how much they share', withAxe, async () => {
    const element = await place<PgBoxes>('pg-boxes', {
      opened: boxes,
      images: { ...images, width: 28, height: 28, boxes: true },
      boxes: [
        { row: 0, box: [2, 3, 10, 10] },
        { row: 1, box: [3.04, 1, 5, 5] },
      ],
    });
    expect(await faults(element)).toEqual([]);
    expect(find(element, 'li:nth-child(2) button').getAttribute('aria-label')).toBe(
      'Image 2: box at 1, 1, 5 × 5, seen at 3, 1, 5 × 5, IoU 0.42',
    );
    expect(textOf(find(element, '.mean'))).toContain('these validation images: 0.71.');
  });
});

describe('a sheet', () => {
  const sheet = () =>
    place<PgDigit>('pg-digit', { opened: digits, images, reading: readingOf(digits, 0.5), outputs: undefined });

  it('says that nothing is drawn, and is accessible', withAxe, async () => {
    const element = await sheet();
    expect(await faults(element)).toEqual([]);
    expect(textOf(element)).toContain('Nothing is drawn yet.');
    expect(find<HTMLButtonElement>(element, '.keys button').disabled).toBe(true);
  });

  it('is drawn on by keys, cleared, and given back', withAxe, async () => {
    const element = await sheet();
    const drawn: (Float32Array | null)[] = [];
    element.addEventListener('pg-drawn', e => drawn.push((e as CustomEvent<Float32Array | null>).detail));
    const paper = find(element, '.paper');
    for (const key of [' ', 'ArrowDown', 'ArrowDown', 'ArrowRight', ' ']) expect(press(paper, key)).toBe(false);
    expect(press(paper, 'Tab')).toBe(true);
    expect(drawn.at(-1)?.length).toBe(64);
    element.outputs = Float32Array.of(0.1, 0.7, 0.2);
    await settled(element);
    expect(textOf(find(element, '.most'))).toContain('1');
    expect(await faults(element)).toEqual([]);
    press(paper, 'Delete');
    await settled(element);
    expect(drawn.at(-1)).toBeNull();
    find(element, '.keys button').click();
    expect(drawn.at(-1)?.some(value => value > 0.5)).toBe(true);
  });

  it('begins with a row of the data', async () => {
    const element = await sheet();
    const drawn: (Float32Array | null)[] = [];
    element.addEventListener('pg-drawn', e => drawn.push((e as CustomEvent<Float32Array | null>).detail));
    find(element, '.keys button:last-child').click();
    expect(drawn.at(-1)?.length).toBe(64);
  });
});

describe('the output of images', () => {
  it('is mistakes or a sheet, and keeps what is drawn', withAxe, async () => {
    const element = await place<PgImages>('pg-images', { opened: digits });
    expect(await faults(element)).toEqual([]);
    expect(find(element, 'pg-digit').hidden).toBe(true);
    element.drawing = true;
    await settled(element);
    expect(find(element, '.results').hidden).toBe(true);
    expect(find(element, 'pg-digit').hidden).toBe(false);
  });
});
