/** NTP messages to test with. */
const message = (first: number, stratum: number, reference: readonly number[]): Uint8Array => {
  const bytes = new Uint8Array(48);
  bytes.set([first, stratum, 6, 0xec]);
  bytes.set(reference, 12);
  bytes.set([0xe6, 0x0c, 0x11, 0x22], 40);
  return bytes;
};

export const client = message(0x23, 0, []);
export const server = message(0x24, 2, [10, 0, 0, 126]);
export const reference = message(0x24, 1, [...Buffer.from('GPS')]);
export const control = (variables: string): Uint8Array => {
  const data = Buffer.from(variables);
  return Uint8Array.from([0x16, 0x82, 0, 1, 6, 0, 0, 0, 0, 0, data.length >> 8, data.length & 0xff, ...data]);
};
export const variables = control('version="ntpd 4.2.8p10@1.3728-o", processor="x86_64", system="Linux/4.4.0"');
export const monlist = Uint8Array.of(0x17, 0, 3, 42, 0, 0, 0, 0);
export const dialogue = [
  ['originator', client],
  ['responder', server],
  ['responder', variables],
  ['originator', monlist],
] as const;
