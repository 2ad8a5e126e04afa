/** The settings that the host of a figure lets its readers change. */
import type { Value } from '../engine/protocol.ts';
import {
  type Configuration,
  findMember,
  type Member,
  type Param,
  paramLabel,
  sentenceCase,
  settings,
} from '../registry.ts';

/** A setting by its place in a configuration: `batch_size`, `optimizer.lr`, `layers.activation` (of all hidden layers). */
export interface Control {
  readonly path: string;
  readonly label: string;
  readonly param: Param;
  readonly value: Value;
  /** The field of the configuration that it is in, and what is in it with another value. */
  readonly field: keyof Configuration;
  with(value: Value): Value;
}

/** As many as a figure has room for. */
export const MOST_CONTROLS = 2;

/** Of a list of layers, those that the page calls hidden. */
const HIDDEN = 'dense';

const isMember = (value: unknown): value is Member => typeof value === 'object' && value !== null && 'kind' in value;

const label = (name: string): string => sentenceCase(paramLabel(name));

function ofMember(path: string, param: Param, name: string, member: Member): Control | undefined {
  if (param.type !== 'member') return undefined;
  const own = findMember(param.family, member.kind)?.params.find(({ name: other }) => other === name);
  const field = param.name as keyof Configuration;
  const value = member[name];
  if (!own || value === undefined) return undefined;
  return { path, label: label(name), param: own, value, field, with: now => ({ ...member, [name]: now }) };
}

function ofLayers(path: string, param: Param, name: string, layers: readonly Member[]): Control | undefined {
  const first = layers.find(({ kind }) => kind === HIDDEN);
  const own = findMember('layer', HIDDEN)?.params.find(({ name: other }) => other === name);
  const value = first?.[name];
  if (!own || value === undefined) return undefined;
  const change = (now: Value) => layers.map(layer => (layer.kind === HIDDEN ? { ...layer, [name]: now } : layer));
  return { path, label: label(name), param: own, value, field: param.name as keyof Configuration, with: change };
}

/** The control of a path in a configuration, if there is such a setting in it. */
export function controlAt(config: Configuration, path: string): Control | undefined {
  const [field = '', name, ...rest] = path.split('.');
  const param = settings.find(({ name: other }) => other === field);
  if (!param || rest.length) return undefined;
  const value = config[param.name as keyof Configuration] as Value;
  if (name === undefined) {
    if (param.type === 'list' || param.type === 'record') return undefined;
    return { path, label: label(field), param, value, field: param.name as keyof Configuration, with: now => now };
  }
  if (Array.isArray(value)) return ofLayers(path, param, name, value as readonly Member[]);
  return isMember(value) ? ofMember(path, param, name, value) : undefined;
}

/** The paths that a host names, between blanks or commas. */
export const pathsIn = (text: string): readonly string[] => text.split(/[\s,]+/).filter(Boolean);

/** What the host may name in this configuration; for a sentence. */
export function pathsOf(config: Configuration): readonly string[] {
  return settings.flatMap(({ name }) => {
    const value = config[name as keyof Configuration] as Value;
    const first = Array.isArray(value) ? (value as readonly Member[]).find(({ kind }) => kind === HIDDEN) : value;
    const inside = isMember(first) ? Object.keys(first).filter(key => key !== 'kind') : [];
    return [name, ...inside.map(key => `${name}.${key}`)].filter(path => controlAt(config, path));
  });
}
