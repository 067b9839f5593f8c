import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Distinct } from './distinct.ts';
import { Sketch } from './sketch.ts';

const hash = (n: number) => createHash('sha256').update(String(n)).digest().readBigUInt64BE();

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

function sketchOf(things: Iterable<number>): string {
  const distinct = new Distinct();
  for (const thing of things) distinct.add(hash(thing));
  return distinct.sketch ?? '';
}

test('however things are cut into windows, the united sketches are that of all of them', () => {
  const windows = fc.array(fc.array(fc.nat(3000), { maxLength: 200 }), { maxLength: 8 });
  fc.assert(
    fc.property(windows, (parts) => {
      expect(Sketch.of(...parts.map(sketchOf)).text).toBe(sketchOf(parts.flat()));
    }),
  );
});

test.each([1, 2, 10, 200, 3000, 50_000])('%d things are counted within 5 percent or one', (n) => {
  const half = Math.ceil(n / 2);
  const { count } = Sketch.of(sketchOf(range(0, n - half + 1)), sketchOf(range(n - half, n)));
  expect(Math.abs(count - n)).toBeLessThanOrEqual(Math.max(1, n * 0.05));
});

test('a sketch of few things is short', () => {
  expect(sketchOf([1, 2, 3]).length).toBe(12);
});

test('what is no sketch is refused', () => {
  for (const bytes of [Buffer.alloc(4), Buffer.alloc(4097), Buffer.alloc(4096, 200), Buffer.from([0xff, 0xff, 1])]) {
    expect(() => Sketch.of(bytes.toString('base64'))).toThrow(RangeError);
  }
});
