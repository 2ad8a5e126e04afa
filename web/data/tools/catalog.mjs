// Makes what the page needs of every set before one is chosen, from ../datasets.json and the files beside it:
// ../../src/data/catalog.gen.ts, which is part of the page, and ../tiles.json, the pictures of the tiles.
//
//     node web/data/tools/catalog.mjs            # writes both
//     node web/data/tools/catalog.mjs --check    # only says whether they are up to date
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { csvParse } from 'd3-dsv';

/** What the sets are called on a tile, and two columns of numbers that show much of what is to be predicted. */
const shown = {
  iris: ['Iris', 'petal_length', 'petal_width'],
  penguins: ['Penguins', 'bill_length_mm', 'flipper_length_mm'],
  wine: ['Wine', 'alcohol', 'flavanoids'],
  'breast-cancer': ['Tumors', 'worst_perimeter', 'worst_concave_points'],
  spam: ['Spam', 'word_freq_your', 'char_freq_dollar'],
  'auto-mpg': ['Cars', 'weight_lb', 'model_year'],
  concrete: ['Concrete', 'cement_kgm3', 'age_days'],
  diabetes: ['Diabetes', 'bmi', 's5_ltg'],
  'ames-housing': ['Houses', 'living_area_sqft', 'year_built'],
  meats: ['Meat', 'absorbance_008', 'absorbance_041'],
  linnerud: ['Exercise', 'sit_ups', 'chin_ups'],
  'mnist-boxes': ['Boxes'],
  digits: ['Digits'],
  mnist: ['MNIST'],
  'fashion-mnist': ['Fashion'],
};

/** Points on a tile, and the share of a column's values at either end that may lie beyond its edge. */
const MOST_POINTS = 60;
const BEYOND = 0.02;

/** The classes whose images are on a tile, two in a row. */
const FACES = [3, 7, 0, 4];

const here = path => new URL(path, import.meta.url);
const { datasets } = JSON.parse(readFileSync(here('../datasets.json'), 'utf8'));
const fileOf = ({ files }, role) => readFileSync(here(`../${files.find(file => file.role === role).path}`));

/** How many inputs of the network a column becomes: see `inputsOf` in ../../src/data/read.ts. */
const width = ({ kind, categories, missing }) => (kind === 'numeric' ? 1 : categories.length + (missing ? 1 : 0));

const sum = numbers => numbers.reduce((a, b) => a + b, 0);

/** The two inputs that a set is shown along at first, by number; of an image, two pixels in the middle. */
function axesOf({ id, image, columns = [] }) {
  if (image) {
    const middle = Math.floor(image.height / 2) * image.width;
    return [1, 2].map(third => middle + Math.floor((third * image.width) / 3));
  }
  const features = columns.filter(({ role }) => role === 'feature');
  return shown[id].slice(1).map(name => {
    const at = features.findIndex(column => column.name === name);
    if (features[at]?.kind !== 'numeric') throw new Error(`${id} has no numbers called ${name}`);
    return sum(features.slice(0, at).map(width));
  });
}

function summaryOf(set) {
  const { id, title, task, modality, rows, split, feature_count: features, image, columns = [] } = set;
  if (!shown[id]) throw new Error(`${id} has no label: add it to \`shown\``);
  const inputs = image?.inputs ?? sum(columns.filter(({ role }) => role === 'feature').map(width));
  const size = image && { image: { width: image.width, height: image.height } };
  const [label] = shown[id];
  return { label, title, task, modality, rows, train: split.train, features, inputs, axes: axesOf(set), ...size };
}

/** Numbers between two others as shares of the way. */
function shares(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const beyond = Math.floor(BEYOND * sorted.length);
  const [low, high] = [sorted[beyond], sorted.at(-1 - beyond)];
  return values.map(value => Math.min(1, Math.max(0, (value - low) / (high - low))));
}

/** `x, y, class` of some training rows, x and y from 0 to 100; in place of the class a number from −1 to 1. */
function pointsOf(set) {
  const [, ...axes] = shown[set.id];
  const target = set.columns.find(({ name }) => name === set.target_names[0]);
  const training = csvParse(fileOf(set, 'table').toString()).slice(0, set.split.train);
  const rows = training.filter(row => [...axes, target.name].every(name => row[name]));
  const [x, y] = axes.map(name => shares(rows.map(row => Number(row[name]))).map(share => Math.round(100 * share)));
  const z = target.categories
    ? rows.map(row => target.categories.indexOf(row[target.name]))
    : shares(rows.map(row => Number(row[target.name]))).map(share => Math.round(100 * (2 * share - 1)) / 100);
  const n = Math.min(MOST_POINTS, rows.length);
  return Array.from({ length: n }, (_, k) => Math.floor((k * rows.length) / n)).flatMap(i => [x[i], y[i], z[i]]);
}

/** Where the numbers of a file of images or labels begin. */
const numbersOf = idx => idx.subarray(4 + 4 * idx[3]);

/** Four training images as a square, row by row: a hexadecimal digit for each pixel. */
function facesOf(set) {
  const { width, height, max } = set.image;
  const pixels = numbersOf(gunzipSync(fileOf(set, 'images')));
  const labels = set.classes && numbersOf(gunzipSync(fileOf(set, 'labels')));
  const faces = FACES.map((face, i) => (labels ? labels.indexOf(face) : i));
  let text = '';
  for (let y = 0; y < 2 * height; y++) {
    for (let x = 0; x < 2 * width; x++) {
      const face = faces[2 * Math.floor(y / height) + Math.floor(x / width)];
      const value = pixels[(face * height + (y % height)) * width + (x % width)];
      text += Math.round((15 * value) / max).toString(16);
    }
  }
  return text;
}

const lines = write => datasets.map(each => `  ${JSON.stringify(each.id)}: ${JSON.stringify(write(each))}`);

const made = {
  '../../src/data/catalog.gen.ts': `// Made by web/data/tools/catalog.mjs from web/data/datasets.json: do not edit.
export const sets = {
${lines(summaryOf).join(',\n')},
} as const;
`,
  '../tiles.json': `{\n${lines(set => (set.image ? facesOf(set) : pointsOf(set))).join(',\n')}\n}\n`,
};

for (const [path, text] of Object.entries(made)) {
  if (!process.argv.includes('--check')) writeFileSync(here(path), text);
  else if (!existsSync(here(path)) || readFileSync(here(path), 'utf8') !== text) {
    console.error(`${path} is out of date: run node web/data/tools/catalog.mjs`);
    process.exitCode = 1;
  }
}
