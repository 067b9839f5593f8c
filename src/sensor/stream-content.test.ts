/** From segments to events, for every stream dissector: how the network carried the bytes must not change what they say. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Budget, MAX_HELD } from './budget.ts';
import type { Dialogue } from './dissect/conformance.test.ts';
import type { ProtocolEvent, Side, StreamDissector } from './dissect/dissector.ts';
import { streamDissectors } from './dissect/protocols.ts';
import { StreamContent } from './stream-content.ts';

/** Close before the wrap of sequence numbers. */
const START = { originator: 0xffff_ff00, responder: 0x7fff_ff00 } as const;

interface Segment {
  readonly side: Side;
  /** Of its first byte in the stream of its side. */
  readonly offset: number;
  readonly bytes: Uint8Array;
}

const streams = await Promise.all(
  streamDissectors.map(async (dissector) => {
    const { dialogue }: { dialogue: Dialogue } = await import(`./dissect/protocols/${dissector.name}.samples.ts`);
    return { name: dissector.name, dissector, dialogue };
  }),
);

describe.each(streams)('$name', ({ dissector, dialogue }) => {
  const turns = segmentsOf(dialogue);
  const whole = run(dissector, turns);

  test('any cutting, reordering and repetition of the bytes of a turn gives the same events', () => {
    expect(whole.length).toBeGreaterThan(0);
    const shuffle = fc.infiniteStream(fc.nat({ max: 0xffff }));
    fc.assert(
      fc.property(fc.array(fc.nat(4000), { maxLength: 60 }), shuffle, (cuts, random) => {
        const next = () => random.next().value ?? 0;
        const carried = turns.flatMap((turn) => carry(turn, cuts, next));
        expect(run(dissector, carried)).toEqual(whole);
      }),
    );
  });

  test('what no longer says anything is no longer held', () => {
    const budget = new Budget();
    run(dissector, turns, budget);
    expect(budget.held).toBe(0);
  });
});

test('a conversation that no memory is left for is given up, and counted', () => {
  const budget = new Budget();
  budget.held = MAX_HELD;
  const content = contentOf([], budget, () => undefined);
  content.segment(0, 0, 5, new Uint8Array(10), 0);
  expect([content.over, budget.shed, budget.held]).toEqual([true, 1, MAX_HELD]);
});

/** Cuts a turn, shuffles the pieces, and repeats some, whole or in part, after all of them came. */
function carry({ side, offset, bytes }: Segment, cuts: readonly number[], next: () => number): Segment[] {
  const inside = [...new Set(cuts)].filter((cut) => cut > 0 && cut < bytes.length).toSorted((a, b) => a - b);
  const at = [0, ...inside, bytes.length];
  const pieces = at.slice(1).map((end, index) => {
    const begin = at[index] ?? 0;
    return { side, offset: offset + begin, bytes: bytes.subarray(begin, end) };
  });
  const shuffled = pieces.map((piece) => ({ piece, key: next() })).toSorted((a, b) => a.key - b.key);
  const repeated = Array.from({ length: next() % 4 }, () => {
    const begin = next() % bytes.length;
    return { side, offset: offset + begin, bytes: bytes.subarray(begin, begin + 1 + (next() % 50)) };
  });
  return [...shuffled.map(({ piece }) => piece), ...repeated];
}

function segmentsOf(dialogue: Dialogue): Segment[] {
  const sent: Record<Side, number> = { originator: 0, responder: 0 };
  return dialogue.map(([side, bytes]) => {
    const offset = sent[side];
    sent[side] += bytes.length;
    return { side, offset, bytes };
  });
}

function run(dissector: StreamDissector, segments: readonly Segment[], budget = new Budget()) {
  const events: (readonly [number, ProtocolEvent])[] = [];
  const content = contentOf([dissector], budget, (event, direction) => events.push([direction, event]));
  for (const { side, offset, bytes } of segments) {
    const direction = side === 'originator' ? 0 : 1;
    // The capture's buffer is used again for the next frame.
    const buffer = Uint8Array.from(bytes);
    content.segment(direction, START[side], START[side] + offset, buffer, 0);
    buffer.fill(0xaa);
  }
  content.end();
  return events;
}

function contentOf(
  candidates: readonly StreamDissector[],
  budget: Budget,
  event: (event: ProtocolEvent, direction: number) => void,
): StreamContent {
  const listener = { recognised: () => undefined, event, gap: () => undefined };
  return new StreamContent(candidates, 0, true, listener, budget);
}
