import { expect, test } from 'vitest';
import { quietWords } from './utilisation-section.tsx';

test.each([
  [0, 2, 3, 'Monday 02:00 to 05:00'],
  [4, 18, 6, 'Friday 18:00 to Saturday 00:00'],
  [6, 22, 8, 'Sunday 22:00 to Monday 06:00'],
  [5, 0, 48, 'Saturday 00:00 to Monday 00:00'],
  [2, 5, 168, 'The whole week'],
])('from weekday %i, %i o’clock, for %i hours is said as %s', (weekday, from, hours, said) => {
  expect(quietWords(weekday, from, hours)).toBe(said);
});
