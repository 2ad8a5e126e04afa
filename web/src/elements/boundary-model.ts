/** What `pg-boundary` makes of a run: points, axes, words. */
import { extent, nice } from 'd3-array';
import { countRoles } from '../data/roles.ts';
import { type Axes, alongX, alongY, type Points, TARGET } from '../draw/boundary.ts';
import { counted, percent, short, significant, whole } from '../draw/format.ts';
import type { Evaluation, Opened, Plane } from '../engine/protocol.ts';
import { pictureOf } from '../run/picture.ts';
import type { Place } from './pointing.ts';

/** The rows of a run, as drawing wants them. */
export const pointsOf = (opened: Opened | undefined): Points | undefined => {
  if (!opened) return undefined;
  const [mean, deviation] = opened.spreads;
  const spread = mean === undefined || deviation === undefined ? undefined : ([mean, deviation] as const);
  return { x: opened.x, columns: opened.columns.length, y: opened.y, role: opened.role, ...(spread && { spread }) };
};

/** Steps that an axis of targets is rounded to. */
const STEPS = 10;

/** The axes of the picture: those of the plane, or of one input what is to be predicted against it. */
export function axesOf(opened: Opened | undefined, plane: Plane | undefined): Axes | undefined {
  if (!opened || !plane || pictureOf(opened).type !== 'curve') return plane;
  const [least = 0, most = 1] = extent(opened.y);
  const margin = (most - least || 1) / STEPS;
  return { x: plane.x, xRange: plane.xRange, y: TARGET, yRange: nice(least - margin, most + margin, STEPS) };
}

/** The picture in words and numbers. */
export function describe(
  opened: Opened | undefined,
  axes: Axes | undefined,
  hard: boolean,
  evaluation: Evaluation | undefined,
): string {
  if (!opened || !axes) return 'Output of the network: nothing is open yet.';
  const axis = (column: number, [from, to]: readonly [number, number]): string =>
    `${opened.columns[column]} from ${short(from)} to ${short(to)}`;
  const { training, validation } = countRoles(opened.role);
  const points = `${counted(training, 'training point')}, ${counted(validation, 'validation point')}`;
  const names = opened.task === 'regression' ? 'Target' : 'Classes';
  const up = axes.y === TARGET ? '' : ` and ${axis(axes.y, axes.yRange)}`;
  return `${hard ? 'Decision' : 'Output'} of the network over ${axis(axes.x, axes.xRange)}${up}. ${names}: ${opened.outputs.join(', ')}. ${points}.${score(opened, evaluation)}`;
}

function score({ outputs }: Opened, evaluation: Evaluation | undefined): string {
  if (!evaluation) return '';
  const { epoch, trainLoss, trainAccuracy, validationLoss, validationAccuracy, fits } = evaluation;
  const part = (name: string, loss: number | undefined, accuracy: number | undefined): string =>
    loss === undefined
      ? ''
      : `, ${name} loss ${significant(loss)}${accuracy === undefined ? '' : ` with ${percent(accuracy)} right`}`;
  const parts = part('training', trainLoss, trainAccuracy) + part('validation', validationLoss, validationAccuracy);
  const errors = fits.map(({ rmse }, i) => `, ${outputs[i]} with an RMSE of ${significant(rmse)}`);
  return ` Epoch ${whole(epoch)}${parts}${errors.join('')}.`;
}

/** Where a row is. */
export function placeOf(opened: Opened | undefined, axes: Axes | undefined, row: number): Place {
  const points = pointsOf(opened);
  return points && axes ? [alongX(points, axes, row), alongY(points, axes, row)] : [0.5, 0.5];
}

/** The row at a place: the columns that are not shown are at their means. */
export function rowAt(means: Float32Array, axes: Axes | undefined, [u, v]: Place): Float32Array {
  const row = means.slice();
  if (!axes) return row;
  const { x, y, xRange, yRange } = axes;
  if (y !== TARGET) row[y] = yRange[0] + (yRange[1] - yRange[0]) * v;
  row[x] = xRange[0] + (xRange[1] - xRange[0]) * u;
  return row;
}

/** The next row that is ringed, or, where none is, that is shown. */
export function nextRow(
  opened: Opened | undefined,
  marks: Uint32Array,
  showValidation: boolean,
  row: number | undefined,
  step: 1 | -1,
): number | undefined {
  const shown = (role: number) => role === 0 || (role === 1 && showValidation);
  const all = marks.length ? [...marks] : [...(opened?.role ?? [])].flatMap((role, i) => (shown(role) ? [i] : []));
  const at = row === undefined ? -1 : all.indexOf(row);
  return at < 0 && step < 0 ? all.at(-1) : all[(at + step + all.length) % all.length];
}

/** A row in words, as far as it is shown. */
export function placeText(opened: Opened | undefined, { x, y }: Axes, row: Float32Array): string {
  const columns = y === TARGET || y === x ? [x] : [x, y];
  return columns
    .map(column => `${opened?.columns[column] ?? ''} ${short(Number(row[column]!.toPrecision(3)))}`)
    .join(', ');
}
