/** The demo hospital, played for hours on end in other subnets each time, as the bytes of one capture. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const FILE_HEADER = 24;
const RECORD_HEADER = 16;
const IPV4 = 0x0800;
/** Subnets that take turns. */
const SUBNETS = 200;

/** Of the demo hospital. */
export const PACKETS = recordsOf(
  gunzipSync(readFileSync(join(import.meta.dirname, '../../lab/demo/hospital.pcap.gz'))),
).length;

/** Little-endian pcap of microseconds in, the same out; `rounds` is how often it is played. */
export function dayOf(
  capture: Buffer,
  hours: number,
): { readonly bytes: AsyncIterable<Uint8Array>; readonly rounds: number } {
  const records = recordsOf(capture);
  const first = capture.readUInt32LE(FILE_HEADER);
  const last = capture.readUInt32LE(records.at(-1) ?? FILE_HEADER);
  const length = last - first + 1;
  const rounds = Math.ceil((hours * 3600) / length);
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield capture.subarray(0, FILE_HEADER);
    for (let round = 0; round < rounds; round++)
      yield await Promise.resolve(moved(capture, records, round * length, round % SUBNETS));
  }
  return { bytes: bytes(), rounds };
}

function recordsOf(capture: Buffer): readonly number[] {
  const records: number[] = [];
  for (let at = FILE_HEADER; at < capture.length; at += RECORD_HEADER + capture.readUInt32LE(at + 8)) records.push(at);
  return records;
}

/** All records, `seconds` later and with the third byte of every IPv4 address other by `subnet`. */
function moved(capture: Buffer, records: readonly number[], seconds: number, subnet: number): Uint8Array {
  const bytes = Buffer.from(capture);
  for (const at of records) {
    bytes.writeUInt32LE(bytes.readUInt32LE(at) + seconds, at);
    const frame = at + RECORD_HEADER;
    if (bytes.readUInt16BE(frame + 12) !== IPV4) continue;
    for (const address of [frame + 26, frame + 30]) {
      // Groups stay what they are.
      if ((bytes[address] ?? 0) < 224) bytes[address + 2] = ((bytes[address + 2] ?? 0) + subnet) & 0xff;
    }
  }
  return bytes.subarray(FILE_HEADER);
}
