/** NetBIOS datagrams to test with. */
import { encoded } from './nbns.samples.ts';

const u16le = (value: number) => [value & 0xff, value >> 8];
const zeros = (length: number): readonly number[] => Array.from({ length }, () => 0);
const mailslot = [...Buffer.from('\\MAILSLOT\\BROWSE\0')];

function datagram(data: readonly number[]): Uint8Array {
  const names = [...encoded('NURSE-PC-3', 0x20), ...encoded('WARD', 0x1d)];
  return Uint8Array.from([
    0x11,
    0x02,
    0,
    1,
    10,
    0,
    0,
    155,
    0,
    138,
    0,
    names.length + data.length,
    0,
    0,
    ...names,
    ...data,
  ]);
}

const announced = [0x01, 0, 0x80, 0xfc, 10, 0, ...Buffer.from('NURSE-PC-3'.padEnd(16, '\0')), 5, 1, ...zeros(8), 0];
/** The header of an SMB transaction, 17 words of which the thirteenth is where its data begin, and the mailslot. */
export const announcement = datagram([
  0xff,
  ...Buffer.from('SMB%'),
  ...zeros(27),
  17,
  ...zeros(24),
  ...u16le(32 + 1 + 34 + 2 + mailslot.length),
  ...zeros(8),
  ...u16le(mailslot.length),
  ...mailslot,
  ...announced,
]);
export const other = datagram([1, 2, 3]);
export const dialogue = [
  ['originator', announcement],
  ['originator', other],
] as const;
