import { expect, test } from 'vitest';
import { about, ago, lasting, shareWords } from './words.ts';

const NOW = new Date(2026, 10, 27, 16, 30).getTime();
const before = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

test.each([
  [0, 'just now'],
  [1, 'just now'],
  [2, '2 minutes ago'],
  [59, '59 minutes ago'],
  [150, 'today, 14:00'],
  [24 * 60, 'yesterday, 16:30'],
  [3 * 24 * 60, '24 Nov 2026, 16:30'],
  [-10, '27 Nov 2026, 16:40'],
])('what was %i minutes ago is said as people say it', (minutes, said) => {
  expect(ago(before(minutes), NOW)).toBe(said);
});

test.each([
  [0.4, '0 s'],
  [59, '59 s'],
  [61, '1 min 1 s'],
  [3 * 3600 + 59, '3 h 0 min'],
  [2 * 86_400 + 3600, '2 d 1 h'],
])('%f seconds last as long as %s', (seconds, said) => {
  expect(lasting(seconds)).toBe(said);
});

test('a figure that moves is said in round numbers', () => {
  expect(about(2412)).toBe('2.4K');
  expect(about(13)).toBe('13');
});

test.each([
  [0, 'none'],
  [0.000_001, 'less than 0.01 %'],
  [0.0042, '0.42 %'],
  [0.042, '4.2 %'],
  [0.42, '42 %'],
])('a share of %f is said as %s', (share, said) => {
  expect(shareWords(share)).toBe(said);
});
