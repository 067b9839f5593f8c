import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_WAITING_BYTES, MAX_WAITING_SEGMENTS, TcpStream } from './tcp-stream.ts';

/** Close before the wrap of sequence numbers, so that every test crosses it. */
const START = 0xffff_fff0;
const whole = Uint8Array.from({ length: 200 }, (_, at) => at);

/** Runs segments through a stream and keeps what it says; a gap is written as that many 255s. */
function run(segments: readonly (readonly [offset: number, bytes: Uint8Array, lost?: number])[], end = true): number[] {
  const said: number[] = [];
  const sink = {
    data: (bytes: Uint8Array) => void said.push(...bytes),
    gap: (length: number) => void said.push(...Array.from({ length }, () => 255)),
  };
  const stream = new TcpStream(sink, START);
  for (const [offset, bytes, lost] of segments) {
    // The capture's buffer is used again: what waits must have been copied.
    const buffer = Uint8Array.from(bytes);
    stream.segment(START + offset, buffer, lost ?? 0);
    buffer.fill(0xee);
  }
  if (end) stream.end();
  expect(stream.waitingBytes).toBe(0);
  return said;
}

const at = (offset: number, length: number) => [offset, whole.subarray(offset, offset + length)] as const;

test('any order, overlap and repetition of segments that cover the stream gives the stream', () => {
  const cover = Array.from({ length: 20 }, (_, n) => at(n * 10, 10));
  const extra = fc.tuple(fc.nat(199), fc.integer({ min: 1, max: 60 })).map(([offset, length]) => at(offset, length));
  fc.assert(
    fc.property(fc.array(extra, { maxLength: 40 }), fc.infiniteStream(fc.nat()), (more, random) => {
      const order = [...cover, ...more].map((segment) => [random.next().value ?? 0, segment] as const);
      expect(run(order.toSorted(([a], [b]) => a - b).map(([, segment]) => segment))).toEqual([...whole]);
    }),
  );
});

test('what came first stands, whether it was in order or waited', () => {
  const other = new Uint8Array(20).fill(77);
  expect(run([at(0, 10), [0, other]])).toEqual([...whole.subarray(0, 10), ...other.subarray(10)]);
  expect(run([at(10, 10), [0, other]])).toEqual([...other.subarray(0, 10), ...whole.subarray(10, 20)]);
  expect(run([at(10, 10), [5, other], at(0, 5)])).toEqual([
    ...whole.subarray(0, 5),
    ...other.subarray(0, 5),
    ...whole.subarray(10, 20),
    ...other.subarray(0, 5),
  ]);
});

test('a hole is a gap at the end, and not before', () => {
  expect(run([at(0, 5), at(15, 5)])).toEqual([
    0, 1, 2, 3, 4, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 15, 16, 17, 18, 19,
  ]);
});

test('bytes that the snapshot length cut off are a gap, unless a later copy has them', () => {
  expect(run([[0, whole.subarray(0, 5), 5], at(10, 2)])).toEqual([0, 1, 2, 3, 4, 255, 255, 255, 255, 255, 10, 11]);
  expect(run([at(0, 8), [0, whole.subarray(0, 5), 5]])).toEqual([...whole.subarray(0, 8), 255, 255]);
});

test('a keep-alive repeats the byte before the next and says nothing', () => {
  expect(run([at(0, 5), at(4, 1), at(5, 2)])).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test('what waits is bounded in segments and in bytes', () => {
  let held = 0;
  const stream = new TcpStream({ data: () => undefined, gap: () => undefined }, 0);
  for (let n = 1; n < 10 * MAX_WAITING_SEGMENTS; n++) {
    stream.segment(n * 100_000, new Uint8Array(60_000), 0);
    held = Math.max(held, stream.waitingBytes);
  }
  expect(held).toBeLessThanOrEqual(MAX_WAITING_BYTES);
  expect(held).toBeGreaterThan(MAX_WAITING_BYTES / 2);
});

test('a stream is finished once all bytes before its end came', () => {
  const stream = new TcpStream({ data: () => undefined, gap: () => undefined }, START);
  stream.finish(START + 20);
  stream.segment(START + 10, whole.subarray(10, 20), 0);
  expect(stream.finished).toBe(false);
  stream.segment(START, whole.subarray(0, 10), 0);
  expect(stream.finished).toBe(true);
});
