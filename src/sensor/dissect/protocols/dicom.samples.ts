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

export const request = (syntax = EXPLICIT, sopClass = CT_STORAGE, ...more: readonly Buffer[]): Buffer =>
  pdu(
    1,
    titles('PACS', 'CT01'),
    item(0x10, '1.2.840.10008.3.1.1.1'),
    item(0x20, Buffer.from([1, 0, 0, 0]), item(0x30, sopClass), item(0x40, syntax)),
    item(0x20, Buffer.from([3, 0, 0, 0]), item(0x30, VERIFICATION), item(0x40, IMPLICIT)),
    user('1.2.276.0.7230010.3.0.3.6.7', 'OFFIS_DCMTK_367', ...more),
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

/** An element as one transfer syntax writes it. */
export type Write = (tag: number, vr: string, value: Uint8Array | string, undefinedLength?: boolean) => Buffer;

const padded = (value: Uint8Array | string): Buffer => {
  const bytes = typeof value === 'string' ? text(value) : Buffer.from(value);
  return bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.from(' ')]);
};

const LONG = ['OB', 'OW', 'SQ', 'UN', 'UT'];

const writer =
  (explicit: boolean, little: boolean): Write =>
  (tag, vr, value, undefinedLength = false) => {
    const body = padded(value);
    const head = Buffer.alloc(12);
    const u16 = (n: number, at: number) => (little ? head.writeUInt16LE(n, at) : head.writeUInt16BE(n, at));
    const u32 = (n: number, at: number) => (little ? head.writeUInt32LE(n, at) : head.writeUInt32BE(n, at));
    const length = undefinedLength ? 0xffffffff : body.length;
    u16(tag >>> 16, 0);
    u16(tag & 0xffff, 2);
    if (!explicit || vr === '') {
      u32(length, 4);
      return Buffer.concat([head.subarray(0, 8), body]);
    }
    head.write(vr, 4, 'latin1');
    if (LONG.includes(vr)) u32(length, 8);
    else u16(length, 6);
    return Buffer.concat([head.subarray(0, LONG.includes(vr) ? 12 : 8), body]);
  };

export const implicit = writer(false, true);
export const explicit = writer(true, true);
export const bigEndian = writer(true, false);

/** A CT image of a patient, with a sequence of undefined length before what is wanted. */
export const image = (write: Write, model = 'Scanner 3000', station = 'CT01', pixels = 4096): Buffer =>
  Buffer.concat([
    write(0x00080016, 'UI', CT_STORAGE),
    write(0x00080050, 'SH', 'ACC-815'),
    write(0x00080060, 'CS', 'CT'),
    write(0x00080070, 'LO', 'Vendor GmbH'),
    write(0x00080080, 'LO', 'General Hospital'),
    write(0x00081010, 'SH', station),
    write(0x00081090, 'LO', model),
    write(0x00081140, 'SQ', references(write), true),
    write(0x00100010, 'PN', 'DOE^JANE'),
    write(0x00100020, 'LO', '4711'),
    write(0x00100021, 'LO', 'MRN'),
    write(0x00100030, 'DA', '19700101'),
    write(0x00181000, 'LO', 'SN-42'),
    write(0x00181020, 'LO', 'syngo 1.2'),
    write(0x00280010, 'US', Buffer.from([0, 2])),
    write(0x7fe00010, 'OW', Buffer.alloc(pixels, 0x04)),
  ]);

const references = (write: Write): Buffer =>
  Buffer.concat([
    write(0xfffee000, '', write(0x00081150, 'UI', CT_STORAGE), true),
    write(0xfffee00d, '', ''),
    write(0xfffee000, '', write(0x00081155, 'UI', '1.2.3')),
    write(0xfffee0dd, '', ''),
  ]);

const u16 = (value: number): Buffer => Buffer.from([value & 0xff, value >> 8]);

/** A command set: the command field, the SOP class and whatever else. */
export const command = (field: number, sopClass: string, data: boolean, ...more: readonly Buffer[]): Buffer => {
  const set = Buffer.concat([
    implicit(0x0002, 'UI', sopClass),
    implicit(0x0100, 'US', u16(field)),
    implicit(field & 0x8000 ? 0x0120 : 0x0110, 'US', u16(1)),
    implicit(0x0800, 'US', u16(data ? 1 : 0x0101)),
    ...more,
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(set.length);
  return Buffer.concat([implicit(0, 'UL', length), set]);
};

export const status = (value: number): Buffer => implicit(0x0900, 'US', u16(value));

/** A message in P-DATA PDUs of at most `size` bytes of it each. */
export const data = (kind: 'command' | 'data', bytes: Buffer, size = 1000, context = 1): Buffer => {
  const pdus: Buffer[] = [];
  for (let at = 0; at === 0 || at < bytes.length; at += size) {
    const part = bytes.subarray(at, at + size);
    const head = Buffer.alloc(6);
    head.writeUInt32BE(part.length + 2);
    head[4] = context;
    head[5] = (kind === 'command' ? 1 : 0) | (at + size >= bytes.length ? 2 : 0);
    pdus.push(pdu(4, head, part));
  }
  return Buffer.concat(pdus);
};

export const store = (dataSet: Buffer, size?: number, ...more: readonly Buffer[]): Buffer =>
  Buffer.concat([data('command', command(0x0001, CT_STORAGE, true, ...more), size), data('data', dataSet, size)]);
export const stored = data('command', command(0x8001, CT_STORAGE, false, status(0)));
export const echo = data('command', command(0x0030, VERIFICATION, false), 1000, 3);

export const dialogue = [
  ['originator', request()],
  ['responder', accept()],
  ['originator', store(image(explicit), 150)],
  ['responder', stored],
  ['originator', Buffer.concat([store(image(explicit)), echo])],
  ['responder', stored],
  ['originator', release],
  ['responder', released],
] as const;

/** A UID or a credential with its length. */
export const counted = (value: string): Buffer =>
  Buffer.concat([Buffer.from([value.length >> 8, value.length & 0xff]), Buffer.from(value)]);
