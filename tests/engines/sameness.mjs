// The committed hashes of the core's runs, compared with what an engine prints on the page beside this file.
import { readFileSync } from 'node:fs';
import { until } from '../journeys/playground.mjs';

const table = new URL('../../crates/train/tests/sameness/sameness.txt', import.meta.url);

/** An emulated or busy machine is slow. */
const PATIENCE_MS = 180_000;

const linesOf = text => text.split('\n').filter(line => line && !line.startsWith('#'));
const nameOf = line => line.split(' ')[0];

/** Why a committed line is not what was printed; undefined if it is. */
function complaint(line, printed) {
  const found = printed.find(other => nameOf(other) === nameOf(line));
  if (found === line) return undefined;
  return found ? `should be ${line}\ngives     ${found}` : `was not printed; the page says\n${printed.join('\n')}`;
}

/** One test for each line of the table: `engine` is the folder of the built engine, below `url`. */
export async function sameness(browser, url, engine) {
  await browser.goto(`${url}tests/engines/sameness.html?engine=${encodeURIComponent(`${url}${engine}/`)}`);
  await until('every run has ended', () => browser.evaluate('document.title === "done"'), PATIENCE_MS).catch(() => {});
  const printed = linesOf(await browser.evaluate('document.querySelector("pre").textContent'));
  return linesOf(readFileSync(table, 'utf8')).map(line => ({ name: nameOf(line), wrong: complaint(line, printed) }));
}
