import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { joined, pcap, PcapngWriter } from './capture-writer.samples.ts';
import { read } from './capture.samples.ts';
import { readCapture } from './capture.ts';
import { fromStream, openFile } from './source.ts';

const frame = { bytes: new Uint8Array(60).fill(7), time: 1_585_066_069_954_452 };
const capture = pcap(Array.from({ length: 1000 }, () => frame));
const nobody = { frame: () => {} };
const incomplete = async (bytes: Uint8Array) => (await read(bytes)).summary.incomplete;

test('compressed captures are read like others, also in several members', async () => {
  const half = capture.length >> 1;
  for (const pack of [gzipSync, zstdCompressSync]) {
    const members = joined([pack(capture.subarray(0, half)), pack(capture.subarray(half))]);
    for (const packed of [pack(capture), members]) {
      expect((await read(packed, 100)).summary).toMatchObject({ format: 'pcap', frames: 1000, incomplete: null });
    }
  }
});

const noise = Uint8Array.from({ length: 1_000_000 }, (_, n) => (Math.imul(n, 2_654_435_761) >>> 13) & 255);
const large = pcap(Array.from({ length: 20 }, (_, n) => ({ bytes: noise.slice(n, n + 50_000) })));

test.each([
  ['gzip', gzipSync],
  ['zstd', zstdCompressSync],
] as const)('%s data that ends early gives what was before', async (name, pack) => {
  const packed = new Uint8Array(pack(large));
  const { summary } = await read(packed.subarray(0, packed.length - 20));
  expect(summary.frames).toBeGreaterThan(10);
  expect(summary.incomplete).toMatch(
    new RegExp(`^the ${name} data is damaged or ends early after \\d+ unpacked bytes$`),
  );
});

test('damaged gzip data says the same in any pieces', async () => {
  const packed = new Uint8Array(gzipSync(large));
  packed.fill(0x55, packed.length >> 1, (packed.length >> 1) + 64);
  const { summary } = await read(packed);
  expect(summary.incomplete).not.toBeNull();
  expect((await read(packed, 999)).summary).toEqual(summary);
});

test('what is no capture is told apart, and nothing of it repeated', async () => {
  expect(await incomplete(new Uint8Array())).toBe('the file is empty');
  expect(await incomplete(Buffer.from('PID|1||4711||DOE^JANE'))).toBe('neither pcap nor pcapng: it looks like text');
  expect(await incomplete(Buffer.from('ä'))).toBe('neither pcap nor pcapng: it looks like text');
  expect(await incomplete(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))).toBe(
    'neither pcap nor pcapng: it begins with 0x89504e47',
  );
  expect(await incomplete(Uint8Array.of(1))).toBe('neither pcap nor pcapng');
  expect(await incomplete(gzipSync(''))).toBe('the file is empty');
});

test('files that cannot be opened say so in one line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wardline-'));
  const missing = join(folder, 'missing.pcap');
  await expect(openFile(missing)).rejects.toMatchObject({ code: 'not-found', message: `${missing} does not exist` });
  await expect(openFile(folder)).rejects.toMatchObject({
    code: 'invalid',
    message: `${folder} is a directory, not a capture`,
  });
  rmSync(folder, { recursive: true });
});

test('a file that may not be read says so in one line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wardline-'));
  const locked = join(folder, 'locked.pcap');
  writeFileSync(locked, capture, { mode: 0 });
  // Nothing is forbidden to root.
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  try {
    await expect(openFile(locked)).rejects.toMatchObject({
      code: 'forbidden',
      message: `${locked} may not be read by this user`,
    });
  } finally {
    if (root) process.seteuid?.(0);
  }
  rmSync(folder, { recursive: true });
});

test.each([
  ['nothing at all', new Uint8Array(), 'neither pcap nor pcapng: it begins with zeros'],
  ['the head of a capture', capture.subarray(0, 24), 'damaged record at byte 24: only zeros follow'],
])('20 GB of holes behind %s are not read through', async (_name, head, why) => {
  const folder = mkdtempSync(join(tmpdir(), 'wardline-'));
  const path = join(folder, 'sparse.pcap');
  const file = openSync(path, 'w');
  writeFileSync(file, head);
  ftruncateSync(file, 20 * 2 ** 30);
  closeSync(file);
  const progress: [number, number | null][] = [];
  const summary = await readCapture(await openFile(path), nobody, {
    onProgress: (consumed, size) => progress.push([consumed, size]),
  });
  expect(summary).toMatchObject({ file: path, frames: 0, first: null, last: null, incomplete: why });
  expect(progress).toEqual([[1_048_576, 20 * 2 ** 30]]);
  rmSync(folder, { recursive: true });
});

test('standard input that closes early is a truncated capture', async () => {
  const input = new Readable({ read: () => {} });
  input.push(capture.subarray(0, 24 + 76 + 40));
  setImmediate(() => input.destroy());
  expect(await readCapture(fromStream(input), nobody)).toMatchObject({
    file: '-',
    frames: 1,
    incomplete: 'truncated record at byte 100: it claims 76 bytes, 40 are left',
  });
});

const w = new PcapngWriter();
const samples = [
  pcap([frame, frame, frame]),
  joined([w.section(), w.interface(), w.enhanced(frame.bytes), w.simple(frame.bytes)]),
];

test('no bytes make the reading fail, and every frame lies in its buffer', async () => {
  const mutated = fc
    .tuple(fc.constantFrom(...samples), fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 6 }), fc.nat(250))
    .map(([sample, changes, length]) => {
      const bytes = sample.slice(0, length);
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      return bytes;
    });
  await fc.assert(
    fc.asyncProperty(fc.oneof(mutated, fc.uint8Array({ maxLength: 300 })), async (bytes) => {
      let seen = 0;
      const summary = await readCapture(fromStream(Readable.from([bytes])), {
        frame({ bytes: buffer, start, end }) {
          seen += 1;
          expect(0 <= start && start <= end && end <= buffer.length).toBe(true);
        },
      });
      expect(summary.frames).toBeGreaterThanOrEqual(seen);
    }),
    { numRuns: 300 },
  );
});
