/** Bytes put together from fields. Numbers are big-endian unless the name ends in `le`; text is ISO 8859-1. */
export type Part = Uint8Array | string | readonly number[];

export function bytes(...parts: readonly Part[]): Uint8Array {
  return Buffer.concat(parts.map(encode));
}

function encode(part: Part): Uint8Array {
  if (typeof part === 'string') return Buffer.from(part, 'latin1');
  return part instanceof Uint8Array ? part : Uint8Array.from(part);
}

export const u16 = (value: number): readonly number[] => [value >>> 8, value & 0xff];
export const u24 = (value: number): readonly number[] => [value >>> 16, ...u16(value & 0xffff)];
export const u32 = (value: number): readonly number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];
export const u16le = (value: number): readonly number[] => [value & 0xff, value >>> 8];
export const u32le = (value: number): readonly number[] => [...u16le(value & 0xffff), ...u16le(value >>> 16)];

/** The parts behind their length in one, two, three or four bytes. */
export const counted8 = (...parts: readonly Part[]): Uint8Array => counted((length) => [length], parts);
export const counted16 = (...parts: readonly Part[]): Uint8Array => counted(u16, parts);
export const counted24 = (...parts: readonly Part[]): Uint8Array => counted(u24, parts);
export const counted32 = (...parts: readonly Part[]): Uint8Array => counted(u32, parts);

function counted(write: (length: number) => readonly number[], parts: readonly Part[]): Uint8Array {
  const body = bytes(...parts);
  return bytes(write(body.length), body);
}

/** Text in UTF-16LE, as Microsoft's protocols write it. */
export const utf16le = (text: string): Uint8Array => Buffer.from(text, 'utf16le');

/** A BER or DER element: tag, length, value. */
export function tlv(tag: number, ...parts: readonly Part[]): Uint8Array {
  const body = bytes(...parts);
  return bytes([tag], berLength(body.length), body);
}

function berLength(length: number): readonly number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, ...u16(length)];
}
