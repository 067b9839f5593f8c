import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_DATAGRAMS, MAX_FRAGMENT_AGE, MAX_FRAGMENT_BYTES } from '../../lib/limits.ts';
import { decoded, payloadOf } from './decode.samples.ts';
import { Fragments } from './fragments.ts';
import { ethernet, hex, ipv4, type Ipv4Options, ipv6, ipv6Fragment, text, udp } from './packet-builder.samples.ts';
import { Verdict, type Packet } from './packet.ts';

const content = Array.from({ length: 300 }, (_, n) => String(n)).join();
const whole = udp(2000, 161, text(content));

function fragment(payload: Uint8Array, options: Ipv4Options, frame = { number: 1, time: 0 }): Packet {
  const { verdict, packet } = decoded(ethernet(0x0800, ipv4(17, payload, options)), frame);
  expect(verdict).toBe(Verdict.fragment);
  return packet;
}

/** `whole` from `start` to `end`, both multiples of eight but the last end. */
const part = (start: number, end: number, frame?: { number: number; time: number }): Packet =>
  fragment(whole.subarray(start, end), { fragmentOffset: start, moreFragments: end < whole.length }, frame);

/** Cuts for `whole`, its start and end among them. */
const cuts = fc
  .uniqueArray(fc.integer({ min: 1, max: (whole.length >> 3) - 1 }), { minLength: 1, maxLength: 12 })
  .map((eighths) => [0, ...eighths.toSorted((a, b) => a - b).map((n) => n * 8), whole.length]);

test('fragments in any order, some of them twice, make one datagram with the last that was missing', () => {
  const arrivals = cuts.chain((at) => {
    const parts = at.slice(1).map((end, n) => [at[n] ?? 0, end] as const);
    return fc.tuple(
      fc.constant(parts.length),
      fc.shuffledSubarray([...parts, ...parts], { minLength: parts.length * 2, maxLength: parts.length * 2 }),
    );
  });
  fc.assert(
    fc.property(arrivals, ([count, order]) => {
      const fragments = new Fragments();
      const seen = new Set<number>();
      for (const [n, [start, end]] of order.entries()) {
        seen.add(start);
        const packet = fragments.add(part(start, end, { number: n + 1, time: n }));
        if (seen.size < count) expect(packet).toBeUndefined();
        else {
          expect(packet).toMatchObject({ frame: n + 1, time: n, srcPort: 2000, dstPort: 161, cut: 0, protocol: 17 });
          expect(packet === undefined ? '' : payloadOf(packet)).toBe(content);
          return;
        }
      }
      throw new Error('it never became whole');
    }),
  );
});

test('the first of several versions of a byte stays', () => {
  const fragments = new Fragments();
  fragments.add(part(0, 64));
  fragments.add(fragment(new Uint8Array(64).fill(0x58), { fragmentOffset: 32, moreFragments: true }));
  const packet = fragments.add(part(64, whole.length));
  const forged = `${content.slice(0, 56)}XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX${content.slice(88)}`;
  expect(packet === undefined ? '' : payloadOf(packet)).toBe(forged);
});

test('IPv6 fragments become whole, extension headers among them', () => {
  const inner = new Uint8Array([...hex('1100 000000000000'), ...whole]);
  const sent = (start: number, end: number) =>
    decoded(ethernet(0x86dd, ipv6(44, ipv6Fragment(60, inner.subarray(start, end), 9, start, end < inner.length))))
      .packet;
  const fragments = new Fragments();
  expect(fragments.add(sent(512, inner.length))).toBeUndefined();
  const packet = fragments.add(sent(0, 512));
  expect(packet).toMatchObject({ ipVersion: 6, protocol: 17, srcPort: 2000, src0: 0xfe80_0000 | 0, dst3: 2 });
  expect(packet === undefined ? '' : payloadOf(packet)).toBe(content);
});

test('datagrams of other hosts, numbers and protocols are kept apart', () => {
  const fragments = new Fragments();
  fragments.add(part(0, 64));
  const rest = { fragmentOffset: 64, moreFragments: false };
  expect(fragments.add(fragment(whole.subarray(64), { ...rest, id: 2 }))).toBeUndefined();
  expect(fragments.add(fragment(whole.subarray(64), { ...rest, src: '10.0.0.9' }))).toBeUndefined();
  expect(fragments.add(fragment(whole.subarray(64), rest))).toBeDefined();
});

test.each([
  ['ping of death', [[8, false, 65_528]]],
  ['a piece that is no multiple of eight and not the last', [[7, true, 0]]],
  ['nothing', [[0, true, 8]]],
  [
    'two different ends',
    [
      [8, false, 8],
      [8, false, 16],
    ],
  ],
  [
    'bytes behind the end',
    [
      [8, false, 8],
      [8, true, 16],
    ],
  ],
  [
    'an end before bytes that came',
    [
      [8, true, 64],
      [8, false, 8],
    ],
  ],
] as const)('%s is given up', (_name, pieces) => {
  const fragments = new Fragments();
  for (const [length, moreFragments, fragmentOffset] of pieces) {
    expect(fragments.add(fragment(new Uint8Array(length), { fragmentOffset, moreFragments }))).toBeUndefined();
  }
  expect(fragments).toMatchObject({ dropped: 1, held: 0 });
});

test('teardrop, a piece within another, does no harm', () => {
  const fragments = new Fragments();
  fragments.add(fragment(whole.subarray(0, 40), { moreFragments: true }));
  expect(fragments.add(fragment(whole.subarray(24, 28), { fragmentOffset: 24 }))).toBeUndefined();
  expect(fragments).toMatchObject({ dropped: 1, held: 0 });
});

test('fragments that the capture cut are not waited for, but the first is read', () => {
  const bytes = ethernet(0x0800, ipv4(17, whole, { moreFragments: true }));
  const first = decoded(bytes.subarray(0, 80), { wireLength: bytes.length });
  expect(first.verdict).toBe(Verdict.internet);
  expect(first.packet).toMatchObject({ srcPort: 2000, cut: bytes.length - 80 });
  const second = ethernet(0x0800, ipv4(17, whole, { fragmentOffset: 8 }));
  const { verdict, packet } = decoded(second.subarray(0, 80), { wireLength: second.length });
  expect(verdict).toBe(Verdict.internet);
  expect(packet).toMatchObject({ transportStart: -1, fragmentOffset: 8 });
});

test('what never becomes whole is held within the limits', () => {
  const fragments = new Fragments();
  for (let id = 0; id < 3 * MAX_DATAGRAMS; id++) {
    fragments.add(fragment(new Uint8Array(8), { id, fragmentOffset: id % 3 === 0 ? 65_000 : 0, moreFragments: true }));
    expect(fragments.held).toBeLessThanOrEqual(MAX_FRAGMENT_BYTES);
  }
  expect(fragments.dropped).toBeGreaterThanOrEqual(2 * MAX_DATAGRAMS);
});

test('many tiny fragments with holes between them are given up', () => {
  const fragments = new Fragments();
  for (let n = 0; n < 200; n++) {
    fragments.add(fragment(new Uint8Array(8), { fragmentOffset: 16 * n, moreFragments: true }));
  }
  expect(fragments.dropped).toBeGreaterThan(0);
});

function completedAt(time: number): Packet | undefined {
  const fragments = new Fragments();
  fragments.add(part(0, 64));
  return fragments.add(part(64, whole.length, { number: 2, time }));
}

test('fragments wait for half a minute of capture time', () => {
  expect(completedAt(MAX_FRAGMENT_AGE)).toBeDefined();
  expect(completedAt(MAX_FRAGMENT_AGE + 1)).toBeUndefined();
});
