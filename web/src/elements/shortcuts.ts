import type { Run } from '../run/run.ts';

/** What the keys can do beside the run. */
export interface Page {
  readonly run: Run;
  switchTheme(): void;
  showKeys(): void;
}

/** A key, as `KeyboardEvent.key` says it and as the help shows it. */
export interface Shortcut {
  readonly key: string;
  readonly shift?: boolean;
  readonly shown: readonly string[];
  readonly text: string;
  /** Whether a key that is held acts again and again. */
  readonly repeats?: boolean;
  /** What it promises is done when that is over. */
  act(page: Page): void | Promise<void>;
}

const otherEdges = ({ state: { view } }: Run) =>
  ({ edges: view.edges === 'weights' ? 'gradients' : 'weights' }) as const;

/** Every single key of the page. The help is made of this list. */
export const shortcuts: readonly Shortcut[] = [
  { key: ' ', shown: ['space'], text: 'play or pause', act: ({ run }) => run.toggle() },
  { key: '.', shown: ['.'], text: 'step', repeats: true, act: ({ run }) => run.step() },
  {
    key: '.',
    shift: true,
    shown: ['⇧', '.'],
    text: 'next epoch',
    repeats: true,
    act: ({ run }) => run.step('epoch'),
  },
  { key: 'r', shown: ['R'], text: 'reset to the same start', act: ({ run }) => run.reset() },
  { key: 'n', shown: ['N'], text: 'new seed', act: ({ run }) => run.newSeed() },
  { key: 'l', shown: ['L'], text: 'log scale', act: ({ run }) => run.setView({ log: !run.state.view.log }) },
  { key: 'e', shown: ['E'], text: 'edges: weights or gradients', act: ({ run }) => run.setView(otherEdges(run)) },
  { key: 'd', shown: ['D'], text: 'light or dark', act: page => page.switchTheme() },
  { key: '?', shown: ['?'], text: 'all keys', act: page => page.showKeys() },
  { key: 'Escape', shown: ['Esc'], text: 'close', act: ({ run }) => run.dismiss() },
];

/** Where typing means text, or where the letters choose. */
const typing = 'input:not([type=checkbox], [type=radio], [type=range]), select, textarea, [contenteditable]';

/** What answers to the space bar by itself. */
const pressing = 'button, summary, a[href], input, [role=button]';

/** The shortcut that an event asks for; undefined while a field has the focus, or with ctrl, alt or meta. */
export function shortcutOf(event: KeyboardEvent): Shortcut | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return undefined;
  const target = event.composedPath()[0];
  const within = (selector: string) => target instanceof Element && target.closest(selector) !== null;
  if (within(typing) || (event.key === ' ' && within(pressing))) return undefined;
  // With shift, `.` is another character on most keyboards: the code says which key it was.
  const period = event.code === 'Period' || event.key === '.';
  const key = period && event.shiftKey ? '.' : event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return shortcuts.find(
    shortcut => shortcut.key === key && (key !== '.' || (shortcut.shift ?? false) === event.shiftKey),
  );
}
