/** BACnet/IP datagrams to test with. */
import { u16 } from './dns.samples.ts';

export const bvlc = (fn: number, ...parts: readonly (readonly number[] | Uint8Array)[]): Uint8Array => {
  const body = parts.flatMap((part) => [...part]);
  return Uint8Array.from([0x81, fn, ...u16(body.length + 4), ...body]);
};
export const text = (value: string): number[] => {
  const bytes = Buffer.from(value);
  return [0x75, bytes.length + 1, 0, ...bytes];
};
const hex = (digits: string): Buffer => Buffer.from(digits.replaceAll(' ', ''), 'hex');
/** Device 4711. */
export const DEVICE = [0x02, 0x00, 0x12, 0x67];

export const whoIs = bvlc(0x0b, [1, 0x20, 0xff, 0xff, 0, 0xff, 0x10, 8]);
export const iAm = bvlc(0x0b, [1, 0, 0x10, 0, 0xc4, ...DEVICE, 0x22, 0x05, 0xc4, 0x91, 0, 0x21, 24]);
/** Through a router: from station 7 of network 3. */
export const routedIAm = bvlc(0x0b, [1, 8, 0, 3, 1, 7, 0x10, 0, 0xc4, ...DEVICE, 0x22, 0x05, 0xc4, 0x91, 0, 0x21, 24]);
export const readProperty = bvlc(0x0a, [1, 4, 0, 5, 1, 12, 0x0c, ...DEVICE, 0x19, 70]);
export const propertyIs = bvlc(0x0a, [1, 0, 0x30, 1, 12, 0x0c, ...DEVICE, 0x19, 70, 0x3e, ...text('ME812u'), 0x3f]);
const property = (id: number, value: readonly number[]) => [0x29, id, 0x4e, ...value, 0x4f];
export const propertiesAre = bvlc(0x0a, [
  ...hex('0100 30020e 0c00400001 1e'),
  ...property(77, text('room temperature')),
  0x1f,
  0x0c,
  ...DEVICE,
  0x1e,
  ...property(77, text('OR-AHU-1')),
  ...property(121, text('Automated Logic Corporation')),
  ...property(44, text('6.00a')),
  ...property(120, [0x21, 24]),
  ...hex('29614e8502 00014f 291c5e910291205f 1f'),
]);
export const writeProperty = bvlc(
  0x0a,
  [1, 4, 0, 5, 3, 15, 0x0c, 0, 0x40, 0, 1, 0x19, 85, 0x3e, 0x44, 66, 0, 0, 0, 0x3f],
);
const forwarded = bvlc(0x04, [10, 0, 0, 9, 0xba, 0xc0, 1, 0, 0x10, 8]);
export const dialogue = [
  ['originator', whoIs],
  ['responder', iAm],
  ['originator', readProperty],
  ['responder', propertyIs],
  ['responder', propertiesAre],
  ['originator', writeProperty],
  ['originator', forwarded],
  ['responder', routedIAm],
] as const;
