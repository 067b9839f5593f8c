import { expect, test } from 'vitest';
import { rest } from './rest.ts';

test('the time goes by, also none at all', async () => {
  expect(await rest(1, new AbortController().signal)).toBe(true);
  expect(await rest(-5, new AbortController().signal)).toBe(true);
});

test('whoever is told to end, before or meanwhile, waits no longer', async () => {
  const stop = new AbortController();
  const resting = rest(3_600_000, stop.signal);
  stop.abort();
  expect(await resting).toBe(false);
  expect(await rest(3_600_000, stop.signal)).toBe(false);
});
