import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Throttle } from './throttle.ts';

describe('whoever tries again and again', () => {
  test('waits twice as long each time, and never longer than the bound', () => {
    const throttle = new Throttle({ free: 3, longest: 10_000 });
    const waits = Array.from({ length: 8 }, (_, at) => {
      const now = at * 20_000;
      throttle.count('ada', now);
      return throttle.wait('ada', now);
    });
    expect(waits).toEqual([0, 0, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  });

  test('is not made to wait longer by asking', () => {
    const throttle = new Throttle({ free: 1, longest: 10_000 });
    throttle.count('ada', 0);
    for (let now = 0; now < 1000; now += 10) throttle.wait('ada', now);
    expect(throttle.wait('ada', 1000)).toBe(0);
  });

  test('starts again after an hour of quiet, or after a success', () => {
    const throttle = new Throttle({ free: 1, longest: 10_000 });
    throttle.count('ada', 0);
    throttle.count('ada', 1);
    throttle.count('ada', 3_700_000);
    expect(throttle.wait('ada', 3_700_000)).toBe(1000);
    throttle.forget('ada');
    expect(throttle.wait('ada', 3_700_000)).toBe(0);
  });

  test('is never locked out for longer than the bound, whatever others do', () => {
    const tries = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(100_000)));
    fc.assert(
      fc.property(tries, (all) => {
        const throttle = new Throttle({ free: 2, longest: 30_000 });
        let now = 0;
        for (const [name, pause] of all) throttle.count(name, (now += pause));
        return ['a', 'b', 'c'].every((name) => throttle.wait(name, now) <= 30_000);
      }),
    );
  });
});

test('a flood of names fills no memory, and those who come last are remembered', () => {
  const throttle = new Throttle({ free: 1, longest: 10_000 });
  for (let each = 0; each < 50_000; each += 1) throttle.count(`name-${each}`, 0);
  expect(throttle.wait('name-0', 0)).toBe(0);
  expect(throttle.wait('name-49999', 0)).toBe(1000);
});
