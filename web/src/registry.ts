/**
 * What a user can choose from, as the core declares it (`registry.gen.ts`), with types derived from it.
 *
 * Nothing here names a member: menus, fields and labels follow from the declarations. Explanations and pictures come after
 * the first frame (`registry-details.ts`); until then their places are empty.
 */
import type { Value } from './engine/protocol.ts';
import { never } from './never.ts';
import { config, registry } from './registry.gen.ts';

/** What a setting may be. */
export type Kind =
  | ({ readonly type: 'number' | 'integer' } & Range)
  | { readonly type: 'flag' | 'name' }
  | { readonly type: 'choice'; readonly words: readonly string[] }
  | { readonly type: 'list'; readonly item: Kind; readonly most: number }
  | { readonly type: 'member'; readonly family: FamilyName }
  | { readonly type: 'record'; readonly params: readonly Param[] };

/** Which numbers are valid, and which a slider shows. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly aboveMin: boolean;
  readonly belowMax: boolean;
  readonly shown: readonly [number, number];
  readonly log: boolean;
}

/** A setting of a member or of the configuration. */
export type Param = {
  readonly name: string;
  readonly doc?: string;
  readonly default: Value;
  /** Whether it may change while a run trains; otherwise the run starts again. */
  readonly live: boolean;
} & Kind;

/** A setting that is a number. */
export type NumberParam = Extract<Param, { readonly type: 'number' | 'integer' }>;

/** A member of a family. */
export interface Spec {
  readonly kind: string;
  readonly label: string;
  readonly formula?: string;
  readonly doc?: string;
  readonly params: readonly Param[];
  /** A small picture: points `x, y, class, …` of a data set, or the values of a feature over the plane, row by row. */
  readonly sample?: readonly number[];
  /** The tasks that a loss is for. */
  readonly tasks?: readonly string[];
  /** What the points of a data set are labeled with; of rows from outside nothing is known. */
  readonly task?: PointsTask;
  /** By how many numbers each of its points is known. */
  readonly inputs?: number;
  /** Whether a feature looks at x₂, if it is not made of others. */
  readonly usesX2?: boolean;
  /** The graph of an activation: its values from left to right. */
  readonly curve?: readonly number[];
  /** How far down and up an activation reaches. */
  readonly range?: readonly [number, number];
  /** The tasks that an activation can be the output's for. */
  readonly heads?: readonly string[];
}

export interface Family {
  readonly name: string;
  readonly doc?: string;
  readonly members: readonly Spec[];
}

export type FamilyName = keyof typeof registry;

/** A member with its settings, as a configuration holds it. */
export interface Member {
  readonly kind: string;
  readonly [setting: string]: Value;
}

type ValueOf<K> = K extends { type: 'number' | 'integer' }
  ? number
  : K extends { type: 'flag' }
    ? boolean
    : K extends { type: 'choice'; words: readonly (infer Word)[] }
      ? Word
      : K extends { type: 'member'; family: infer F extends FamilyName }
        ? Config<F>
        : K extends { type: 'list'; item: infer Item }
          ? readonly ValueOf<Item>[]
          : K extends { type: 'record'; params: infer Params extends readonly Param[] }
            ? Settings<Params>
            : string;

/** `null` where the task decides. */
type SettingOf<P> = P extends { default: null } ? ValueOf<P> | null : ValueOf<P>;

type Settings<Params extends readonly Param[]> = {
  readonly [P in Params[number] as P['name']]: SettingOf<P>;
};

type MemberConfig<S> = S extends { kind: infer K; params: infer Params extends readonly Param[] }
  ? { readonly kind: K } & Settings<Params>
  : never;

/** A member of the family `F` with its settings. */
export type Config<F extends FamilyName> = MemberConfig<(typeof registry)[F]['members'][number]>;

/** A whole configuration. */
export type Configuration = Settings<typeof config>;

/** Every family; the assignment checks the generated file. */
export const families: Readonly<Record<FamilyName, Family>> = registry;

/** The settings of the configuration. */
export const settings: readonly Param[] = config;

/** Places by their names, or in order. */
type Tree = { [place: string]: unknown };

/** Puts what is new into its places. */
function fill(tree: Tree, found: Tree): void {
  for (const [place, value] of Object.entries(found)) {
    if (value && typeof value === 'object' && place in tree) fill(tree[place] as Tree, value as Tree);
    else tree[place] = value;
  }
}

let tellDetailed = (): void => {};

/** Resolves when the explanations and pictures are there. */
export const detailed: Promise<void> = new Promise(resolve => {
  tellDetailed = resolve;
});

/** Takes the explanations and pictures, each in the place of what it belongs to. */
export function takeDetails(details: { readonly registry: object; readonly config: object }): void {
  fill(registry as unknown as Tree, details.registry as Tree);
  fill(config as unknown as Tree, details.config as Tree);
  tellDetailed();
}

/** The declaration of a setting of the configuration. */
export const setting = (name: keyof Configuration): Param => settings.find(param => param.name === name)!;

/** The declaration of a member. */
export const findMember = (family: FamilyName, kind: string): Spec | undefined =>
  families[family].members.find(member => member.kind === kind);

