import { expect, test } from 'vitest';
import { shareWords } from './losses.tsx';

test.each([
  [0, 'none'],
  [0.000_001, 'less than 0.01 %'],
  [0.0042, '0.42 %'],
  [0.042, '4.2 %'],
  [0.42, '42 %'],
])('a share of %f is said as %s', (share, said) => {
  expect(shareWords(share)).toBe(said);
});
