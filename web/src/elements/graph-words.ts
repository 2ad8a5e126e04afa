/** The graph of a network in words: what readers of the screen hear of it. */
import { counted, fixed, significant } from '../draw/format.ts';
import type { Opened } from '../engine/protocol.ts';
import { unitName } from '../run/names.ts';
import { imagesOf } from '../run/picture.ts';
import { configOf } from '../run/state.ts';
import { outgoing } from './graph-model.ts';
import { spotOf } from './graph-pointing.ts';
import { type Numbers, probeText, type Scene, type SceneColumn, unitAt } from './graph-scene.ts';

/** More units than these are not read out one by one. */
const MOST_READ = 40;

/** A unit by its name, with its bias as it is, and what it gives at the place that is pointed at. */
export function unitLabel(
  scene: Scene,
  spot: Parameters<typeof unitAt>[1],
  { params, probe, pictures }: Numbers,
): string {
  const column = scene.columns[spot.column]!;
  const unit = unitAt(scene, spot);
  if (column.image) return `Inputs, ${pictures?.input ?? ''}`;
  const bias = column.biases === undefined ? undefined : params[column.biases + unit];
  const value = probe ? `, value here ${probeText(scene, spot, probe)}` : '';
  const facts = pictures?.facts(column, unit).map(fact => `, ${fact.join(' ')}`) ?? [];
  return `${unitName(column, unit)}${bias === undefined ? '' : `, bias ${fixed(bias)}`}${value}${facts.join('')}`;
}

/** Writes onto the button of each unit what it is. */
export function labelUnits(buttons: Iterable<HTMLElement>, scene: Scene, numbers: Numbers): void {
  for (const button of buttons) {
    const spot = spotOf(button);
    if (scene.columns[spot.column]) button.setAttribute('aria-label', unitLabel(scene, spot, numbers));
  }
}

/** The whole graph: how many units there are, the largest weight or gradient into each layer, and the values of a probe. */
export function describeGraph(scene: Scene | undefined, numbers: Numbers): string {
  if (!scene) return 'Network: nothing is open yet.';
  const { columns } = scene;
  const { gradients, params, pictures } = numbers;
  const sizes = columns.map(({ title, units, image, names }) =>
    image
      ? `${title.toLowerCase()} with ${counted(names.length, 'pixel')}, shown as the ${pictures?.input ?? ''}`
      : `${title.toLowerCase()} with ${counted(units, 'unit')}`,
  );
  const widest = columns.flatMap(({ title }, index) => {
    const most = widestInto(columns, index, gradients ?? params);
    return most === undefined ? [] : [`${title.toLowerCase()} ${gradients ? significant(most, 2) : fixed(most)}`];
  });
  const what = gradients ? 'gradient' : 'weight';
  return `Network: ${sizes.join(', ')}. Largest ${what} into ${widest.join(', ')}.${probed(scene, numbers.probe)}`;
}

/** The largest number that leads into column `index`. */
function widestInto(columns: readonly SceneColumn[], index: number, values: Float32Array): number | undefined {
  const into = index > 0 ? outgoing(columns, index - 1, values) : new Float32Array();
  return into.length ? into.reduce((most, w) => (Math.abs(w) > Math.abs(most) ? w : most)) : undefined;
}

function probed(scene: Scene, probe: Float32Array | undefined): string {
  if (!probe) return '';
  const units = scene.columns.flatMap((column, index) => column.shown.map((_, place) => ({ column: index, place })));
  if (units.length > MOST_READ) return ` Values where the output is pointed at are on the units.`;
  const values = units.map(
    spot => `${unitName(scene.columns[spot.column]!, unitAt(scene, spot))} ${probeText(scene, spot, probe)}`,
  );
  return ` Where the output is pointed at: ${values.join('; ')}.`;
}

/** What a run has for inputs: `2 features`, `28 × 28 = 784 pixels`. */
export function inputsText(opened: Opened | undefined): string {
  if (!opened) return '';
  const images = imagesOf(opened);
  if (images) return `${images.width} × ${images.height} = ${counted(opened.inputs.length, 'pixel')}`;
  return counted(opened.inputs.length, configOf(opened).data.kind === 'table' ? 'column' : 'feature');
}
