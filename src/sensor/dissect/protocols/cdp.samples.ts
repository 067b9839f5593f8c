/** CDP frames to test with. */
const field = (type: number, value: string | readonly number[]): readonly number[] => {
  const bytes = typeof value === 'string' ? [...Buffer.from(value)] : value;
  return [0, type, (bytes.length + 4) >> 8, (bytes.length + 4) & 0xff, ...bytes];
};

export const advertisement = Uint8Array.from([
  ...Uint8Array.of(2, 180, 0x12, 0x34),
  ...field(1, 'switch-3'),
  ...field(2, [0, 0, 0, 1, 1, 1, 0xcc, 0, 4, 10, 0, 0, 126]),
  ...field(3, 'GigabitEthernet0/5'),
  ...field(4, [0, 0, 0, 0x29]),
  ...field(5, 'Switch Software, Version 12.2(25)\nCompiled in May'),
  ...field(6, 'cisco WS-C3560G-24PS'),
  ...Uint8Array.of(0, 0),
]);
export const dialogue = [['originator', advertisement]] as const;
