// Verify every shipped file against datasets.json:  node check.mjs [DATA_DIR]
// gunzip() and decodeIdx() use web APIs only and run in a browser or a worker as they stand.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

/** gzip bytes -> bytes; passes plain bytes through, since some servers undo .gz on the way. */
export async function gunzip(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** IDX (the format of the original MNIST files), unsigned bytes: {dims, data}. */
export function decodeIdx(bytes) {
  const v = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (v.getUint16(0) !== 0 || bytes[2] !== 0x08) throw new Error("not an IDX file of unsigned bytes");
  const dims = Array.from({ length: bytes[3] }, (_, k) => v.getUint32(4 + 4 * k));
  const data = bytes.subarray(4 + 4 * dims.length);
  if (data.length !== dims.reduce((a, b) => a * b, 1)) throw new Error("IDX length does not match its dimensions");
  return { dims, data };
}

// The shipped CSVs: UTF-8, comma, LF, RFC 4180 quotes.
function parseCsv(text) {
  const rows = [];
  let row = [], cell = "", quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ",") row.push(cell), (cell = "");
    else if (c === "\n") row.push(cell), rows.push(row), (row = []), (cell = "");
    else cell += c;
  }
  if (cell || row.length) throw new Error("no newline at the end");
  return rows;
}

const dir = (process.argv[2] ?? new URL("../", import.meta.url).pathname).replace(/\/?$/, "/");
const sha = (b) => createHash("sha256").update(b).digest("hex");
const { datasets } = JSON.parse(await readFile(dir + "datasets.json", "utf8"));
let failed = 0, passed = 0;
const is = (what, a, b) => (JSON.stringify(a) === JSON.stringify(b) ? passed++ : (failed++, console.error(`${what}: ${JSON.stringify(a)}, expected ${JSON.stringify(b)}`)));

for (const e of datasets) {
  is(`${e.id} split`, e.split.train + e.split.test, e.rows);
  let labels;
  for (const f of e.files) {
    const bytes = new Uint8Array(await readFile(dir + f.path));
    is(`${f.path} bytes`, bytes.length, f.bytes);
    is(`${f.path} sha256`, sha(bytes), f.sha256);
    if (f.format === "idx+gzip") {
      const raw = await gunzip(bytes);
      is(`${f.path} raw sha256`, sha(raw), f.raw_sha256);
      const { dims, data } = decodeIdx(raw);
      is(`${f.path} dims`, dims, f.role === "labels" ? [e.rows] : [e.rows, e.image.height, e.image.width]);
      if (f.role === "images") is(`${f.path} max`, data.reduce((a, b) => Math.max(a, b), 0), e.image.max);
      if (f.role === "labels") labels = Array.from(data, (k) => e.classes[k].name);
    } else if (f.format === "csv") {
      const [head, ...rows] = parseCsv(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
      is(`${f.path} header`, head, e.columns.map((c) => c.name));
      is(`${f.path} rows`, rows.length, e.rows);
      is(`${f.path} widths`, [...new Set(rows.map((r) => r.length))], [head.length]);
      e.columns.forEach((c, k) => {
        const have = rows.map((r) => r[k]).filter((v) => v !== "");
        is(`${f.path} ${c.name} missing`, rows.length - have.length, c.missing ?? 0);
        if (c.kind === "numeric") {
          const v = have.map(Number);
          is(`${f.path} ${c.name} range`, [Math.min(...v), Math.max(...v)], [c.min, c.max]);
        } else if (c.role !== "id") is(`${f.path} ${c.name} levels`, [...new Set(have)].filter((x) => !c.categories.includes(x)), []);
        if (c.role === "target" && e.classes) labels = rows.map((r) => r[k]);
      });
    }
  }
  if (e.classes) for (const c of e.classes) is(`${e.id} class ${c.name}`, labels.filter((l) => l === c.name).length, c.count);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
