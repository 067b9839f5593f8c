import { expect, test } from 'vitest';
import { joined, PcapngWriter } from './capture-writer.samples.ts';
import { read } from './capture.samples.ts';

const SECONDS = 1_585_066_069n;
const A = Uint8Array.of(1, 2, 3);
const B = Uint8Array.of(4, 5, 6, 7, 8);
const writer = new PcapngWriter();

test.each([true, false])('all kinds of packet block are frames, little-endian %s', async (littleEndian) => {
  const w = new PcapngWriter(littleEndian);
  const capture = joined([
    w.section(),
    w.interface(1),
    w.interface(113),
    w.enhanced(A, SECONDS * 1_000_000n + 5n, 1, 60),
    w.block(5, new Uint8Array(20)),
    w.block(0x7777, new Uint8Array(4)),
    w.packet(B, 7n),
    w.simple(A),
  ]);
  for (const chunk of [1, 13, 65_536]) {
    const { summary, frames } = await read(capture, chunk);
    expect(frames).toEqual([
      { number: 1, time: Number(SECONDS) * 1_000_000 + 5, linkType: 113, wireLength: 60, bytes: [...A] },
      { number: 2, time: 7, linkType: 1, wireLength: 5, bytes: [...B] },
      { number: 3, time: 0, linkType: 1, wireLength: 3, bytes: [...A] },
    ]);
    expect(summary).toMatchObject({ format: 'pcapng', frames: 3, bytes: 68, first: 7, incomplete: null });
  }
});

test('a second section brings its own byte order and interfaces, and the count goes on', async () => {
  const other = new PcapngWriter(false);
  const { frames } = await read(
    joined([
      writer.section(),
      writer.interface(1),
      writer.enhanced(A),
      other.section(),
      other.interface(101),
      other.enhanced(B),
    ]),
  );
  expect(frames).toMatchObject([
    { number: 1, linkType: 1 },
    { number: 2, linkType: 101, bytes: [...B] },
  ]);
});

test.each([
  ['seconds', 0, SECONDS, Number(SECONDS) * 1_000_000],
  ['milliseconds', 3, SECONDS * 1000n + 7n, Number(SECONDS) * 1_000_000 + 7000],
  ['nanoseconds', 9, SECONDS * 1_000_000_000n + 123_456_999n, Number(SECONDS) * 1_000_000 + 123_456],
  ['tenths of nanoseconds', 10, SECONDS * 10_000_000_000n + 19_999n, Number(SECONDS) * 1_000_000 + 1],
  ['parts of 2^20', 0x80 | 20, SECONDS * 1_048_576n + 524_288n, Number(SECONDS) * 1_000_000 + 500_000],
])('a clock of %s is understood', async (_name, resolution, ticks, time) => {
  const capture = joined([
    writer.section(),
    writer.interface(1, [
      [2, Buffer.from('eth0')],
      [9, Uint8Array.of(resolution)],
    ]),
    writer.enhanced(A, ticks),
  ]);
  expect((await read(capture)).frames).toMatchObject([{ time }]);
});

test('an offset of the clock in seconds is added', async () => {
  const offset = new Uint8Array(8);
  new DataView(offset.buffer).setBigInt64(0, SECONDS, true);
  const capture = joined([writer.section(), writer.interface(1, [[14, offset]]), writer.enhanced(A, 3n)]);
  expect((await read(capture)).frames).toMatchObject([{ time: Number(SECONDS) * 1_000_000 + 3 }]);
});

test('the snapshot length tells how much of a simple packet there is', async () => {
  const capture = joined([writer.section(), writer.interface(1, [], 4), writer.simple(B.subarray(0, 4), 900)]);
  expect((await read(capture)).frames).toMatchObject([{ wireLength: 900, bytes: [...B.subarray(0, 4)] }]);
});

test('journal entries and custom blocks count as frames, as Wireshark has it, but are none', async () => {
  const capture = joined([
    writer.section(),
    writer.interface(),
    writer.block(9, new Uint8Array(24)),
    writer.block(0xbad, new Uint8Array(4)),
    writer.enhanced(A),
  ]);
  const { summary, frames } = await read(capture);
  expect(frames).toMatchObject([{ number: 3 }]);
  expect(summary).toMatchObject({ frames: 3, bytes: 3 });
});

test('blocks longer than the buffer pass without being held', async () => {
  const capture = joined([
    writer.section(),
    writer.interface(),
    writer.block(0x7777, new Uint8Array(3_000_000)),
    writer.enhanced(A),
  ]);
  expect((await read(capture)).summary).toMatchObject({ frames: 1, incomplete: null });
  expect((await read(capture.subarray(0, 2_000_000))).summary).toMatchObject({
    frames: 0,
    incomplete: 'truncated block at byte 48: it claims 3000012 bytes, 1999952 are left',
  });
});

const before = joined([writer.section(), writer.interface(), writer.enhanced(A)]);

test.each([
  ['a length below every block', writer.block(7, new Uint8Array(4), 8), 'it claims 8 bytes, 12 is the least'],
  ['a huge length', writer.block(7, new Uint8Array(4), 2 ** 31), 'it claims 2147483648 bytes, 16777216 are possible'],
  ['an odd length', writer.block(7, new Uint8Array(4), 15), 'it claims 15 bytes, which is no multiple of 4'],
  ['two lengths', writer.block(7, new Uint8Array(8), 16), 'its length is 16 before it and another behind it'],
  ['an interface nobody described', writer.enhanced(A, 0n, 3), 'it names interface 3 of 1'],
  ['a section of the future', writer.section(2, 0), 'version 2.0 is not known'],
  ['an empty interface', writer.block(1, new Uint8Array()), 'it is too short to describe an interface'],
  ['a frame longer than its block', writer.block(3, writer.u32(99)), '16 bytes are too few for what it holds'],
])('%s ends the reading with what was read before', async (_name, block, why) => {
  const { summary } = await read(joined([before, block, writer.enhanced(A)]));
  expect(summary).toMatchObject({ frames: 1, incomplete: `damaged block at byte ${before.length}: ${why}` });
});

test('a file that ends within a block says where, and what is missing', async () => {
  const { summary } = await read(before.subarray(0, -10));
  expect(summary).toMatchObject({
    frames: 0,
    incomplete: 'truncated block at byte 48: it claims 36 bytes, 26 are left',
  });
});
