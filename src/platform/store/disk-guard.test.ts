import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideGuard } from './disk-guard.ts';
import type { Partition } from './partitions.ts';

const GB = 1e9;
const days = (prefix: string, count: number, bytes: number): Partition[] =>
  Array.from({ length: count }, (_, n) => ({ name: `${prefix}${n}`, from: n, to: n + 1, bytes }));

test('with room enough nothing goes and nothing is said', () => {
  expect(decideGuard({ free: 15 * GB, size: 100 * GB }, [days('hour', 3, GB), days('day', 3, GB)], false)).toEqual({
    drop: [],
    ingest: 'go',
    words: null,
  });
});

test('hourly traffic goes before daily traffic, the oldest first, and no more than is needed', () => {
  const decision = decideGuard({ free: 12 * GB, size: 100 * GB }, [days('hour', 3, GB), days('day', 5, GB)], false);
  expect(decision.drop).toEqual(['hour0', 'hour1', 'day0']);
  expect(decision.words).toMatch(/12.0 % of the disk is free: the oldest traffic history is being removed/);
});

const at = (share: number, stopped: boolean) => decideGuard({ free: share, size: 100 }, [], stopped).ingest;

test('taking in stops below 5 % and goes on above 7 %', () => {
  expect([at(5, false), at(4.9, false), at(6.9, true), at(7, true)]).toEqual(['go', 'stop', 'stop', 'go']);
  expect(decideGuard({ free: 4, size: 100 }, [], false).words).toMatch(/takes in nothing new/);
  expect(decideGuard({ free: 10, size: 100 }, [], false).words).toMatch(/make room soon/);
});

test('whatever the disk, what is being written to stays, and nothing goes without need', () => {
  const sizes = fc.array(fc.nat(1000), { maxLength: 20 });
  fc.assert(
    fc.property(
      fc.nat(10_000),
      fc.integer({ min: 1, max: 10_000 }),
      sizes,
      sizes,
      fc.boolean(),
      (free, size, a, b, stopped) => {
        const hours = a.map((bytes, n) => ({ name: `hour${n}`, from: n, to: n + 1, bytes }));
        const daily = b.map((bytes, n) => ({ name: `day${n}`, from: n, to: n + 1, bytes }));
        const { drop, ingest, words } = decideGuard({ free: Math.min(free, size), size }, [hours, daily], stopped);
        const order = [...hours.slice(0, -1), ...daily.slice(0, -1)];
        expect(drop).toEqual(order.slice(0, drop.length).map(({ name }) => name));
        const all = order.slice(0, drop.length).map(({ bytes }) => bytes);
        const needed = size * 0.15 - Math.min(free, size);
        if (drop.length > 0) expect(all.slice(0, -1).reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(needed);
        if (ingest === 'stop' || drop.length > 0) expect(words).not.toBeNull();
      },
    ),
  );
});
