import { expect, test } from 'vitest';
import { nearest, type Thing } from './things.ts';

const thing = (label: string, ...features: readonly string[]): Thing => ({
  label,
  type: 'unknown',
  class: 'unknown',
  manufacturer: null,
  model: null,
  features: new Set(features),
});

test('the nearest other is the one that says most of the same', () => {
  const [kettle, again, camera] = [
    thing('kettle', 'a', 'b'),
    thing('kettle', 'a', 'b', 'c'),
    thing('camera', 'b', 'd'),
  ];
  expect(nearest(kettle, [kettle, camera, again])).toBe('kettle');
  expect(nearest(camera, [kettle, camera, again])).toBe('kettle');
  expect(nearest(thing('silent'), [kettle])).toBeUndefined();
});
