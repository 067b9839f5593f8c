/** NetBIOS name service messages to test with. */
import { ASKED, message, question, record } from './dns.samples.ts';

export const encoded = (name: string, suffix: number): readonly number[] => [
  32,
  ...[...Buffer.from(name.padEnd(15)), suffix].flatMap((byte) => [0x41 + (byte >> 4), 0x41 + (byte & 0xf)]),
  0,
];

const asked = question(encoded('NURSE-PC-3', 0), 32);
const held = [0x00, 0x00, 10, 0, 0, 155];
export const query = message(0x0110, [[asked]]);
export const answer = message(0x8500, [[], [record(encoded('NURSE-PC-3', 0), 32, held)]]);
export const registration = message(0x2910, [[asked], [], [], [record(ASKED, 32, held)]]);
export const release = message(0x3010, [[asked], [], [], [record(ASKED, 32, held)]]);
const plain = (name: string, suffix: number, flags: number) => [...Buffer.from(name.padEnd(15)), suffix, flags, 0];
export const status = message(0x8400, [
  [],
  [
    record(encoded('*', 0), 33, [
      3,
      ...plain('NURSE-PC-3', 0x00, 0x04),
      ...plain('WARD', 0x00, 0x84),
      ...plain('JDOE', 0x03, 0x04),
      ...Buffer.from('0003b1b5b648', 'hex'),
      ...Array.from({ length: 40 }, () => 0),
    ]),
  ],
]);
export const dialogue = [
  ['originator', query],
  ['responder', answer],
  ['originator', registration],
  ['responder', status],
] as const;
