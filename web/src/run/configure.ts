/** Changes of a configuration: pure functions, for the actions of a run. */
import type { Edit, Value } from '../engine/protocol.ts';
import {
  type Config,
  type Configuration,
  defaults,
  families,
  findMember,
  hasOneInput,
  type Member,
  pointsTask,
  setting,
  usesX2,
} from '../registry.ts';

/** A member that the registry made, as the type derived from the same registry. */
const typed = <F extends Parameters<typeof defaults>[0]>(member: Member): Config<F> => member as unknown as Config<F>;

/** The task of a set; undefined for one from outside, before its rows are there. */
const taskOf = ({ kind }: Config<'dataset'>) => pointsTask(findMember('dataset', kind) ?? {});

/**
 * Another data set. Loss and output are left to the task again where that may change; where there is no x₂ any more, x₁
 * stands in for features that all look at it.
 */
export function withData(config: Configuration, data: Config<'dataset'>): Configuration {
  const [task, before] = [taskOf(data), taskOf(config.data)];
  const next = { ...config, data, features: featuresFor(config.features, data) };
  return task && task === before ? next : { ...next, loss: null, output: { ...config.output, activation: null } };
}

function featuresFor(features: Configuration['features'], { kind }: Config<'dataset'>): Configuration['features'] {
  const spec = findMember('dataset', kind);
  if (!spec || !hasOneInput(spec) || features.some(feature => !usesX2(feature))) return features;
  const [first] = families.feature.members;
  return first ? [typed<'feature'>(defaults('feature', first.kind)), ...features] : features;
}

/** Whether the data of two configurations has the same columns, so that axes keep their meaning. */
export const sameColumns = (a: Configuration, b: Configuration): boolean =>
  a.data.kind === 'table' && b.data.kind === 'table'
    ? a.data.name === b.data.name
    : a.data.kind !== 'table' && b.data.kind !== 'table';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The edits that lead from a configuration to another; undefined if something differs that may not change in the middle of a run. */
export function editsBetween(from: Configuration, to: Configuration): readonly Edit[] | undefined {
  const names = (Object.keys(to) as (keyof Configuration)[]).filter(name => !same(from[name], to[name]));
  if (!names.every(name => setting(name).live)) return undefined;
  return names.map(field => ({ type: 'set', field, value: to[field] as Value }));
}

/** What the task decides unless it is said. */
export type Usual = Pick<Configuration, 'loss' | 'output'>;

/** Leaves to the task what is as the task would decide, so that it is not written into the address. */
export function withoutUsual(config: Configuration, usual: Usual | undefined): Configuration {
  if (!usual) return config;
  const loss = same(config.loss, usual.loss) ? null : config.loss;
  const { activation } = config.output;
  const own = same(activation, usual.output.activation) ? null : activation;
  return { ...config, loss, output: { ...config.output, activation: own } };
}

/** The same settings for other points, as far as both have them. */
export function pointsOf(config: Configuration, kind: string): Config<'dataset'> {
  const made = defaults('dataset', kind);
  const kept = Object.entries(config.data).filter(([name]) => name in made && name !== 'kind');
  return typed<'dataset'>({ ...made, ...Object.fromEntries(kept) });
}

export const tableOf = (name: string): Config<'dataset'> => typed<'dataset'>({ ...defaults('dataset', 'table'), name });

/** With or without an input, in the order of the menu. */
export function withFeature(config: Configuration, kind: string, on: boolean, order: readonly string[]): Configuration {
  const others = config.features.filter(feature => feature.kind !== kind);
  const features = on ? [...others, typed<'feature'>(defaults('feature', kind))] : others;
  const place = (feature: Config<'feature'>) => order.indexOf(feature.kind);
  return { ...config, features: features.toSorted((a, b) => place(a) - place(b)) };
}

/** Another activation of the output; the loss is then the one that goes with it. */
export const withHead = (config: Configuration, head: Member): Configuration => ({
  ...config,
  loss: null,
  output: { ...config.output, activation: typed<'activation'>(head) },
});

/** Other initial weights, order of rows and masks. */
export const withSeed = (config: Configuration, seed: number): Configuration => ({
  ...config,
  seeds: { ...config.seeds, weights: seed, shuffle: seed, dropout: seed },
});

/** Other points, and another choice of validation rows. */
export const withSample = (config: Configuration, seed: number): Configuration => ({
  ...config,
  seeds: { ...config.seeds, data: seed, split: seed },
});

/** The optimizer with its rate divided by ten. */
export const withTenthOfRate = ({ optimizer }: Configuration): Config<'optimizer'> => ({
  ...optimizer,
  lr: Number((optimizer.lr / 10).toPrecision(3)),
});
