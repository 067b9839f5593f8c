/** Records of the S/5 interface to test with. */
const u16 = (value: number): number[] => [value & 0xff, value >> 8];

export function record(main: number, part: number, plug: number, level: number, body: readonly number[]): Uint8Array {
  const parts = [...u16(0), part, ...u16(0), 0xff, ...Array.from({ length: 18 }, () => 0)];
  const head = [...u16(40 + body.length), 1, level, ...u16(plug), 0, 0, 0, 0x69, 0, 0, 0, 0, ...u16(main), ...parts];
  const plain = [...head, ...body];
  const sum = plain.reduce((a, b) => a + b, 0) & 0xff;
  const stuffed = [...plain, sum].flatMap((byte) => (byte === 0x7e || byte === 0x7d ? [0x7d, byte & 0xdf] : [byte]));
  return Uint8Array.of(0x7e, ...stuffed, 0x7e);
}

export const request = record(0, 0, 0, 0, [1, 5, 0, 0x0e, 0, 0, 0, 0, 0]);
/** What is measured, with bytes that must be stuffed. */
export const values = record(0, 1, 0x7e7d, 6, [0x7e, 0x7d, 0x5e, ...Array.from({ length: 200 }, (_, n) => n)]);
export const waves = record(
  1,
  4,
  0x1234,
  6,
  Array.from({ length: 300 }, (_, n) => n & 0xff),
);
export const alarms = record(4, 1, 0x1234, 6, [...Buffer.from('HR HIGH 148')]);
export const dialogue = [
  ['originator', request],
  ['responder', values],
  ['responder', waves],
  ['responder', alarms],
] as const;
