/** The parts of BACnet's application layer in which a device names itself. @see ANSI/ASHRAE 135-2020 clauses 20.2 and 21 */
import { type Reader, Violation } from '../../../lib/reader.ts';

/** What a device object says of itself; absent is what it did not say. */
export interface BacnetObject {
  /** The device's instance number, unique in its BACnet network. */
  readonly instance: number;
  /** As ASHRAE registers vendors. */
  readonly vendorId?: number;
  readonly properties: Readonly<Partial<Record<PropertyName, string>>>;
}

export type PropertyName = 'name' | 'vendor' | 'model' | 'firmware' | 'software' | 'serial';

/** BACnetPropertyIdentifier of what names a device. */
const NAMING: Readonly<Record<number, PropertyName>> = {
  12: 'software',
  44: 'firmware',
  70: 'model',
  77: 'name',
  121: 'vendor',
  372: 'serial',
};
const VENDOR_IDENTIFIER = 120;
const DEVICE_OBJECT = 8;
/** Application tags: unsigned, character string, enumerated, object identifier. */
const Type = { unsigned: 2, text: 7, object: 12 } as const;
const UTF8 = 0;
const UCS2 = 4;
const LATIN1 = 5;
/** Values within one opening and closing tag may nest so deep. */
const MAX_DEPTH = 8;

interface Tag {
  readonly number: number;
  /** Context tags are numbered by the production, application tags by the type. */
  readonly context: boolean;
  readonly form: 'value' | 'open' | 'close';
  readonly length: number;
}

export function readIAm(apdu: Reader): BacnetObject {
  const { type, instance } = readObject(expectTag(apdu, Type.object, false));
  if (type !== DEVICE_OBJECT) throw new Violation(`an object of type ${type} that says I am`);
  skipValue(apdu);
  skipValue(apdu);
  return { instance, vendorId: readUnsigned(expectTag(apdu, Type.unsigned, false)), properties: {} };
}

/** Undefined where it is about another object than a device. */
export function readPropertyAck(apdu: Reader): BacnetObject | undefined {
  const { type, instance } = readObject(expectTag(apdu, 0, true));
  const property = readUnsigned(expectTag(apdu, 1, true));
  if (type !== DEVICE_OBJECT) return undefined;
  let tag = readTag(apdu);
  if (tag.context && tag.number === 2 && tag.form === 'value') {
    apdu.skip(tag.length);
    tag = readTag(apdu);
  }
  if (tag.form !== 'open') throw new Violation('a property without its value');
  return objectOf(instance, [[property, readSimple(apdu)]]);
}

/** The device object among the objects that were asked for; undefined where there is none. */
export function readPropertyMultipleAck(apdu: Reader): BacnetObject | undefined {
  // Bounded by the answer: each round reads an object of it.
  while (apdu.left > 0) {
    const { type, instance } = readObject(expectTag(apdu, 0, true));
    const list = readTag(apdu);
    if (list.form !== 'open') throw new Violation('an object without its properties');
    const found = readResults(apdu);
    if (type === DEVICE_OBJECT) return objectOf(instance, found);
  }
  return undefined;
}

type Found = readonly (readonly [property: number, value: string | number | undefined])[];

/** Properties up to the closing tag of their list. */
function readResults(apdu: Reader): Found {
  const found: [number, string | number | undefined][] = [];
  // Bounded by the answer: each round reads a property of it.
  for (;;) {
    const tag = readTag(apdu);
    if (tag.form === 'close') return found;
    const property = readUnsigned(apdu.sub(tag.length));
    let value = readTag(apdu);
    if (value.form === 'value') {
      apdu.skip(value.length);
      value = readTag(apdu);
    }
    if (value.form !== 'open') throw new Violation('a property without its value');
    found.push([property, readSimple(apdu)]);
  }
}

function objectOf(instance: number, found: Found): BacnetObject {
  const properties: Partial<Record<PropertyName, string>> = {};
  let vendorId: number | undefined;
  for (const [property, value] of found) {
    const name = NAMING[property];
    if (name !== undefined && typeof value === 'string') properties[name] = value;
    if (property === VENDOR_IDENTIFIER && typeof value === 'number') vendorId = value;
  }
  return { instance, ...(vendorId !== undefined && { vendorId }), properties };
}

/** The first value before the closing tag, when it is text or a number; whatever else there is passes. */
function readSimple(apdu: Reader): string | number | undefined {
  let value: string | number | undefined;
  let depth = 1;
  // Bounded by the answer: each round reads a tag of it.
  for (let first = true; ; first = false) {
    const tag = readTag(apdu);
    if (tag.form === 'close') depth -= 1;
    else if (tag.form === 'open') depth += 1;
    else {
      const body = apdu.sub(tag.length);
      if (first && !tag.context && tag.number === Type.text) value = readText(body);
      if (first && !tag.context && tag.number === Type.unsigned) value = readUnsigned(body);
    }
    if (depth === 0) return value;
    if (depth > MAX_DEPTH) throw new Violation(`values ${depth} deep`);
  }
}

function readText(body: Reader): string | undefined {
  const set = body.u8();
  if (set === UTF8) return body.utf8(body.left);
  if (set === LATIN1) return body.text(body.left);
  if (set !== UCS2) return undefined;
  // Big-endian, unlike what the decoder reads.
  return new TextDecoder('utf-16be').decode(body.rest());
}

function readObject(body: Reader): { readonly type: number; readonly instance: number } {
  const value = body.u32();
  return { type: value >>> 22, instance: value & 0x3fffff };
}

function readUnsigned(body: Reader): number {
  if (body.left === 0 || body.left > 4) throw new Violation(`a number of ${body.left} bytes`);
  let value = 0;
  // Bounded by the four bytes above.
  while (body.left > 0) value = value * 256 + body.u8();
  return value;
}

function expectTag(apdu: Reader, number: number, context: boolean): Reader {
  const tag = readTag(apdu);
  if (tag.number !== number || tag.context !== context || tag.form !== 'value')
    throw new Violation(`a tag ${tag.number} where ${number} was due`);
  return apdu.sub(tag.length);
}

function skipValue(apdu: Reader): void {
  apdu.skip(readTag(apdu).length);
}

/** Number, class and length share a byte; what does not fit follows. Of an application boolean the length is the value. */
function readTag(apdu: Reader): Tag {
  const first = apdu.u8();
  const context = (first & 0x08) !== 0;
  const number = first >> 4 === 15 ? apdu.u8() : first >> 4;
  const length = first & 0x07;
  if (context && length === 6) return { number, context, form: 'open', length: 0 };
  if (context && length === 7) return { number, context, form: 'close', length: 0 };
  if (!context && number === 1) return { number, context, form: 'value', length: 0 };
  return { number, context, form: 'value', length: length === 5 ? readLength(apdu) : length };
}

function readLength(apdu: Reader): number {
  const length = apdu.u8();
  if (length === 254) return apdu.u16();
  return length === 255 ? apdu.u32() : length;
}
