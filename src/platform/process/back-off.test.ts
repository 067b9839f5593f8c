import { expect, test } from 'vitest';
import { BackOff } from './back-off.ts';

test('a child that does not last is started later each time, but never later than ten seconds', () => {
  const backOff = new BackOff();
  const waits = Array.from({ length: 12 }, () => backOff.after(10));
  expect(waits.slice(0, 4)).toEqual([100, 200, 400, 800]);
  expect(waits.at(-1)).toBe(10_000);
  expect(backOff.looping).toBe(true);
});

test('one that lasted for half a minute starts at once again', () => {
  const backOff = new BackOff();
  for (let n = 0; n < 9; n++) backOff.after(10);
  expect(backOff.after(30_000)).toBe(100);
  expect(backOff.looping).toBe(false);
});
