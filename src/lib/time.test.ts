import { expect, test } from 'vitest';
import { isoTime } from './time.ts';

test.each([
  [0, '1970-01-01T00:00:00.000000Z'],
  [1_585_066_069_954_452, '2020-03-24T16:07:49.954452Z'],
  [1_585_066_069_000_007, '2020-03-24T16:07:49.000007Z'],
])('%d microseconds since 1970 are %s', (microseconds, text) => {
  expect(isoTime(microseconds)).toBe(text);
});
