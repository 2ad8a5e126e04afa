// For the bundler: takes from the templates of styles and of HTML what only their readers need.
import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';
import ts from 'typescript';

/** Styles, made short. Between their parts stand names, as they may where a value, a query or a selector does. */
function shortStyles(parts) {
  const hole = i => `__${i}__`;
  const text = parts.map((part, i) => (i ? hole(i) + part : part)).join('');
  // What a part brings may be whole rules: then it stands where a rule does.
  const ruled = text.replace(/(^|[;{}]\s*)(__\d+__)(?=\s*(?:$|[^\s:;,{(]))/g, '$1@$2;');
  const { code, warnings } = transformSync(ruled, { loader: 'css', minify: true });
  if (warnings.length) throw new Error(`${warnings[0].text} in the styles ${text}`);
  const short = code.trim().split(/@?__\d+__;?/);
  if (short.length !== parts.length) throw new Error(`a part is lost in the styles ${text}`);
  return short;
}

/** HTML on one line. Blanks within a line stay: they may be meant. */
const shortHtml = parts => parts.map(part => part.replace(/\s*\n\s*/g, ' '));

const shorteners = { css: shortStyles, html: shortHtml, svg: shortHtml };

/** Where templates stand in a program: where the text of each part begins and ends, and what shortens it. */
function* templates(source) {
  const stack = [source];
  for (let node = stack.pop(); node; node = stack.pop()) {
    node.forEachChild(child => void stack.push(child));
    const shorten = ts.isTaggedTemplateExpression(node) && shorteners[node.tag.getText(source)];
    if (!shorten) continue;
    const { template } = node;
    const parts = ts.isNoSubstitutionTemplateLiteral(template)
      ? [template]
      : [template.head, ...template.templateSpans.map(({ literal }) => literal)];
    yield { parts, shorten };
  }
}

/** A part without what encloses it: a grave accent, or the end of what is put in before it and the begin of what is after. */
function inside(part, source) {
  const text = part.getText(source);
  const end = text.endsWith('${') ? 2 : 1;
  return { start: part.getStart(source) + 1, end: part.getEnd() - end, text: text.slice(1, -end) };
}

function shorten(file, program) {
  const source = ts.createSourceFile(file, program, ts.ScriptTarget.Latest, true);
  const edits = [...templates(source)].flatMap(({ parts, shorten }) => {
    const places = parts.map(part => inside(part, source));
    const short = shorten(places.map(({ text }) => text));
    return places.map((place, i) => ({ ...place, text: short[i] }));
  });
  edits.sort((a, b) => b.start - a.start);
  return edits.reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), program);
}

export const literals = {
  name: 'literals',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]src[/\\]elements[/\\][^/\\]+\.ts$/ }, ({ path }) => ({
      contents: shorten(path, readFileSync(path, 'utf8')),
      loader: 'ts',
    }));
  },
};
