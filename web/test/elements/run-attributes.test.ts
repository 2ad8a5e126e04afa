// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { addressKeys, addressOf } from '../../src/elements/run-attributes.ts';
import { complaintAbout } from '../../src/elements/run-complaints.ts';
import { readAddress } from '../../src/run/address.ts';

const element = (html: string): Element => {
  const holder = document.createElement('div');
  holder.innerHTML = html;
  return holder.firstElementChild!;
};

it('attributes are the keys of an address', async () => {
  const text = addressOf(element('<i data="spiral" view.hard="yes" step="20" title="x"></i>'), '#batch_size=8');
  expect(text).toBe('batch_size=8&data=spiral&view.hard=yes&step=20');
  expect(await readAddress(text)).toMatchObject({ config: 'batch_size=8&data=spiral', step: 20, view: { hard: true } });
  expect(addressKeys).toContain('optimizer');
});

it('a value cannot bring another key', () => {
  expect(addressOf(element('<i data="xor&amp;batch_size=8"></i>'), '')).toBe('data=xor%26batch_size=8');
});

it('what makes no sense is said in a sentence', () => {
  const about = (html: string) => complaintAbout(element(html))?.text;
  expect(about('<i theme="auto" loading="lazy" base="data/" address keep></i>')).toBeUndefined();
  expect(about('<i theme="purple"></i>')).toBe('theme = purple is not one of auto, light, dark, inherit.');
  expect(about('<i loading="soon"></i>')).toBe('loading = soon is not one of lazy, eager.');
  expect(about('<i base="http://["></i>')).toContain('the address of a folder');
  expect(about('<i keep></i>')).toContain('address');
});

it('a part of a setting is no attribute, which is said; what belongs to the page is left to it', () => {
  const about = (html: string) => complaintAbout(element(html))?.text;
  expect(about('<i activation="bananas" data="xor"></i>')).toMatch(
    /^activation = bananas is not an attribute of a run: one of data, .*, step, journal, as in layers="dense\(units:8;activation:tanh\)"\.$/,
  );
  expect(about('<i rate="-1"></i>')).toMatch(/^rate = -1 is not an attribute/);
  expect(about('<i optimizer.lr="0.1"></i>')).toMatch(/^optimizer\.lr = 0\.1 is not an attribute/);
  expect(about('<i view.hrad="yes"></i>')).toMatch(/^view\.hrad = yes is not an attribute .*view\.hard/);
  for (const own of ['id="a"', 'class="b"', 'name="c"', 'data-x="d"', 'ng-version="1"', 'x.y="2"', 'view.hard="yes"']) {
    expect(about(`<i ${own}></i>`), own).toBeUndefined();
  }
});
