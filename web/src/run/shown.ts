import { shownUnits } from '../draw/arrange.ts';
import type { Layer, Opened, Shown } from '../engine/protocol.ts';

const none = new Float32Array();

/** The weights that lead out of `units` units into the next layer with weights, where they line up. */
function outgoing(units: number, after: readonly Layer[], params: Float32Array): Float32Array {
  const next = after.find(({ weights }) => weights !== undefined);
  if (next?.weights === undefined || next.inputs !== units) return none;
  return params.subarray(next.weights, next.weights + next.units * units);
}

/** The inputs and units to show: all, or of many those of the largest outgoing weights. A layer without weights shows none. */
export function shownOf({ inputs, layers, parameters }: Opened, params: Float32Array = none): Shown {
  const known = params.length === parameters ? params : none;
  return [
    shownUnits(inputs.length, outgoing(inputs.length, layers, known)),
    ...layers.map(({ units, weights }, i) =>
      weights === undefined ? [] : shownUnits(units, outgoing(units, layers.slice(i + 1), known)),
    ),
  ];
}

/** All that is in one of two. */
export const bothOf = (a: Shown, b: Shown): Shown =>
  a.map((units, i) => [...new Set([...units, ...(b[i] ?? [])])].sort((x, y) => x - y));
