import { expect, it } from 'vitest';
import { controlAt, pathsIn, pathsOf } from '../../src/elements/figure-controls.ts';
import { type Configuration, defaults, settings } from '../../src/registry.ts';

const config = {
  ...Object.fromEntries(settings.map(({ name, default: value }) => [name, value])),
  layers: [defaults('layer', 'dense'), defaults('layer', 'dense')],
} as unknown as Configuration;

it('every setting that may be named has a control that changes it', () => {
  const paths = pathsOf(config);
  expect(paths).toContain('optimizer.lr');
  expect(paths).toContain('layers.activation');
  for (const path of paths) {
    const control = controlAt(config, path)!;
    const changed = { ...config, [control.field]: control.with(control.value) };
    expect(changed, path).toEqual(config);
  }
});

it('a setting of layers is that of all hidden ones', () => {
  const units = controlAt(config, 'layers.units')!;
  expect(units.with(5)).toMatchObject([{ units: 5 }, { units: 5 }]);
});

it('what is not there has none', () => {
  for (const path of ['', 'speed', 'optimizer.speed', 'optimizer.lr.x', 'layers', 'layers.lr', 'batch_size.x'])
    expect(controlAt(config, path), path).toBeUndefined();
});

it('paths stand between blanks or commas', () => {
  expect(pathsIn(' data.noise, optimizer.lr\n')).toEqual(['data.noise', 'optimizer.lr']);
});
