import { afterEach, expect, it, vi } from 'vitest';
import { startWorker } from '../../src/engine/start.ts';

afterEach(() => vi.unstubAllGlobals());

it('a browser without workers or WebAssembly is told what is missing and what to do', () => {
  vi.stubGlobal('Worker', undefined);
  expect(startWorker).toThrow(/no workers.* Open the page in a current version/);
  vi.stubGlobal('Worker', class {});
  vi.stubGlobal('WebAssembly', undefined);
  expect(startWorker).toThrow(/no WebAssembly.* Open the page in a current version/);
});

it('the worker lies beside the page, under the name of its build', () => {
  const started: string[] = [];
  vi.stubGlobal('BUILD_ID', 'abc');
  vi.stubGlobal('document', { baseURI: 'https://example.org/playgrad/' });
  vi.stubGlobal(
    'Worker',
    class {
      constructor(url: URL) {
        started.push(url.href);
      }
    },
  );
  startWorker();
  expect(started).toEqual(['https://example.org/playgrad/worker.js?abc']);
});
