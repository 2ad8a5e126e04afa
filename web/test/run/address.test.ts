import { describe, expect, it } from 'vitest';
import { AddressError, packJournal, readAddress, unpackJournal, writeAddress } from '../../src/run/address.ts';
import { defaultView } from '../../src/run/view.ts';

const journal = new TextEncoder().encode('12 optimizer=sgd(lr:0.1)\n'.repeat(40));

describe('an address', () => {
  it('comes back from its text', async () => {
    const view = {
      axes: [2, 3],
      log: false,
      hard: true,
      validation: false,
      show: 'errors',
      threshold: 0.25,
      edges: 'gradients',
      strong: true,
      smooth: 0.5,
      speed: 'max',
      step: 'phase',
    } as const;
    const address = { config: 'v=1&data=table(name:iris)', journal, step: 120, view };
    const text = await writeAddress(address);
    expect(text).toMatch(/^v=1&data=table\(name:iris\)&view\.axes=2,3&view\.log=no&.*&step=120&journal=[\w-]+$/);
    expect(await readAddress(text)).toEqual(address);
    expect(await readAddress(`#${text}`)).toEqual(address);
  });

  it('says only what differs', async () => {
    expect(await writeAddress({ config: 'v=1', journal: undefined, step: 0, view: defaultView })).toBe('v=1');
    expect(await readAddress('')).toEqual({ config: '', journal: undefined, step: 0, view: defaultView });
  });

  it('leaves what it does not know to the engine, as it was', async () => {
    const { config } = await readAddress('v=1&color=red&step=3&layers=dense%28units%3A3%29');
    expect(config).toBe('v=1&color=red&layers=dense%28units%3A3%29');
  });

  it('is read when a program has encoded it', async () => {
    expect((await readAddress('view.axes=1%2C0&step=%35')).view.axes).toEqual([1, 0]);
  });

  it.each([
    ['step=-1', 'step = -1 is not a whole number'],
    ['step=1e3', 'step = 1e3 is not a whole number'],
    ['step=', 'step =  is not a whole number'],
    ['step=99999999999999999999', 'is not a whole number'],
    ['view.color=red', 'view.color = red is not a setting of the view: one of axes, log'],
    ['view.speed=fast', 'view.speed = fast is not one of phase, 0.2, 1, 5, 20, 60, max, turbo'],
    ['view.smooth=1', 'view.smooth = 1 is not a number from 0 to 0.99'],
    ['view.constructor=1', 'is not a setting of the view'],
    ['view.axes=a', 'two numbers of columns'],
    ['journal=%%%', 'journal'],
    ['journal=AAAA', 'journal = AAAA is not a journal that this page wrote'],
  ])('with %s is refused with the place', async (text, message) => {
    await expect(readAddress(text)).rejects.toBeInstanceOf(AddressError);
    await expect(readAddress(text)).rejects.toThrow(message);
  });
});

describe('a journal', () => {
  it('is short as text, and comes back', async () => {
    const text = await packJournal(journal);
    expect(text.length).toBeLessThan(100);
    expect(await unpackJournal(text)).toEqual(journal);
  });

  it('that was cut off is refused', async () => {
    const text = await packJournal(crypto.getRandomValues(new Uint8Array(500)));
    await expect(unpackJournal(text.slice(0, 300))).rejects.toThrow('may be cut off');
  });

  it('that would fill the memory is refused', async () => {
    const text = await packJournal(new Uint8Array(20_000_000));
    await expect(unpackJournal(text)).rejects.toBeInstanceOf(AddressError);
  });
});
