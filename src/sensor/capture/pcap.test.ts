import { expect, test } from 'vitest';
import { joined, pcap } from './capture-writer.samples.ts';
import { read } from './capture.samples.ts';

const TIME = 1_585_066_069_954_452;
const FRAMES = [
  { bytes: Uint8Array.of(1, 2, 3), time: TIME },
  { bytes: Uint8Array.of(4), time: TIME - 1, wireLength: 60 },
  { bytes: new Uint8Array(), time: TIME + 1 },
];
const READ = [
  { number: 1, time: TIME, linkType: 1, wireLength: 3, bytes: [1, 2, 3] },
  { number: 2, time: TIME - 1, linkType: 1, wireLength: 60, bytes: [4] },
  { number: 3, time: TIME + 1, linkType: 1, wireLength: 0, bytes: [] },
];

test.each([
  [true, false],
  [true, true],
  [false, false],
  [false, true],
])('little-endian %s, nanoseconds %s: the same frames', async (littleEndian, nanoseconds) => {
  const capture = pcap(FRAMES, { littleEndian, nanoseconds });
  for (const chunk of [1, 7, 65_536]) {
    const { summary, frames } = await read(capture, chunk);
    expect(frames).toEqual(READ);
    expect(summary).toEqual({
      file: '-',
      format: 'pcap',
      frames: 3,
      bytes: 63,
      first: TIME - 1,
      last: TIME + 1,
      incomplete: null,
    });
  }
});

test('a file that ends within a record says where, and what is missing', async () => {
  const whole = pcap([{ bytes: new Uint8Array(80) }, { bytes: new Uint8Array(80).fill(7) }]);
  expect((await read(whole.subarray(0, -56))).summary).toMatchObject({
    frames: 1,
    incomplete: 'truncated record at byte 120: it claims 96 bytes, 40 are left',
  });
  expect((await read(whole.subarray(0, 130))).summary.incomplete).toBe(
    'truncated record at byte 120: it claims 16 bytes, 10 are left',
  );
  expect((await read(whole.subarray(0, 10))).summary.incomplete).toBe(
    'truncated file header at byte 0: it claims 24 bytes, 10 are left',
  );
});

test('a length beyond every frame ends the reading and allocates nothing', async () => {
  const record = joined([new Uint8Array(8), new Uint8Array(8).fill(0xff)]);
  const { summary } = await read(joined([pcap([{ bytes: Uint8Array.of(1) }]), record]));
  expect(summary).toMatchObject({
    frames: 1,
    incomplete: 'damaged record at byte 41: it claims 4294967295 bytes, 262144 are possible',
  });
});

test('space that was reserved and never written is no sequence of empty frames', async () => {
  const { summary } = await read(joined([pcap([{ bytes: Uint8Array.of(1) }]), new Uint8Array(3_000_000)]));
  expect(summary).toMatchObject({ frames: 1, incomplete: 'damaged record at byte 41: only zeros follow' });
});

test('frames of the greatest length cross the buffer whole', async () => {
  const bytes = Uint8Array.from({ length: 262_144 }, (_, n) => n);
  const { summary, frames } = await read(pcap(Array.from({ length: 9 }, () => ({ bytes }))));
  expect(summary).toMatchObject({ frames: 9, bytes: 9 * 262_144, incomplete: null });
  expect(frames.every((frame) => Buffer.from(frame.bytes).equals(bytes))).toBe(true);
});

test('link types that nobody knows are counted and named', async () => {
  const { summary } = await read(pcap([{ bytes: Uint8Array.of(1) }], { linkType: 147 }));
  expect(summary).toMatchObject({
    frames: 1,
    incomplete: 'link type 147 is not understood: such frames are only counted',
  });
});

test("the patched libpcap's longer record headers are passed", async () => {
  const [header, record, frame] = [new Uint8Array(24), new Uint8Array(24), Uint8Array.of(1, 2)];
  header.set([0x34, 0xcd, 0xb2, 0xa1, 2, 0, 4, 0]);
  header[20] = 1;
  record[8] = record[12] = 2;
  const { frames } = await read(joined([header, record, frame, record, frame]));
  expect(frames.map(({ bytes }) => bytes)).toEqual([
    [1, 2],
    [1, 2],
  ]);
});

test('the oldest captures name the length on the wire first', async () => {
  const capture = pcap([{ bytes: Uint8Array.of(1, 2) }]);
  capture[6] = 2;
  capture[32] = 60;
  capture[36] = 2;
  expect((await read(capture)).frames).toMatchObject([{ wireLength: 60, bytes: [1, 2] }]);
});
