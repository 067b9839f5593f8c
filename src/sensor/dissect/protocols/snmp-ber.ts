/** The part of ASN.1's basic encoding rules that SNMP uses. @see ITU-T X.690 section 8, RFC 3417 section 8 */
import { Reader, Violation } from '../../../lib/reader.ts';

export const Tag = {
  integer: 0x02,
  octets: 0x04,
  oid: 0x06,
  sequence: 0x30,
  ipAddress: 0x40,
} as const;

export interface Element {
  readonly tag: number;
  readonly body: Reader;
}

/** The next element. Its length must be told: SNMP forbids the indefinite form. */
export function readElement(reader: Reader): Element {
  const tag = reader.u8();
  return { tag, body: reader.sub(readLength(reader)) };
}

/** The body of the next element, which must be a `tag`. */
export function expect(reader: Reader, tag: number): Reader {
  const element = readElement(reader);
  if (element.tag !== tag) throw new Violation(`an element of tag ${element.tag} where ${tag} was due`);
  return element.body;
}

/** An unsigned or small signed number; those of over four bytes are counters that nobody here reads. */
export function readInteger(reader: Reader): number {
  const body = expect(reader, Tag.integer);
  if (body.left === 0 || body.left > 5) throw new Violation(`an integer of ${body.left} bytes`);
  let value = body.peek() >= 0x80 ? -1 : 0;
  // Bounded by the five bytes above.
  while (body.left > 0) value = value * 256 + body.u8();
  return value;
}

/** An object identifier as `1.3.6.1.2.1.1.1.0`. */
export function readOid(body: Reader): string {
  const numbers: number[] = [];
  // Bounded by the element: each round reads a byte or more.
  while (body.left > 0) numbers.push(readSubidentifier(body));
  const [first, ...others] = numbers;
  if (first === undefined) return '';
  const root = Math.min(Math.floor(first / 40), 2);
  return [root, first - 40 * root, ...others].join('.');
}

function readLength(reader: Reader): number {
  const first = reader.u8();
  if (first < 0x80) return first;
  const bytes = first & 0x7f;
  if (bytes === 0 || bytes > 4) throw new Violation(`a length of ${bytes} bytes`);
  let length = 0;
  for (let left = bytes; left > 0; left--) length = length * 256 + reader.u8();
  return length;
}

/** Up to 32 bits, seven in each byte. */
function readSubidentifier(body: Reader): number {
  let value = 0;
  for (let bytes = 0; bytes < 5; bytes++) {
    const byte = body.u8();
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return value;
  }
  throw new Violation('a part of an object identifier over 32 bits');
}
