import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Distinct, EXACT_UP_TO } from './distinct.ts';

const hash = (n: number) => createHash('sha256').update(String(n)).digest().readBigUInt64BE();

function counted(distinct: number): Distinct {
  const counter = new Distinct();
  for (let n = 0; n < distinct; n++) for (let again = 0; again < 2; again++) counter.add(hash(n));
  return counter;
}

test.each([0, 1, 250, EXACT_UP_TO])('%d things are counted exactly, however often they come', (n) => {
  expect(counted(n).count).toBe(n);
});

test.each([EXACT_UP_TO + 1, 20_000, 200_000])('%d things are counted within 5 percent', (n) => {
  const counter = counted(n);
  expect(counter.exact).toBe(false);
  expect(Math.abs(counter.count / n - 1)).toBeLessThan(0.05);
});
