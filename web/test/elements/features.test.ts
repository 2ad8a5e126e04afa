// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Entry } from '../../src/data/entry.ts';
import type { PgDraw } from '../../src/elements/pg-draw.ts';
import type { PgFeatures } from '../../src/elements/pg-features.ts';
import type { PgTable } from '../../src/elements/pg-table.ts';
import { openedOf } from './frames.ts';
import { clear, enter, faults, find, place, settled, textOf, withAxe } from './page.ts';

afterEach(() => {
  clear();
  vi.restoreAllMocks();
});

const told = <T>(element: HTMLElement, name: string): T[] => {
  const details: T[] = [];
  element.addEventListener(name, e => details.push((e as CustomEvent<T>).detail));
  return details;
};

describe('features', () => {
  const usual = [{ kind: 'x1' }, { kind: 'x2' }] as PgFeatures['features'];
  const product = { kind: 'product', a: 'x1_squared', b: 'x2' };

  it('are accessible, and can be multiplied', withAxe, async () => {
    const element = await place<PgFeatures>('pg-features', { features: usual });
    expect(await faults(element)).toEqual([]);
    const wanted = told<unknown>(element, 'pg-features');
    find(element, '.pop .btn').click();
    expect(wanted).toEqual([[...usual, product]]);
    const [a, b] = element.renderRoot.querySelectorAll('select');
    enter(a!, 'sin_x1');
    enter(b!, 'x1');
    await settled(element);
    expect(textOf(find(element, '.pop .btn'))).toContain('sin x₁·x₁');
  });

  it('that are products can be taken away, and are there once', async () => {
    const features = [...usual, { ...product, a: 'x2', b: 'x1_squared' }] as PgFeatures['features'];
    const element = await place<PgFeatures>('pg-features', { features });
    expect(find<HTMLButtonElement>(element, '.pop .btn').disabled).toBe(true);
    const wanted = told<unknown>(element, 'pg-features');
    const boxes = element.renderRoot.querySelectorAll<HTMLInputElement>('[type=checkbox]');
    const last = boxes[boxes.length - 1]!;
    expect(last.checked).toBe(true);
    last.checked = false;
    last.dispatchEvent(new Event('change', { bubbles: true }));
    expect(wanted).toEqual([usual]);
  });

  it('of one input are those that look at no other', async () => {
    const element = await place<PgFeatures>('pg-features', { features: usual, oneInput: true });
    const names = [...element.renderRoot.querySelectorAll('.tile .math')].map(textOf);
    expect(names).toEqual(['x₁', 'x₁²', 'sin x₁']);
    expect([...element.renderRoot.querySelectorAll('option')].map(({ value }) => value)).toEqual([
      ...['x1', 'x1_squared', 'sin_x1'],
      ...['x1', 'x1_squared', 'sin_x1'],
    ]);
  });
});

describe('drawing', () => {
  it('has a tool for each class, one to move and one to erase, and an end', withAxe, async () => {
    const element = await place<PgDraw>('pg-draw', { opened: openedOf([4]), tool: { type: 'draw', y: 0 } });
    const tools = told<unknown>(element, 'pg-tool');
    expect(await faults(element)).toEqual([]);
    for (const input of element.renderRoot.querySelectorAll('input')) input.dispatchEvent(new Event('change'));
    expect(tools).toEqual([{ type: 'draw', y: 0 }, { type: 'draw', y: 1 }, { type: 'move' }, { type: 'erase' }]);
    find(element, 'button').click();
    expect(tools.at(-1)).toBe(null);
  });

  it('of numbers asks for the number, and says what would be right', async () => {
    const opened = openedOf([4], { task: 'regression', outputs: ['y'] });
    const element = await place<PgDraw>('pg-draw', { opened, tool: { type: 'draw', y: 0 } });
    const tools = told<unknown>(element, 'pg-tool');
    const field = find<HTMLInputElement>(element, '.inp');
    enter(field, 'much');
    await settled(element);
    expect(textOf(find(element, '[role=alert]'))).toContain('Use a number.');
    enter(field, '−1.5');
    expect(tools).toEqual([{ type: 'draw', y: -1.5 }]);
  });
});

describe('a table', () => {
  const column = (name: string, role: 'feature' | 'target' | 'id') => ({ name, role, kind: 'numeric' }) as const;
  const entry = {
    id: 'iris',
    title: 'Iris',
    task: 'regression',
    description: 'Flowers.',
    modality: 'tabular',
    files: [],
    rows: 10,
    split: { train: 8, test: 2 },
    target_names: ['t'],
    feature_count: 2,
    columns: [column('plant', 'id'), column('a', 'feature'), column('b', 'feature'), column('t', 'target')],
    source: { origin: 'Someone', url: 'https://example.org/', package: { ecosystem: 'PyPI', name: 'p', version: '1' } },
    citation: 'Someone, 1936.',
    licence: { spdx: 'CC0', name: 'Public domain', url: 'LICENSES/x.txt' },
    attribution: 'None needed.',
    notes: [],
    baselines: {},
  } satisfies Entry;

  const placed = async (more: Partial<PgTable> = {}) => {
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(JSON.stringify({ datasets: [entry] })));
    const element = await place<PgTable>('pg-table', { name: 'iris', ...more });
    await vi.waitFor(() => expect(find(element, 'dl')).not.toBeNull());
    return element;
  };

  it('says where it is from and what its columns are', withAxe, async () => {
    const element = await placed();
    expect(await faults(element)).toEqual([]);
    for (const said of ['Public domain', 'Someone', '8 for training', 'plant', 'a last test'])
      expect(textOf(element)).toContain(said);
    expect([...element.renderRoot.querySelectorAll('a')].map(({ href }) => href)).toContain('https://example.org/');
  });

  it('leaves columns out', async () => {
    const element = await placed({ without: [1] });
    expect(textOf(element)).toContain('1 of 2 columns are inputs');
    const wanted = told<unknown>(element, 'pg-without');
    const [a, b] = element.renderRoot.querySelectorAll<HTMLInputElement>('[type=checkbox]');
    for (const box of [a!, b!]) box.dispatchEvent(new Event('change'));
    expect(wanted).toEqual([[0, 1], []]);
  });

  it('tests on demand', async () => {
    const element = await placed({ testRows: 2 });
    const asked = told(element, 'pg-test');
    find(element, '.test .btn').click();
    expect(asked).toHaveLength(1);
    const fits = [{ rmse: 1.234, r2: 0.5 }];
    element.tested = { found: { loss: 1, confusion: new Uint32Array(), fits }, epoch: 12 };
    await settled(element);
    expect(textOf(find(element, '[role=status]'))).toBe('RMSE 1.23, R² 0.500 at epoch 12');
  });

  it('that does not load says why', async () => {
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response('', { status: 404 }));
    const element = await place<PgTable>('pg-table', { name: 'iris' });
    await vi.waitFor(() => expect(textOf(element)).toContain('did not load'));
  });
});
