/** WireGuard messages to test with. */
export const message = (type: number, length: number): Uint8Array => {
  const bytes = new Uint8Array(length).fill(0x5a);
  bytes.set([type, 0, 0, 0]);
  return bytes;
};
export const data = message(4, 96);
data.fill(0, 12, 16);
export const dialogue = [
  ['originator', message(1, 148)],
  ['responder', message(2, 92)],
  ['originator', data],
] as const;
