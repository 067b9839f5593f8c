/** Exploring is tried on a real dissector: code outside of `src/` is not counted. */
import { expect, test } from 'vitest';
import { campaign } from './watch.ts';

test('a campaign begins with inputs that reach code which the samples do not', async () => {
  const { found, inputs, failures } = await campaign('ntp', 2000, 1);
  expect(found).toBeGreaterThan(0);
  expect(inputs).toBe(2000);
  expect(failures).toEqual([]);
});

test('the same seed finds the same', async () => {
  const [one, other] = [await campaign('lldp', 4000, 3), await campaign('lldp', 4000, 3)];
  expect({ ...one, slowest: 0 }).toEqual({ ...other, slowest: 0 });
});
