// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { currentAppearance, startAppearance, switchAppearance } from '../../src/elements/appearance.ts';

/** A system that prefers light until it is told otherwise. */
function makeSystem() {
  const system = Object.assign(new EventTarget(), { matches: false });
  vi.stubGlobal('matchMedia', () => system);
  return (dark: boolean) => {
    system.matches = dark;
    system.dispatchEvent(new Event('change'));
  };
}

let prefer: (dark: boolean) => void;

beforeEach(() => {
  prefer = makeSystem();
  localStorage.clear();
  startAppearance();
});
afterEach(() => vi.unstubAllGlobals());

describe('the appearance', () => {
  it('follows the system', () => {
    expect(currentAppearance()).toBe('light');
    prefer(true);
    expect(currentAppearance()).toBe('dark');
  });

  it('stays as it was chosen, also the next time', () => {
    switchAppearance();
    expect(currentAppearance()).toBe('dark');
    prefer(true);
    prefer(false);
    expect(currentAppearance()).toBe('dark');
    document.documentElement.dataset.theme = '';
    startAppearance();
    expect(currentAppearance()).toBe('dark');
  });

  it('follows the system again when what it says is chosen', () => {
    switchAppearance();
    switchAppearance();
    expect(localStorage).toHaveLength(0);
    prefer(true);
    expect(currentAppearance()).toBe('dark');
  });

  it('can be changed without storage', () => {
    vi.stubGlobal('localStorage', undefined);
    switchAppearance();
    expect(currentAppearance()).toBe('dark');
  });
});
