/**
 * Data sets, read element by element up to where nothing is wanted any more: far before the pixels.
 *
 * @see DICOM PS3.5 sections 7 (data set), 7.5 (sequences), annex A (transfer syntaxes)
 */
import { type Reader, Violation } from '../../../../lib/reader.ts';
import type { Reading } from '../../dissector.ts';
import { LAST_WANTED, type Tag } from './tags.ts';

/** How the elements are written. */
export interface Syntax {
  readonly explicit: boolean;
  readonly littleEndian: boolean;
}

/** A run of bytes in which one can wait for some and let others pass. */
export interface Source {
  readonly window: Reader;
  need(length: number): Reading<boolean>;
  pass(length: number): Reading<boolean>;
}

const DEFLATED = new Set(['1.2.840.10008.1.2.1.99', '1.2.840.10008.1.2.4.95', '1.2.840.10008.1.2.8.1']);
const IMPLICIT = new Set(['1.2.840.10008.1.2', '1.2.840.113619.5.2']);
const BIG_ENDIAN = '1.2.840.10008.1.2.2';

const IMPLICIT_LITTLE: Syntax = { explicit: false, littleEndian: true };
const EXPLICIT_LITTLE: Syntax = { explicit: true, littleEndian: true };
const EXPLICIT_BIG: Syntax = { explicit: true, littleEndian: false };

/** Sequences within sequences, and their items: no standard object comes near. */
const MAX_DEPTH = 64;
const UNDEFINED_LENGTH = 0xffffffff;
const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;
/** Value representations with a reserved field and 32 bits of length. @see PS3.5 table 7.1-1 */
const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);

/** How elements of a transfer syntax are written; undefined when they are compressed. */
export function syntaxOf(uid: string): Syntax | undefined {
  if (DEFLATED.has(uid)) return undefined;
  if (IMPLICIT.has(uid)) return IMPLICIT_LITTLE;
  return uid === BIG_ENDIAN ? EXPLICIT_BIG : EXPLICIT_LITTLE;
}

/** What the first element betrays: data sets begin in group 0008, or 0000 or 0002 to 0010 in rare cases. */
export function sniff(head: Reader): Syntax | undefined {
  const [a = 0, b = 0, , , first = 0, second = 0, c = 0, d = 0] = head.whole.subarray(head.at, head.at + 8);
  const letters = isLetter(first) && isLetter(second);
  if (a <= 0x10 && a % 2 === 0 && a > 0 && b === 0) {
    if (letters) return EXPLICIT_LITTLE;
    return c === 0 && d === 0 ? IMPLICIT_LITTLE : undefined;
  }
  return a === 0 && b <= 0x10 && b % 2 === 0 && b > 0 && letters ? EXPLICIT_BIG : undefined;
}

const isLetter = (byte: number): boolean => byte >= 0x41 && byte <= 0x5a;

/**
 * Tells of every element at the top level, up to the last wanted one, and waits for the values of those that are.
 *
 * @param wants How many bytes of an element's value are wanted; 0 lets it pass.
 */
export function* readElements(
  source: Source,
  syntax: Syntax,
  wants: (tag: Tag, length: number) => number,
  found: (tag: Tag, value: Uint8Array) => void,
): Reading<void> {
  /** The syntaxes to come back to: within a value of unknown representation everything is implicit. */
  const outer: Syntax[] = [];
  let inner = syntax;
  // Bounded by the source: each round takes at least eight bytes.
  for (;;) {
    if (source.window.left < 8 && !(yield* source.need(8))) return;
    const tag = readTag(source.window, inner);
    if (outer.length === 0 && tag > LAST_WANTED) return;
    if (tag === ITEM_END || tag === SEQUENCE_END) {
      source.window.skip(4);
      inner = outer.pop() ?? inner;
      continue;
    }
    const representation = tag === ITEM || !inner.explicit ? '' : source.window.text(2);
    if (LONG.has(representation)) {
      source.window.skip(2);
      if (!(yield* source.need(4))) return;
    } else if (representation !== '' && !/^[A-Z]{2}$/.test(representation)) {
      throw new Violation('an element without value representation');
    }
    const short = representation !== '' && !LONG.has(representation);
    const length = short ? u16(source.window, inner) : u32(source.window, inner);
    if (length === UNDEFINED_LENGTH) {
      if (outer.length >= MAX_DEPTH) throw new Violation(`sequences over ${MAX_DEPTH} deep`);
      outer.push(inner);
      if (representation === 'UN') inner = IMPLICIT_LITTLE;
      continue;
    }
    const wanted = outer.length === 0 ? Math.min(length, wants(tag, length)) : 0;
    if (wanted > 0) {
      if (!(yield* source.need(wanted))) return;
      found(tag, source.window.bytes(wanted));
    }
    if (!(yield* source.pass(length - wanted))) return;
  }
}

function readTag(window: Reader, syntax: Syntax): Tag {
  const group = u16(window, syntax);
  return group * 0x10000 + u16(window, syntax);
}

const u16 = (window: Reader, { littleEndian }: Syntax): number => (littleEndian ? window.u16le() : window.u16());
const u32 = (window: Reader, { littleEndian }: Syntax): number => (littleEndian ? window.u32le() : window.u32());