/** What a member is: its formula, and what it is for. */
export const explain = ({ formula, doc }: Spec): string => [formula, doc].filter(Boolean).join('\n');

/** A member with its defaults. */
export function defaults(family: FamilyName, kind: string): Member {
  const params = findMember(family, kind)?.params ?? [];
  return { kind, ...Object.fromEntries(params.map(param => [param.name, param.default])) };
}

/** Another member of the family, with the settings of `from` that it has too and that are valid for it. */
export function switchMember(family: FamilyName, kind: string, from: Member): Member {
  const params = findMember(family, kind)?.params ?? [];
  const kept = params.filter(param => param.name in from && isValid(param, from[param.name]!));
  return { ...defaults(family, kind), ...Object.fromEntries(kept.map(({ name }) => [name, from[name]!])) };
}

/** Whether a value may stand in a setting. */
export function isValid(kind: Kind, value: Value): boolean {
  switch (kind.type) {
    case 'number':
      return typeof value === 'number' && inRange(kind, value);
    case 'integer':
      return Number.isInteger(value) && inRange(kind, value as number);
    case 'flag':
      return typeof value === 'boolean';
    case 'choice':
      return kind.words.includes(value as string);
    case 'name':
      return typeof value === 'string' && value !== '';
    case 'list':
      return Array.isArray(value) && value.length <= kind.most && value.every(item => isValid(kind.item, item));
    case 'member':
    case 'record':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return never(kind);
  }
}

function inRange({ min, max, aboveMin, belowMax }: Range, x: number): boolean {
  const low = aboveMin ? x > min : x >= min;
  const high = belowMax ? x < max : x <= max;
  return Number.isFinite(x) && low && high;
}

/** Which numbers are allowed, for people: `from 1 to 1024`, `0 or more`. */
export function allowedNumbers(kind: Range & { readonly type: string }, write: (x: number) => string): string {
  const { min, max, aboveMin, belowMax, type } = kind;
  const what = type === 'integer' ? 'a whole number' : 'a number';
  const low = aboveMin ? `above ${write(min)}` : `${write(min)} or more`;
  const high = belowMax ? `below ${write(max)}` : `up to ${write(max)}`;
  if (!Number.isFinite(min) && !Number.isFinite(max)) return what;
  if (!Number.isFinite(max)) return `${what}, ${low}`;
  if (!Number.isFinite(min)) return `${what}, ${high}`;
  return aboveMin || belowMax ? `${what}, ${low} and ${high}` : `${what} from ${write(min)} to ${write(max)}`;
}

/** Words of settings that have a symbol or a shorter name in the field. */
const words: Readonly<Record<string, string>> = { lr: 'rate', beta: 'β', eps: 'ε' };
const subscript = (digits: string): string => digits.replace(/\d/g, d => String.fromCharCode(0x2080 + Number(d)));

/** The name of a setting for people: `beta1` → `β₁`, `train_share` → `train share`. */
export const paramLabel = (name: string): string =>
  name
    .split('_')
    .map(part =>
      part.replace(/^([a-z]+)(\d*)$/, (_, word: string, digits: string) => (words[word] ?? word) + subscript(digits)),
    )
    .join(' ');

/** With a capital, to stand alone; Greek letters stay as they are. */
export const sentenceCase = (text: string): string =>
  /^[a-z]/.test(text) ? text[0]!.toUpperCase() + text.slice(1) : text;

/** The labels of members in one menu: where two are the same, their kinds tell them apart. */
export function menuLabels(members: readonly Spec[]): readonly string[] {
  const seen = (label: string) => members.filter(member => member.label === label).length;
  return members.map(({ kind, label }) => (seen(label) > 1 ? sentenceCase(kind.replaceAll('_', ' ')) : label));
}

/** What the points of a data set are labeled with. */
export type PointsTask = 'regression' | 'binary' | 'classes';

/** How far the points of a data set reach on either axis, for its `sample`. */
export const REACH = 6;

/** What a synthetic data set asks for; undefined for rows from outside. */
export const pointsTask = ({ task }: Pick<Spec, 'task'>): PointsTask | undefined => task;

/** Whether a synthetic data set has one input only: then the second number of a point in its `sample` is its label, higher. */
export const hasOneInput = ({ inputs }: Pick<Spec, 'inputs'>): boolean => inputs === 1;

/** The factors that a feature is made of; none for one that is not made of others. */
export const factorsOf = ({ kind: _, ...factors }: Member): readonly string[] =>
  Object.values(factors).filter(factor => typeof factor === 'string');

/** Whether a feature, or one that it is made of, looks at x₂. */
export function usesX2(feature: Member): boolean {
  const factors = factorsOf(feature);
  const kinds = factors.length ? factors : [feature.kind];
  return kinds.some(kind => findMember('feature', kind)?.usesX2);
}

/** The least that an activation gives, where that is −1; else 0, from where a probability begins. */
export const lowestOf = (activation: string): -1 | 0 =>
  findMember('activation', activation)?.range?.[0] === -1 ? -1 : 0;

/** Which activations the output may have where `task` is to be done. */
export const headsOf = (task: string): readonly Spec[] =>
  families.activation.members.filter(({ heads }) => heads?.includes(task));
