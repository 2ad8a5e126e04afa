// For the bundler: parts the registry. What the page can be drawn and used without, explanations and pictures, is left out
// of `registry.gen.ts` and is all that `registry.gen.ts?details` has, in the same places.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';

const isDetail = key => ['doc', 'formula', 'sample'].includes(key);

/** As a program has it: unlike JSON it knows numbers without end. */
const write = value =>
  JSON.stringify(value, (_, it) => (Math.abs(it) === Number.POSITIVE_INFINITY ? String(it) : it)).replace(
    /"(-?Infinity)"/g,
    '$1',
  );

/** The registry without what is not kept; lists keep the places of their items. */
function part(value, keeps) {
  if (Array.isArray(value)) return value.map(item => part(item, keeps));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key, inside]) => keeps(key, inside));
  return Object.fromEntries(kept.map(([key, inside]) => [key, isDetail(key) ? inside : part(inside, keeps)]));
}

const hasDetails = value =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(([key, it]) => isDetail(key) || hasDetails(it));

const kinds = {
  first: key => !isDetail(key),
  details: (key, value) => isDetail(key) || hasDetails(value),
};

export const details = {
  name: 'details',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /registry\.gen\.ts(\?details)?$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace('?details', '')),
      namespace: path.endsWith('?details') ? 'details' : 'first',
    }));
    for (const [namespace, keeps] of Object.entries(kinds)) {
      onLoad({ filter: /registry\.gen\.ts$/, namespace }, async ({ path }) => {
        const { code } = transformSync(readFileSync(path, 'utf8'), { loader: 'ts', format: 'esm' });
        const all = await import(`data:text/javascript,${encodeURIComponent(code)}`);
        const lines = Object.entries(all).map(
          ([name, value]) => `export const ${name} = ${write(part(value, keeps))};`,
        );
        return { contents: lines.join('\n'), loader: 'js' };
      });
    }
  },
};
