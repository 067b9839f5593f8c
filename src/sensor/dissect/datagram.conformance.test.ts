/** What must hold for every datagram and link dissector, whatever its protocol. A new one is covered once it has samples. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Reader, Violation } from '../../lib/reader.ts';
import type { ProtocolEvent, Side } from './dissector.ts';
import { datagramDissectors, linkDissectors } from './protocols.ts';

/** Who sends what, in turn. A `*.samples.ts` exports `dialogue`; of a link dissector both sides are read alike. */
type Dialogue = readonly (readonly [Side, Uint8Array])[];
type Read = (bytes: Uint8Array, side: Side) => readonly ProtocolEvent[];

/** The longest payload of a datagram, and the most time that reading it may take: far more than any needs. */
const LARGEST = 65_507;
const MAX_MILLISECONDS = 500;

const read =
  (dissect: (reader: Reader, side: Side, emit: (event: ProtocolEvent) => void) => void): Read =>
  (bytes, side) => {
    const events: ProtocolEvent[] = [];
    try {
      dissect(new Reader(bytes), side, (event) => events.push(event));
    } catch (error) {
      // Whoever drives a dissector expects this of it, and nothing else.
      if (!(error instanceof Violation)) throw error;
    }
    return events;
  };

const subjects = [
  ...datagramDissectors.map((dissector) => ({
    name: dissector.name,
    probe: (head: Uint8Array, side: Side) => dissector.probe(head, side),
    read: read((reader, side, emit) => dissector.dissect(reader, side, emit)),
  })),
  ...linkDissectors.map((dissector) => ({
    name: dissector.name,
    probe: () => true,
    read: read((reader, _side, emit) => dissector.dissect(reader, emit)),
  })),
];

const cases = await Promise.all(
  subjects.map(async (subject) => {
    const { dialogue }: { dialogue: Dialogue } = await import(`./protocols/${subject.name}.samples.ts`);
    return { ...subject, dialogue };
  }),
);

describe.each(cases)('$name', ({ probe, read: run, dialogue }) => {
  const anySample = fc.constantFrom(...dialogue);
  const changes = fc.array(fc.tuple(fc.nat(10_000), fc.nat(255)), { maxLength: 20 });

  test('recognises its own sample, and has something to say of it', () => {
    expect(dialogue.length).toBeGreaterThan(0);
    for (const [side, bytes] of dialogue) expect(probe(bytes, side)).toBe(true);
    expect(dialogue.flatMap(([side, bytes]) => run(bytes, side)).length).toBeGreaterThan(0);
  });

  test('says the same of the same bytes, and keeps none of them', () => {
    for (const [side, bytes] of dialogue) {
      const buffer = Uint8Array.from(bytes);
      const said = run(buffer, side);
      buffer.fill(0xaa);
      expect(said).toEqual(run(bytes, side));
    }
  });

  test('survives any bytes at all', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Side>('originator', 'responder'),
        fc.uint8Array({ maxLength: 1500 }),
        (side, bytes) => {
          probe(bytes, side);
          run(bytes, side);
        },
      ),
    );
  });

  test('survives a sample with any bytes of it changed and its end cut off', () => {
    fc.assert(
      fc.property(anySample, changes, fc.nat(10_000), ([side, bytes], changed, cut) => {
        const damaged = Uint8Array.from(bytes.subarray(0, cut % 3 === 0 ? cut % (bytes.length + 1) : bytes.length));
        for (const [at, value] of changed) if (damaged.length > 0) damaged[at % damaged.length] = value;
        probe(damaged, side);
        run(damaged, side);
      }),
      { numRuns: 1000 },
    );
  });

  test('needs no longer for the largest datagram than for as many small ones', () => {
    const filler = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 16 }),
      fc.nat(255).map((byte) => Uint8Array.of(byte)),
    );
    fc.assert(
      fc.property(anySample, filler, ([side, bytes], pattern) => {
        const large = new Uint8Array(LARGEST);
        for (let at = 0; at < LARGEST; at += pattern.length) large.set(pattern.subarray(0, LARGEST - at), at);
        large.set(bytes);
        const began = process.cpuUsage();
        run(large, side);
        const { user, system } = process.cpuUsage(began);
        expect((user + system) / 1000).toBeLessThan(MAX_MILLISECONDS);
      }),
    );
  });
});
