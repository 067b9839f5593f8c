/** EtherNet/IP messages to test with. */
const le16 = (value: number): number[] => [value & 0xff, value >> 8];
export const message = (command: number, ...body: readonly number[]): Uint8Array =>
  Uint8Array.from([...le16(command), ...le16(body.length), ...Array.from({ length: 20 }, () => 0), ...body]);
const item = (type: number, body: readonly number[]): number[] => [...le16(type), ...le16(body.length), ...body];

export const register = message(0x65, 1, 0, 0, 0);
export const listIdentity = message(0x63);
const PRODUCT = [...Buffer.from('1756-ENBT/A')];
const IDENTITY = [
  ...Buffer.from('01000002af120a000009000000000000000001000c003a0005013000c59a2300', 'hex'),
  PRODUCT.length,
  ...PRODUCT,
  3,
];
export const identity = message(0x63, 1, 0, ...item(0x0c, IDENTITY));
const rr = (...cip: readonly number[]) => message(0x6f, 0, 0, 0, 0, 5, 0, 2, 0, ...item(0, []), ...item(0xb2, cip));
export const reset = rr(0x05, 2, 0x20, 1, 0x24, 1);
export const unit = message(0x70, 0, 0, 0, 0, 0, 0, 2, 0, ...item(0xa1, [1, 2, 3, 4]), ...item(0xb1, [9, 0, 0x4d, 2]));
export const dialogue = [
  ['originator', register],
  ['responder', register],
  ['originator', listIdentity],
  ['responder', identity],
  ['originator', reset],
  ['responder', rr(0x85, 0, 0, 0)],
  ['originator', unit],
] as const;
