import { expect, test } from 'vitest';
import { BoundedMap } from './bounded-map.ts';

test('what is known is not made again, until it is the oldest of too many', () => {
  const made: string[] = [];
  const map = new BoundedMap<string, string>(2);
  const ask = (key: string) =>
    map.ensure(key, () => {
      made.push(key);
      return key.toUpperCase();
    });
  expect(['a', 'a', 'b', 'a', 'c', 'c', 'b', 'a'].map(ask)).toEqual(['A', 'A', 'B', 'A', 'C', 'C', 'B', 'A']);
  expect(made).toEqual(['a', 'b', 'c', 'a']);
});
