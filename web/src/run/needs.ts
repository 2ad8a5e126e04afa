import type { Opened, Shown, Want } from '../engine/protocol.ts';
import { imagesOf } from './picture.ts';
import { bothOf, shownOf } from './shown.ts';
import { planeFor, type State } from './state.ts';
import { FIELD_SIZE, MAP_SIZE } from './view.ts';

/** What a view needs of every frame, besides the figures that each has. */
export interface Need {
  /** All parameters. */
  readonly params?: boolean;
  /** The gradient of every parameter. */
  readonly paramGradients?: boolean;
  /** The picture of the output, or of the unit that is looked at. */
  readonly field?: boolean;
  /** Small pictures of these inputs and units; `true`: of those that are shown at first. */
  readonly maps?: Shown | true;
}

interface Entry {
  readonly need: Need;
  /** Its maps, unless they were of another run. */
  maps: Need['maps'];
}

/** What the views on the page need: what none of them needs is not computed. */
export class Needs {
  readonly #entries = new Map<unknown, Entry>();
  /** What is shown of the run at first. */
  #first: Shown = [];

  /** Notes what `view` needs, in place of what it needed before. */
  set(view: unknown, need: Need): void {
    this.#entries.set(view, { need, maps: need.maps });
  }

  /** Forgets what `view` needs, unless something took its place. */
  delete(view: unknown, need: Need): void {
    if (this.#entries.get(view)?.need === need) this.#entries.delete(view);
  }

  /** Another run: its units are others. */
  begin(opened: Opened, params: Float32Array | undefined): void {
    this.#first = shownOf(opened, params);
    for (const entry of this.#entries.values()) entry.maps &&= true;
  }

  /** What a frame must bring of a run that is shown like this. */
  want({ opened, view, unit }: Pick<State, 'opened' | 'view' | 'unit'>): Want {
    const has = (name: 'params' | 'paramGradients' | 'field') =>
      [...this.#entries.values()].some(({ need }) => need[name]);
    // A field over two of hundreds of pixels would say nothing, and cost much.
    const plane = opened && !imagesOf(opened) ? planeFor(opened, view) : undefined;
    const units = opened && this.#units(opened);
    const { hard, threshold } = view;
    return {
      ...(has('params') && { params: true }),
      ...(has('paramGradients') && { paramGradients: true }),
      ...(plane && has('field') && { field: { size: FIELD_SIZE, plane, hard, threshold, ...(unit && { unit }) } }),
      ...(plane && units && { maps: { size: MAP_SIZE, plane, units } }),
    };
  }

  #units(opened: Opened): Shown | undefined {
    const lists = [...this.#entries.values()].flatMap(({ maps }) => (maps ? [maps] : []));
    if (!lists.length) return undefined;
    return lists.map(maps => (maps !== true && fits(maps, opened) ? maps : this.#first)).reduce(bothOf);
  }
}

/** Whether a run has these units. */
function fits(shown: Shown, { inputs, layers }: Opened): boolean {
  const units = [inputs.length, ...layers.map(layer => layer.units)];
  return shown.length === units.length && shown.every((list, i) => list.every(unit => unit < units[i]!));
}
