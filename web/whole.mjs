// Puts what the page's program has in common with what comes later into the program itself: one file is smaller than two, by
// 4 % as they are sent. What comes later then imports the program, whose name Trunk decides: see `files.mjs`.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';

/**
 * `outputs` is what the bundler says of the files that it wrote into `folder`, `main.js` and its chunks. `id` names the build:
 * what comes later has it in its query, since its own name does not change with the program's.
 */
export async function makeWhole(folder, outputs, id, options) {
  const of = name => outputs[join(folder, name)];
  const shared = of('main.js').imports.flatMap(({ kind, path }) => (kind === 'import-statement' ? [path] : []));
  const inFolder = path => `./${relative(folder, path).replaceAll('\\', '/')}`;
  const later = {
    name: 'later',
    setup({ onResolve }) {
      onResolve({ filter: /.*/ }, ({ kind, path, resolveDir }) =>
        kind === 'dynamic-import'
          ? { path: `${inFolder(relative('.', join(resolveDir, path)))}?${id}`, external: true }
          : undefined,
      );
    },
  };
  const contents = ["import './main.js';", ...shared.map(path => `export * from '${inFolder(path)}';`)].join('\n');
  const whole = {
    stdin: { contents, resolveDir: folder },
    outfile: join(folder, 'main.js'),
    allowOverwrite: true,
    plugins: [later],
  };
  await build({ ...options, bundle: true, format: 'esm', ...whole });
  for (const path of shared) rmSync(path);
  for (const path of Object.keys(outputs).filter(path => dirname(path) === join(folder, 'chunks'))) {
    if (shared.includes(path)) continue;
    const names = shared.map(file => relative(dirname(path), file));
    const program = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      names.reduce((text, name) => text.replaceAll(`"./${name}"`, '"../main.js"'), program),
    );
  }
}
