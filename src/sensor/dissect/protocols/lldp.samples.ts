/** LLDP frames to test with. */
const field = (type: number, ...value: readonly number[]): readonly number[] => [
  (type << 1) | (value.length >> 8),
  value.length & 0xff,
  ...value,
];
const text = (value: string): readonly number[] => [...Buffer.from(value)];
const MED = [0x00, 0x12, 0xbb];

export const advertisement = Uint8Array.from([
  ...field(1, 4, 0x00, 0x03, 0xb1, 0xb5, 0xb6, 0x40),
  ...field(2, 5, ...text('Gi1/0/2')),
  ...field(3, 0, 120),
  ...field(4, ...text('Ward 3')),
  ...field(5, ...text('switch-3')),
  ...field(6, ...text('Switch Software 7.4')),
  ...field(7, 0, 0x14, 0, 0x14),
  ...field(8, 5, 1, 10, 0, 0, 126, 2, 0, 0, 0, 1, 0),
  ...field(127, ...MED, 8, ...text('SN1')),
  ...field(127, ...MED, 10, ...text('X-48')),
  ...field(127, 0x00, 0x80, 0xc2, 1, 0, 7),
  ...field(0),
  ...text('padding'),
]);
export const dialogue = [['originator', advertisement]] as const;
