import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { PairIndex } from './pair-index.ts';

test('the same pair has the same number, and numbers count the pairs from 0 in order of appearance', () => {
  const pair = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer());
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 500 }), (pairs) => {
      const index = new PairIndex();
      const seen: string[] = [];
      for (const [first, second] of pairs) {
        const id = index.id(first, second);
        if (!seen.includes(`${first},${second}`)) seen.push(`${first},${second}`);
        expect(id).toBe(seen.indexOf(`${first},${second}`));
        expect([index.first(id), index.second(id)]).toEqual([first, second]);
      }
      expect(index.size).toBe(seen.length);
    }),
  );
});

test('it grows to a hundred thousand pairs and finds each again', () => {
  const index = new PairIndex();
  for (let n = 0; n < 100_000; n++) index.id(n * 7919, -n);
  for (let n = 0; n < 100_000; n++) if (index.id(n * 7919, -n) !== n) throw new Error(`pair ${n} is lost`);
  expect(index.size).toBe(100_000);
});

test('when it is full it knows those it has, and takes no others', () => {
  const index = new PairIndex(2);
  expect([index.id(1, 1), index.id(2, 2), index.id(3, 3), index.id(1, 1), index.size]).toEqual([0, 1, -1, 0, 2]);
});

test('numbers that are given back go to new pairs, and all others stay where they are', () => {
  const step = fc.record({ first: fc.integer({ min: 0, max: 40 }), forget: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 600 }), (steps) => {
      const index = new PairIndex();
      const known = new Map<number, number>();
      let most = 0;
      for (const { first, forget } of steps) {
        const id = index.id(first, 7);
        expect(known.get(first) ?? id).toBe(id);
        expect([...known.values()].includes(id)).toBe(known.has(first));
        known.set(first, id);
        most = Math.max(most, known.size);
        if (forget) {
          index.forget(id);
          known.delete(first);
        }
        expect([index.used, index.size]).toEqual([known.size, most]);
      }
      for (const [first, id] of known) expect(index.id(first, 7)).toBe(id);
    }),
  );
});

test('a pair is idle while nobody retains it', () => {
  const index = new PairIndex();
  const id = index.id(1, 2);
  index.retain(id);
  index.retain(id);
  index.release(id);
  expect(index.isIdle(id)).toBe(false);
  index.release(id);
  expect(index.isIdle(id)).toBe(true);
  index.forget(id);
  expect(index.isIdle(id)).toBe(false);
});
