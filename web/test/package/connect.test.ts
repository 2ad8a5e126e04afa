import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** A worker that does nothing but say what it was made of. */
class FakeWorker extends EventTarget {
  static readonly made: FakeWorker[] = [];
  readonly url: string;
  readonly got: unknown[] = [];
  ended = false;

  constructor(url: URL | string) {
    super();
    this.url = String(url);
    FakeWorker.made.push(this);
  }

  postMessage(message: unknown): void {
    this.got.push(message);
  }

  terminate(): void {
    this.ended = true;
  }
}

vi.mock('../../src/package/loader.ts', () => ({ loaderFrom: () => async () => ({}) }));

const connector = async () => (await import('../../src/package/connect.ts')).connect;

beforeEach(() => {
  vi.resetModules();
  FakeWorker.made.length = 0;
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('location', { origin: 'https://example.org' });
  vi.stubGlobal(
    'ErrorEvent',
    class extends Event {
      readonly message: string;
      constructor(type: string, { message }: { readonly message: string }) {
        super(type);
        this.message = message;
      }
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

describe('a page', () => {
  it('has one worker, and each run a port of it with the folder of its data', async () => {
    const connect = await connector();
    connect();
    connect(new URL('https://example.org/data/'));
    expect(FakeWorker.made).toHaveLength(1);
    expect(FakeWorker.made[0]!.url).toMatch(/worker\.js$/);
    expect(FakeWorker.made[0]!.got).toMatchObject([{ base: undefined }, { base: 'https://example.org/data/' }]);
  });

  it('is told why its worker did not start, and may try again', async () => {
    const connect = await connector();
    const said = [connect(), connect()].map(
      port => new Promise(resolve => port.addEventListener('error', e => resolve((e as ErrorEvent).message))),
    );
    FakeWorker.made[0]!.dispatchEvent(new Event('error'));
    for (const message of await Promise.all(said))
      expect(message).toMatch(/worker did not start: worker\.js could not/);
    expect(FakeWorker.made[0]!.ended).toBe(true);
    connect();
    expect(FakeWorker.made).toHaveLength(2);
  });
});
