import { expect, test } from 'vitest';
import { Rate } from './rate.ts';

const SECOND = 1_000_000;

test('a rate is the difference of readings of the last minute', () => {
  const rate = new Rate();
  expect(rate.note({ frames: 1000, bytes: 0 }, 0)).toBeUndefined();
  expect(rate.note({ frames: 1050, bytes: 9 }, SECOND)).toBeUndefined();
  expect(rate.note({ frames: 2000, bytes: 5000 }, 10 * SECOND)).toEqual({ framesPerSecond: 100, bytesPerSecond: 500 });
  for (let at = 20; at <= 200; at += 10) rate.note({ frames: 2000, bytes: 5000 }, at * SECOND);
  expect(rate.note({ frames: 2000, bytes: 5000 }, 202 * SECOND)?.framesPerSecond).toBe(0);
});

test('a counter that falls begins anew and never gives a negative rate', () => {
  const rate = new Rate();
  rate.note({ frames: 1000, bytes: 1000 }, 0);
  rate.note({ frames: 1100, bytes: 1000 }, 5 * SECOND);
  expect(rate.note({ frames: 10, bytes: 10 }, 10 * SECOND)).toBeUndefined();
  expect(rate.note({ frames: 30, bytes: 10 }, 20 * SECOND)).toEqual({ framesPerSecond: 2, bytesPerSecond: 0 });
});
