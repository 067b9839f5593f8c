/** Messages of IKE to test with. */
const payload = (next: number, ...body: readonly number[]): number[] => [next, 0, 0, body.length + 4, ...body];
export const message = (
  version: number,
  exchange: number,
  flags: number,
  first = 0,
  ...body: readonly number[]
): Buffer =>
  Buffer.from([
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((byte) => byte * 3),
    ...Buffer.alloc(8, (flags & 0x20) === 0 && exchange === 34 ? 0 : 9),
    first,
    version,
    exchange,
    flags,
    ...Buffer.alloc(4),
    0,
    0,
    (28 + body.length) >> 8,
    (28 + body.length) & 0xff,
    ...body,
  ]);
const transform = (more: number, type: number, id: number, ...attributes: readonly number[]): number[] => [
  more,
  0,
  0,
  8 + attributes.length,
  type,
  0,
  id >> 8,
  id & 0xff,
  ...attributes,
];
const TRANSFORMS = [...transform(3, 1, 20, 0x80, 0x0e, 1, 0), ...transform(3, 2, 5), ...transform(0, 4, 31)];
const PROPOSAL = [0, 0, 0, 8 + TRANSFORMS.length, 1, 1, 0, 3, ...TRANSFORMS];
const ASSOCIATION = payload(34, ...PROPOSAL);

export const init = message(0x20, 34, 0x08, 33, ...ASSOCIATION, ...payload(0, 0, 31, 0, 0));
export const chosen = message(0x20, 34, 0x20, 33, ...ASSOCIATION, ...payload(0, 0, 31, 0, 0));
export const aggressive = message(0x10, 4, 0, 1, ...payload(0, 0, 0, 0, 1));
export const translated = Buffer.concat([Buffer.alloc(4), message(0x20, 35, 0x08, 46, ...payload(0, 1, 2, 3))]);
export const data = Buffer.from('0a0b0c0d00000001ffeeddcc', 'hex');
export const dialogue = [
  ['originator', init],
  ['responder', chosen],
  ['originator', translated],
  ['originator', aggressive],
] as const;
