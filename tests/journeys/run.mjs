// Walks through the built site in a real browser: `cargo xtask test --only journeys`, or by itself
// `node tests/journeys/run.mjs [--only TEXT] [--shots FOLDER]`.
//
// Every `*.journey.mjs` beside this file exports
//
//   export const journeys = {
//     'a sentence that can be false': async ({ page, url, expect, shot, newPage, longTasks, accessibility }) => { … },
//     'another, which provokes an error': { allow: [/404/], seconds: 30, run: async tools => { … } },
//   };
//
// A journey fails when it throws, and when a page logs an error, has an uncaught one or misses a
// file, unless one of `allow` matches the message. If only one or two have failed, each is walked once
// more at the end, when nothing else of the tests may be in its way; that it took two tries is printed.
import expect from 'node:assert/strict';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { accessibility, launch, longTasks, watch } from './browser.mjs';
import { serve } from './server.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const site = fileURLToPath(new URL('../../dist/', import.meta.url));
const viewport = { width: 1440, height: 900 };
const patience = 60; // seconds a journey may take
const secondTries = 2; // failures that may be the machine's

const { values: options } = parseArgs({ options: { only: { type: 'string' }, shots: { type: 'string' } } });

/** All journeys whose name or file contains what `--only` asks for. */
async function collect() {
  const files = (await readdir(here)).filter(file => file.endsWith('.journey.mjs')).sort();
  const found = [];
  for (const file of files) {
    const { journeys } = await import(`./${file}`);
    for (const [name, journey] of Object.entries(journeys)) {
      const declared = typeof journey === 'function' ? { run: journey } : journey;
      found.push({ allow: [], seconds: patience, ...declared, name, file });
    }
  }
  return found.filter(({ name, file }) => `${file} ${name}`.includes(options.only ?? ''));
}

/** Runs one journey in a browser context of its own; returns what is wrong with it. */
async function walk(browser, url, { name, allow, seconds, run }) {
  const complaints = [];
  const contexts = [];
  const openContext = async wishes => {
    // A service worker would answer in place of what a journey puts in the way.
    const context = await browser.newContext({ viewport, serviceWorkers: 'block', ...wishes });
    contexts.push(context);
    await watch(context, complaint => allow.some(pattern => pattern.test(complaint)) || complaints.push(complaint));
    return context;
  };
  let timer;
  try {
    const own = await openContext({});
    /** Another page: a tab of the same context, or with wishes (`{ viewport, reducedMotion, … }`) in a new one. */
    const newPage = async wishes => (wishes ? await openContext(wishes) : own).newPage();
    const page = await newPage();
    /** Keeps a picture, where pictures are asked for. */
    const shot = async (label, of = page) => {
      const file = `${`${name} ${label ?? ''}`.trim().replace(/[^a-z0-9]+/gi, '-')}.png`;
      if (options.shots) await of.screenshot({ path: join(options.shots, file) });
    };
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`took longer than ${seconds} s`)), seconds * 1000);
    });
    const tools = { page, url, expect, shot, newPage, context: own };
    tools.longTasks = (of = page) => longTasks(of);
    tools.accessibility = (of = page) => accessibility(of);
    await Promise.race([run(tools), late]);
  } catch (error) {
    complaints.unshift(error.stack ?? String(error));
  } finally {
    clearTimeout(timer);
    await Promise.all(contexts.map(context => context.close()));
  }
  return complaints;
}

/** Walks and says how it went; returns whether it went well. */
async function report(browser, url, journey) {
  const start = performance.now();
  const complaints = await walk(browser, url, journey);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${complaints.length ? '✗' : '✓'} ${journey.name} (${journey.file}, ${seconds} s)`);
  for (const complaint of complaints) console.log(complaint.replace(/^/gm, '    '));
  return !complaints.length;
}

async function main() {
  if (options.shots) await mkdir(options.shots, { recursive: true });
  const journeys = await collect();
  const server = await serve(site, '/playgrad/');
  const browser = await launch();
  const walkAll = async list => {
    const failed = [];
    for (const journey of list) if (!(await report(browser, server.url, journey))) failed.push(journey);
    return failed;
  };
  let failed = await walkAll(journeys);
  if (failed.length && failed.length <= secondTries) {
    console.log(`once more: ${failed.map(({ name }) => name).join('; ')}`);
    failed = await walkAll(failed);
  }
  await browser.close();
  server.close();
  for (const { name } of failed) console.log(`✗ ${name}`);
  console.log(`journeys: ${journeys.length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length || !journeys.length ? 1 : 0;
}

await main();
