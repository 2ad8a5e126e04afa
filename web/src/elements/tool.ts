import type { Run } from '../run/run.ts';
import { configOf, type Tool } from '../run/state.ts';

/** What a press does to the points: only those that are made here can be drawn, and only classes that there are. */
export function toolIn({ state: { opened, tool } }: Run): Tool | undefined {
  if (!opened || !tool || configOf(opened).data.kind === 'table') return undefined;
  if (tool.type !== 'draw' || opened.task === 'regression' || tool.y < opened.outputs.length) return tool;
  return { type: 'draw', y: 0 };
}
