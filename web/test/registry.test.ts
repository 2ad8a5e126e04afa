import { describe, expect, it } from 'vitest';
import {
  allowedNumbers,
  defaults,
  type FamilyName,
  families,
  findMember,
  hasOneInput,
  headsOf,
  isValid,
  lowestOf,
  menuLabels,
  type Param,
  paramLabel,
  pointsTask,
  type Spec,
  settings,
  switchMember,
  usesX2,
} from '../src/registry.ts';

const names = Object.keys(families) as FamilyName[];

describe('every member of the registry', () => {
  const all = names.flatMap(family => families[family].members.map(spec => [family, spec] as const));

  it.each(all.map(([family, spec]) => [`${family} ${spec.kind}`, family, spec] as const))('%s', (_, family, spec) => {
    const made = defaults(family, spec.kind);
    for (const param of spec.params) expect(isValid(param, made[param.name]!), param.name).toBe(true);
    expect(spec.label).not.toBe('');
  });

  it('has a label of its own in its menu', () => {
    for (const family of names) {
      const labels = menuLabels(families[family].members);
      expect(new Set(labels).size, family).toBe(labels.length);
    }
  });
});

describe('the configuration', () => {
  it('has valid defaults, or leaves the setting to the task', () => {
    for (const param of settings)
      expect(param.default === null || isValid(param, param.default), param.name).toBe(true);
  });
});

describe('switching a member', () => {
  it('keeps settings of the same name', () => {
    const adam = { ...defaults('optimizer', 'adam'), lr: 0.5 };
    expect(switchMember('optimizer', 'sgd', adam)).toEqual({ ...defaults('optimizer', 'sgd'), lr: 0.5 });
  });

  it('drops what is not valid for the other', () => {
    expect(switchMember('optimizer', 'sgd', { kind: 'adam', lr: -1 })).toEqual(defaults('optimizer', 'sgd'));
  });
});

describe('a number', () => {
  const param = (name: string) =>
    findMember('optimizer', 'adam')!.params.find(p => p.name === name)! as Param & { type: 'number' };
  const write = (x: number) => String(x);

  it('is checked against its range, ends included or not', () => {
    expect(isValid(param('beta1'), 0)).toBe(true);
    expect(isValid(param('beta1'), 1)).toBe(false);
    expect(isValid(param('eps'), 0)).toBe(false);
    expect(isValid(param('lr'), Number.NaN)).toBe(false);
    expect(isValid(param('lr'), Number.POSITIVE_INFINITY)).toBe(false);
    expect(isValid(settings.find(({ name }) => name === 'batch_size')!, 1.5)).toBe(false);
  });

  it('says what is allowed', () => {
    expect(allowedNumbers(param('beta1'), write)).toBe('a number, 0 or more and below 1');
    expect(allowedNumbers(param('lr'), write)).toBe('a number, 0 or more');
    expect(allowedNumbers({ ...param('lr'), type: 'integer', min: 1, max: 8 }, write)).toBe(
      'a whole number from 1 to 8',
    );
  });
});

describe('a label', () => {
  it.each([
    ['lr', 'rate'],
    ['beta1', 'β₁'],
    ['eps_placement', 'ε placement'],
    ['train_share', 'train share'],
  ])('of %s is %s', (name, label) => expect(paramLabel(name)).toBe(label));
});

describe('what the core says of its members', () => {
  const members = (family: 'dataset' | 'feature') => families[family].members;

  it('is the task of a data set, and whether it has one input', () => {
    const kinds = (fits: (spec: Spec) => boolean) =>
      members('dataset')
        .filter(fits)
        .map(({ kind }) => kind);
    expect(kinds(spec => pointsTask(spec) === 'classes')).toEqual(['blobs']);
    expect(kinds(spec => pointsTask(spec) === 'regression')).toEqual(['plane', 'hills', 'curve', 'outliers']);
    expect(kinds(spec => pointsTask(spec) === undefined)).toEqual(['table']);
    expect(kinds(hasOneInput)).toEqual(['curve', 'outliers']);
  });

  it('is which activations the output may have', () => {
    const kinds = (task: string) => headsOf(task).map(({ kind }) => kind);
    expect(kinds('regression')).toEqual(expect.arrayContaining(['linear', 'tanh', 'sigmoid', 'softplus']));
    expect(kinds('regression')).not.toContain('softmax');
    expect(kinds('classes')).toContain('softmax');
    expect([lowestOf('tanh'), lowestOf('sigmoid'), lowestOf('linear')]).toEqual([-1, 0, 0]);
  });

  it('is whether a feature looks at x₂, or one that it is made of does', () => {
    const kinds = members('feature').flatMap(({ kind, params }) => (params.length ? [] : [kind]));
    expect(kinds.filter(kind => usesX2({ kind }))).toEqual(['x2', 'x2_squared', 'x1_x2', 'sin_x2']);
    expect(usesX2({ kind: 'product', a: 'x1', b: 'sin_x1' })).toBe(false);
    expect(usesX2({ kind: 'product', a: 'x1', b: 'x1_x2' })).toBe(true);
  });
});
