/** DHCPv6 messages to test with. */
const option = (number: number, ...value: readonly number[]): readonly number[] => [
  0,
  number,
  value.length >> 8,
  value.length & 0xff,
  ...value,
];

const CLIENT = option(1, 0, 1, 0, 1, 0x2a, 0, 0, 0, 0x00, 0x03, 0xb1, 0xb5, 0xb6, 0x48);
const SERVER = option(2, 0, 3, 0, 1, 0x08, 0x00, 0x27, 0x1d, 0xa6, 0xc2);
const partial = [7, ...Buffer.from('pump-17')];
export const solicit = Uint8Array.from([
  ...Uint8Array.of(1, 0x11, 0x22, 0x33),
  ...CLIENT,
  ...option(39, 0, ...partial),
  ...option(16, 0, 0, 0x01, 0x37, 0, 8, ...Buffer.from('MSFT 5.0')),
  ...option(6, 0, 24, 0, 23),
]);
export const reply = Uint8Array.from([
  ...Uint8Array.of(7, 0x11, 0x22, 0x33),
  ...CLIENT,
  ...SERVER,
  ...option(39, 1, ...partial, 4, ...Buffer.from('ward'), 0),
]);
/** What a relay makes of it: the client's address behind that of the link. */
export const relayed = (message: Uint8Array): Uint8Array =>
  Uint8Array.from([
    12,
    ...Array.from({ length: 17 }, () => 0),
    0xfe,
    0x80,
    ...Array.from({ length: 13 }, () => 0),
    7,
    ...option(9, ...message),
  ]);
export const dialogue = [
  ['originator', solicit],
  ['responder', reply],
  ['originator', relayed(solicit)],
] as const;
