import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ETHERNET } from './frames.ts';
import { generate } from './generate.ts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'wardline-traffic-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** Figures of different bytes do not compare: who changes these raises EDITION as well. */
const SHA256 = [
  ['mixed', '1f34787d4c215633401d166841de85e6084aa35f17eeabe186924887de2f6049'],
  ['small', 'b8b42bcaf731b4687f885ad6dbf5c6d8040dd985a26f8feea5342aeb9628fd4d'],
  ['bulk', '9bbbf0e4c75ceb60bd2c6e574e5205c7dd497c90ac17ca46c0782a91baf78cb5'],
] as const;

describe.each(SHA256)('%s', (name, sha256) => {
  const make = (file: string) => generate(join(folder, file), name, 0.002);

  test('is the same bytes on every machine', () => {
    make(`${name}.pcap`);
    expect(
      createHash('sha256')
        .update(readFileSync(join(folder, `${name}.pcap`)))
        .digest('hex'),
    ).toBe(sha256);
  });

  test('has frames in the order of time, with correct checksums', () => {
    const { packets } = make(`${name}.pcap`);
    const frames = [...records(readFileSync(join(folder, `${name}.pcap`)))];
    expect(frames.length).toBe(packets);
    expect(frames.every(({ time }, at) => time >= (frames[at - 1]?.time ?? 0))).toBe(true);
    expect(frames.filter(({ frame }) => !isCorrect(frame))).toEqual([]);
  });
});

function* records(capture: Buffer): Generator<{ time: number; frame: Buffer }> {
  for (let at = 24; at < capture.length;) {
    const length = capture.readUInt32LE(at + 8);
    const time = capture.readUInt32LE(at) * 1e6 + capture.readUInt32LE(at + 4);
    yield { time, frame: capture.subarray(at + 16, at + 16 + length) };
    at += 16 + length;
  }
}

/** Whether both checksums of an IPv4 frame are right; the second covers the addresses, the protocol and the length. */
function isCorrect(frame: Uint8Array): boolean {
  const header = frame.subarray(ETHERNET, ETHERNET + 20);
  const segment = frame.subarray(ETHERNET + 20);
  const pseudo = Uint8Array.from([0, header[9] ?? 0, segment.length >>> 8, segment.length & 0xff]);
  return ones(header) === 0xffff && ones(header.subarray(12), segment, pseudo) === 0xffff;
}

/** The ones' complement sum that a correct checksum makes 0xffff. @see RFC 1071 */
function ones(...parts: readonly Uint8Array[]): number {
  const even = Buffer.concat(parts.flatMap((part) => (part.length % 2 === 0 ? [part] : [part, new Uint8Array(1)])));
  let sum = 0;
  for (let at = 0; at < even.length; at += 2) sum += even.readUInt16BE(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return sum;
}
