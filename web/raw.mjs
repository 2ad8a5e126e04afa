// For the bundler: `import text from './sheet.css?raw'` gives a style sheet as text, made short.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';

export const raw = {
  name: 'raw',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.css\?raw$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace('?raw', '')),
      namespace: 'raw',
    }));
    onLoad({ filter: /.*/, namespace: 'raw' }, ({ path }) => ({
      contents: transformSync(readFileSync(path, 'utf8'), { loader: 'css', minify: true }).code,
      loader: 'text',
    }));
  },
};
