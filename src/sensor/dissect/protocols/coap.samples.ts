/** CoAP messages to test with. */
const option = (delta: number, value: string): Buffer =>
  Buffer.concat([Buffer.of((delta << 4) | value.length), Buffer.from(value)]);
export const request = Buffer.concat([
  Buffer.of(0x42, 1, 0, 7, 0xaa, 0xbb),
  option(11, 'bed'),
  option(0, '7'),
  Buffer.of(0xd1, 4, 0x28), // option 28: a size
]);
export const write = Buffer.concat([Buffer.of(0x40, 3, 0, 8), option(11, 'set'), Buffer.of(0xff), Buffer.from('doe')]);
export const answer = Buffer.concat([Buffer.of(0x62, 0x45, 0, 7, 0xaa, 0xbb, 0xff), Buffer.from('37.5')]);
export const dialogue = [
  ['originator', request],
  ['originator', write],
] as const;
