import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { SHADES, shadeOf } from './heatmap.tsx';

test('nothing has no shade, and a single event in a busy week can still be told from nothing', () => {
  expect(shadeOf(0, 1000)).toBe(0);
  expect(shadeOf(1, 100_000)).toBe(1);
  expect(shadeOf(1000, 1000)).toBe(SHADES);
});

test('more is never lighter', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(1000), fc.integer({ min: 1, max: 1000 }), (a, b, most) => {
      const [less, more] = a < b ? [a, b] : [b, a];
      expect(shadeOf(less, most)).toBeLessThanOrEqual(shadeOf(more, most));
    }),
  );
});
