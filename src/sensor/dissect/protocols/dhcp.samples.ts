/** DHCP messages to test with. */
export const option = (number: number, value: string | readonly number[]): readonly number[] => {
  const bytes = typeof value === 'string' ? [...Buffer.from(value)] : value;
  return [number, bytes.length, ...bytes];
};

export const CHADDR = [0x00, 0x03, 0xb1, 0xb5, 0xb6, 0x48];

interface Header {
  readonly ciaddr?: readonly number[];
  readonly yiaddr?: readonly number[];
  readonly giaddr?: readonly number[];
  readonly sname?: readonly number[];
  readonly file?: readonly number[];
}

export function message(operation: 1 | 2, options: readonly number[], header: Header = {}): Uint8Array {
  const bytes = Buffer.alloc(240);
  bytes.set([operation, 1, 6, 0, 0x39, 0x03, 0xf3, 0x26]);
  bytes.set(header.ciaddr ?? [], 12);
  bytes.set(header.yiaddr ?? [], 16);
  bytes.set(header.giaddr ?? [], 24);
  bytes.set(CHADDR, 28);
  bytes.set(header.sname ?? [], 44);
  bytes.set(header.file ?? [], 108);
  bytes.writeUInt32BE(0x63825363, 236);
  return Uint8Array.from(Buffer.concat([bytes, Buffer.from([...options, 255])]));
}

export const discover = message(1, [
  ...option(53, [1]),
  ...option(61, [1, ...CHADDR]),
  ...option(12, 'PLUM-A-17'),
  ...option(60, 'udhcp 1.19.4'),
  ...option(55, [1, 3, 6, 12, 15, 28, 42]),
]);
export const acknowledge = message(
  2,
  [
    ...option(53, [5]),
    ...option(54, [10, 0, 0, 1]),
    ...option(51, [0, 0, 0x0e, 0x10]),
    ...option(3, [10, 0, 0, 254]),
    ...option(6, [10, 0, 0, 2, 10, 0, 0, 3]),
    ...option(82, [1, 4, 0, 7, 1, 3]),
  ],
  { yiaddr: [10, 0, 0, 155] },
);
export const dialogue = [
  ['originator', discover],
  ['responder', acknowledge],
] as const;
