import { expect, it } from 'vitest';
import { besidePoint } from '../../src/elements/boundary-labels.ts';

it('a card stands below its point, and above it near the lower edge where it fits', () => {
  const below = expect.objectContaining({ top: 'calc(50% + 13px)' });
  expect(besidePoint([0.5, 0.5], 6, 300)).toEqual(below);
  expect(besidePoint([0.5, 0.25], 6, 300)).toHaveProperty('bottom', 'calc(25% + 13px)');
  // What is higher than the room above would be cut off by the edge of the page.
  expect(besidePoint([0.5, 0.25], 11, 300)).toHaveProperty('top', 'calc(75% + 13px)');
});
