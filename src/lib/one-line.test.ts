import { expect, test } from 'vitest';
import { oneLine } from './one-line.ts';

test('a name cannot write a line of its own, nor turn around what follows it', () => {
  expect(oneLine(' CT-1\r\n\nHIGH\tall is well\u2028x')).toBe('CT-1 HIGH all is well x');
  expect(oneLine('pump\u202egnp.exe\u2066')).toBe('pumpgnp.exe');
  expect(oneLine('Dräger Δ 心')).toBe('Dräger Δ 心');
});
