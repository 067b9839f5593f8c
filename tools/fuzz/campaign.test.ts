import { describe, expect, test } from 'vitest';
import { alike, type StreamDissector, take } from '../../src/sensor/dissect/dissector.ts';
import { fuzz } from './campaign.ts';
import { feedStream, type Target } from './target.ts';

const SAMPLE = Uint8Array.from([0, 4, 1, 2, 3, 4, 0, 1, 9]);

/** A protocol of counted messages, read with one fault or none. */
function target(read: (message: Uint8Array) => void): Target {
  const dissector: StreamDissector = {
    name: 'planted',
    transport: 'tcp',
    ports: [],
    probe: () => true,
    open: alike(function* (_side, emit) {
      for (;;) {
        const length = (yield* take(2)).u16();
        const message = (yield* take(length)).rest();
        read(message);
        emit({ protocol: 'planted', kind: 'message' });
      }
    }),
  };
  return streamTarget((script) => feedStream(dissector, script));
}

const streamTarget = (feed: Target['feed']): Target => ({
  name: 'planted',
  stream: true,
  largest: 4096,
  samples: [
    ['originator', SAMPLE],
    ['responder', SAMPLE],
  ],
  feed,
});

const problems = (planted: Target) => fuzz(planted, 2000, 1, () => {}).failures.map(({ problem }) => problem);

const right = target(() => {});

/** Reads where the message says, without asking whether that is still in it. */
const unbounded = target((message) => {
  const view = new DataView(message.buffer, message.byteOffset, message.length);
  if (message.length > 0) view.getUint8(view.getUint8(0));
});

const countsSegments = streamTarget((script) => ({
  events: script.map(([side]) => [side, { protocol: 'planted', kind: 'segment' }] as const),
  held: 0,
}));

const slow = streamTarget(() => {
  for (const began = performance.now(); performance.now() - began < 60;);
  return { events: [], held: 0 };
});

const says = (kind: string) =>
  streamTarget(() => ({ events: [['originator', { protocol: 'planted', kind }]], held: 0 }));

describe('a campaign', () => {
  test('finds nothing where nothing is wrong', () => {
    expect(problems(right)).toEqual([]);
  });

  test('finds a read that nobody bounds', () => {
    expect(problems(unbounded)[0]).toContain('RangeError');
  });

  test('finds words that depend on how bytes are cut', () => {
    expect(problems(countsSegments)[0]).toContain('depends on how its bytes are cut');
  });

  test('finds what holds too much, and what says too much', () => {
    expect(problems(streamTarget(() => ({ events: [], held: 3 * 2 ** 20 })))).toEqual(['holds 3145728 bytes']);
    expect(problems(says('x'.repeat(2 ** 20 + 1)))[0]).toContain('says an event of');
    expect(problems(says('x'.repeat(2 ** 19)))[0]).toMatch(/^says \d+ of \d+ bytes/);
  });

  test('finds what takes too long, but asks twice', () => {
    expect(fuzz(slow, 2, 1, () => {}).failures[0]?.problem).toContain('slow');
  });

  test('is the same for the same seed', () => {
    const [one, other] = [fuzz(right, 500, 7, () => {}), fuzz(right, 500, 7, () => {})];
    expect({ ...one, slowest: 0 }).toEqual({ ...other, slowest: 0 });
  });
});
