/** RADIUS packets to test with. */
export const attribute = (type: number, value: string | Uint8Array): number[] => {
  const bytes = Buffer.from(value);
  return [type, bytes.length + 2, ...bytes];
};
export const packet = (code: number, ...attributes: readonly number[]): Uint8Array => {
  const length = 20 + attributes.length;
  return Uint8Array.from([code, 7, length >> 8, length & 0xff, ...Buffer.alloc(16, 9), ...attributes]);
};
export const request = packet(
  1,
  ...attribute(1, 'jane.doe'),
  ...attribute(2, Buffer.alloc(16, 3)),
  ...attribute(30, '08-00-27-1D-A6-C2:clinical'),
  ...attribute(31, '00-03-B1-B5-B6-48'),
  ...attribute(32, 'ap-ward-3'),
);
export const accept = packet(2, ...attribute(1, 'jane.doe'));
export const dialogue = [
  ['originator', request],
  ['responder', accept],
] as const;
