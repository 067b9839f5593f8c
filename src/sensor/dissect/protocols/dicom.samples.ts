/** DICOM bytes to test with, built as PS3.8 and PS3.5 say. */
const text = (value: string, length = value.length): Buffer => Buffer.from(value.padEnd(length), 'latin1');

export const pdu = (type: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const header = Buffer.alloc(6);
  header[0] = type;
  header.writeUInt32BE(body.length, 2);
  return Buffer.concat([header, body]);
};

export const item = (type: number, ...parts: readonly (Uint8Array | string)[]): Buffer => {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? text(part) : part)));
  return Buffer.concat([Buffer.from([type, 0, body.length >> 8, body.length & 0xff]), body]);
};

export const IMPLICIT = '1.2.840.10008.1.2';
export const EXPLICIT = '1.2.840.10008.1.2.1';
export const BIG_ENDIAN = '1.2.840.10008.1.2.2';
export const DEFLATED = '1.2.840.10008.1.2.1.99';
export const CT_STORAGE = '1.2.840.10008.5.1.4.1.1.2';
export const VERIFICATION = '1.2.840.10008.1.1';

const titles = (called: string, calling: string): Buffer =>
  Buffer.concat([Buffer.from([0, 1, 0, 0]), text(called, 16), text(calling, 16), Buffer.alloc(32)]);

const user = (uid: string, version: string, ...more: readonly Buffer[]): Buffer =>
  item(0x50, item(0x51, Buffer.from([0, 0, 0x40, 0])), item(0x52, uid), item(0x55, version), ...more);

export const request = (syntax = EXPLICIT, sopClass = CT_STORAGE): Buffer =>
  pdu(
    1,
    titles('PACS', 'CT01'),
    item(0x10, '1.2.840.10008.3.1.1.1'),
    item(0x20, Buffer.from([1, 0, 0, 0]), item(0x30, sopClass), item(0x40, syntax)),
    item(0x20, Buffer.from([3, 0, 0, 0]), item(0x30, VERIFICATION), item(0x40, IMPLICIT)),
    user('1.2.276.0.7230010.3.0.3.6.7', 'OFFIS_DCMTK_367'),
  );

export const accept = (syntax = EXPLICIT): Buffer =>
  pdu(
    2,
    titles('PACS', 'CT01'),
    item(0x10, '1.2.840.10008.3.1.1.1'),
    item(0x21, Buffer.from([1, 0, 0, 0]), item(0x40, syntax)),
    item(0x21, Buffer.from([3, 0, 3, 0]), item(0x40, IMPLICIT)),
    user('1.2.826.0.1.3680043.1', 'ARCHIVE_1'),
  );

export const release = pdu(5, Buffer.alloc(4));
export const released = pdu(6, Buffer.alloc(4));

export const dialogue = [
  ['originator', request()],
  ['responder', accept()],
  ['originator', release],
  ['responder', released],
] as const;
