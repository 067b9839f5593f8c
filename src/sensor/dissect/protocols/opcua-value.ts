/** How OPC UA writes values down. @see OPC 10000-6 section 5.2 */
import { type Reader, Violation } from '../../../lib/reader.ts';

/** Arrays of what we read are short; a longer one is damage. */
const MAX_ITEMS = 256;

export interface NodeId {
  readonly namespace: number;
  /** 0 where the identifier is no number. */
  readonly number: number;
}

/** Section 5.2.2.9. */
export function readNodeId(reader: Reader): NodeId {
  const form = reader.u8() & 0x3f;
  switch (form) {
    case 0:
      return { namespace: 0, number: reader.u8() };
    case 1:
      return { namespace: reader.u8(), number: reader.u16le() };
    case 2:
      return { namespace: reader.u16le(), number: reader.u32le() };
    case 3:
    case 5: {
      const namespace = reader.u16le();
      readString(reader);
      return { namespace, number: 0 };
    }
    case 4: {
      const namespace = reader.u16le();
      reader.skip(16);
      return { namespace, number: 0 };
    }
    default:
      throw new Violation(`a node id of form ${form}`);
  }
}

/** Also of ByteString, which is written alike; undefined for null. */
export function readString(reader: Reader): string | undefined {
  const length = reader.u32le();
  return length === 0xffffffff ? undefined : reader.utf8(length);
}

export function skipString(reader: Reader): void {
  const length = reader.u32le();
  if (length !== 0xffffffff) reader.skip(length);
}

/** A locale and a text, each of which may be missing: section 5.2.2.14. */
export function readLocalizedText(reader: Reader): string | undefined {
  const mask = reader.u8();
  if ((mask & 1) !== 0) skipString(reader);
  return (mask & 2) !== 0 ? readString(reader) : undefined;
}

/** An array; null counts as empty. */
export function readArray<T>(reader: Reader, read: (reader: Reader) => T): T[] {
  const count = reader.u32le();
  if (count === 0xffffffff) return [];
  if (count > MAX_ITEMS) throw new Violation(`an array of ${count}`);
  return Array.from({ length: count }, () => read(reader));
}

/** A type and perhaps a body: section 5.2.2.15. */
export function skipExtension(reader: Reader): void {
  readNodeId(reader);
  if (reader.u8() !== 0) skipString(reader);
}
