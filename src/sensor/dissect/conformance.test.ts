/** What must hold for every stream dissector, whatever its protocol. A new one is covered once it has samples. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Conversation } from './conversation.ts';
import { MAX_HEAD, type ProtocolEvent, type Side, type StreamDissector } from './dissector.ts';
import { streamDissectors } from './protocols.ts';

/** Who says what, in turn. A `*.samples.ts` exports `dialogue`, one turn or more of a real conversation. */
export type Dialogue = readonly (readonly [Side, Uint8Array])[];

const streams = await Promise.all(
  streamDissectors.map(async (dissector) => {
    const { dialogue }: { dialogue: Dialogue } = await import(`./protocols/${dissector.name}.samples.ts`);
    return { name: dissector.name, dissector, dialogue };
  }),
);

describe.each(streams)('$name', ({ dissector, dialogue }) => {
  const whole = run(dissector, dialogue);
  const [opening] = dialogue;
  if (opening === undefined) throw new Error(`the samples of ${dissector.name} are empty`);

  test('recognises its own sample, and no other way for being shown more of it', () => {
    for (const side of ['originator', 'responder'] as const) {
      const head = Buffer.concat(dialogue.filter(([speaker]) => speaker === side).map(([, bytes]) => bytes)).subarray(
        0,
        MAX_HEAD,
      );
      if (head.length === 0) continue;
      const answers = Array.from(head, (_, end) => dissector.probe(head.subarray(0, end + 1), side));
      const decided = answers.filter((answer) => answer !== undefined);
      expect(decided.every((answer) => answer)).toBe(true);
      if (side === opening[0]) expect(decided.length).toBeGreaterThan(0);
      expect(answers.slice(answers.length - decided.length)).toEqual(decided);
    }
    expect(whole.length).toBeGreaterThan(0);
  });

  test('a probe keeps to its answer however many bytes follow', () => {
    const anyHead = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 64 }),
      fc.nat(63).map((n) => Uint8Array.from(opening[1].subarray(0, n + 1))),
    );
    fc.assert(
      fc.property(anyHead, fc.uint8Array({ maxLength: 64 }), (head, more) => {
        const early = dissector.probe(head, opening[0]);
        if (early !== undefined) expect(dissector.probe(Buffer.concat([head, more]), opening[0])).toBe(early);
      }),
    );
  });

  test('says the same however the bytes are cut into segments', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000)), (cuts) => {
        expect(run(dissector, split(dialogue, cuts))).toEqual(whole);
      }),
    );
    expect(
      run(
        dissector,
        split(
          dialogue,
          Array.from({ length: 100_000 }, (_, at) => at),
        ),
      ),
    ).toEqual(whole);
  });

  test('says no less than a prefix of the whole when the end is missing', () => {
    const total = dialogue.reduce((sum, [, bytes]) => sum + bytes.length, 0);
    fc.assert(
      fc.property(fc.nat(total), (end) => {
        let left = end;
        const some = dialogue.map(([side, bytes]) => {
          const part = bytes.subarray(0, left);
          left -= part.length;
          return [side, part] as const;
        });
        const said = run(dissector, some);
        expect(whole.slice(0, said.length)).toEqual(said);
      }),
    );
  });

  test('survives any bytes at all', () => {
    const turn = fc.tuple(fc.constantFrom<Side>('originator', 'responder'), fc.uint8Array({ maxLength: 2048 }));
    fc.assert(fc.property(fc.array(turn, { maxLength: 4 }), (turns) => void run(dissector, turns)));
  });

  test('survives a sample with any bytes of it changed, cut and lost', () => {
    const damage = fc.array(fc.tuple(fc.nat(10_000), fc.nat(255)), { maxLength: 20 });
    fc.assert(
      fc.property(damage, fc.array(fc.nat(10_000)), fc.nat(5000), (changes, cuts, lost) => {
        const damaged = dialogue.map(([side, bytes]) => [side, Uint8Array.from(bytes)] as const);
        for (const [at, value] of changes) {
          const bytes = damaged[at % damaged.length]?.[1];
          if (bytes !== undefined && bytes.length > 0) bytes[at % bytes.length] = value;
        }
        void run(dissector, split(damaged, cuts), lost);
      }),
      { numRuns: 1000 },
    );
  });
});

function run(dissector: StreamDissector, turns: Dialogue, lost = 0): (readonly [Side, ProtocolEvent])[] {
  const events: (readonly [Side, ProtocolEvent])[] = [];
  const conversation = new Conversation(dissector, (event, side) => events.push([side, event]));
  turns.forEach(([side, bytes], index) => {
    if (lost > 0 && index === 1) conversation.gap(side, lost);
    // The capture's buffer is used again for the next frame: what a dissector keeps must not lie in it.
    const buffer = Uint8Array.from(bytes);
    conversation.data(side, buffer);
    buffer.fill(0xaa);
  });
  return events;
}

/** The same turns in more pieces, cut where `cuts` says, counted over all turns. */
function split(turns: Dialogue, cuts: readonly number[]): Dialogue {
  const sorted = [...new Set(cuts)].toSorted((a, b) => a - b);
  let begin = 0;
  return turns.flatMap(([side, bytes]) => {
    const inside = sorted.map((cut) => cut - begin).filter((cut) => cut > 0 && cut < bytes.length);
    begin += bytes.length;
    const at = [0, ...inside, bytes.length];
    return at.slice(1).map((end, index) => [side, bytes.subarray(at[index], end)] as const);
  });
}
