import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { PacketClock } from './packet-clock.ts';

const SECOND = 1_000_000;
const YEAR = 365 * 86_400 * SECOND;

test('it goes with the latest packet, and not back for one that comes late', () => {
  const clock = new PacketClock();
  for (const time of [100, 105, 103].map((seconds) => seconds * SECOND)) clock.note(time);
  expect(clock.now).toBe(105 * SECOND);
});

test.each([
  ['ahead', YEAR],
  ['behind', -YEAR],
])('it does not follow a single packet dated a year %s, but a thousand of them', (_, away) => {
  const clock = new PacketClock();
  const start = 50 * YEAR;
  clock.note(start);
  for (let n = 0; n < 5000; n++) clock.note(start + (n % 2 === 0 ? away : n * 1000));
  expect(Math.abs(clock.now - start)).toBeLessThan(10 * SECOND);
  for (let n = 0; n < 1000; n++) clock.note(start + away + n);
  expect(clock.now).toBe(start + away + 999);
});

test('however packets are dated, it changes its mind at most once in a thousand of them', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1e17, noNaN: true }), { maxLength: 3000, minLength: 1 }), (times) => {
      const clock = new PacketClock();
      let jumps = 0;
      for (const time of times) {
        const before = clock.now;
        clock.note(time);
        if (!Number.isNaN(before) && Math.abs(clock.now - before) > 3600 * SECOND) jumps += 1;
      }
      expect(jumps).toBeLessThanOrEqual(times.length / 1000);
    }),
  );
});
