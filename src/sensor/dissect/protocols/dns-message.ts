/**
 * The message that DNS, multicast DNS, LLMNR and NetBIOS name service have in common.
 *
 * @see RFC 1035 section 4 (messages), RFC 3596 (AAAA), RFC 2782 (SRV), RFC 6895 (what the numbers may be)
 */
import { ipv4Text, ipv6Text } from '../../../lib/address.ts';
import type { Reader } from '../../../lib/reader.ts';
import { MAX_LABEL, MAX_NAME, type Name, NameReader } from './dns-name.ts';

export interface Message<V> {
  readonly id: number;
  readonly response: boolean;
  readonly opcode: number;
  readonly authoritative: boolean;
  readonly truncated: boolean;
  readonly responseCode: number;
  readonly questions: readonly Question[];
  readonly records: readonly ResourceRecord<V>[];
}

export interface Question {
  readonly name: Name;
  readonly type: number;
}

export interface ResourceRecord<V> extends Question {
  readonly section: 'answer' | 'authority' | 'additional';
  readonly class: number;
  readonly value: V;
}

/** What a record of the Internet class says, as far as it is about hosts and services. */
export type Value =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'name'; readonly name: Name }
  | { readonly kind: 'service'; readonly target: Name; readonly port: number }
  | { readonly kind: 'text'; readonly texts: readonly string[] }
  | undefined;

/** Numbers of the types of records. */
export const Type = { a: 1, ns: 2, cname: 5, ptr: 12, txt: 16, aaaa: 28, nb: 32, srv: 33 } as const;

/** More than any honest message of its size needs, and few enough to be read at once. */
const MAX_RECORDS = 1024;
const HEADER_LENGTH = 12;

/** Reads a whole message; `readValue` gets `length` bytes of it to read, and may leave some. */
export function readMessage<V>(
  datagram: Reader,
  readValue: (type: number, message: NameReader, length: number) => V,
): Message<V> {
  const message = new NameReader(datagram.rest());
  const id = message.u16();
  const flags = message.u16();
  const counts = {
    question: message.u16(),
    answer: message.u16(),
    authority: message.u16(),
    additional: message.u16(),
  };
  const questions: Question[] = [];
  const records: ResourceRecord<V>[] = [];
  // Bounded by MAX_RECORDS, whatever the counts say.
  for (let n = 0; n < counts.question && n < MAX_RECORDS; n++) {
    const name = message.name();
    questions.push({ name, type: message.u16() });
    message.skip(2); // class
  }
  for (const section of ['answer', 'authority', 'additional'] as const) {
    for (let n = 0; n < counts[section] && records.length < MAX_RECORDS; n++) {
      records.push(readRecord(message, section, readValue));
    }
  }
  return {
    id,
    response: (flags & 0x8000) !== 0,
    opcode: (flags >> 11) & 0xf,
    authoritative: (flags & 0x0400) !== 0,
    truncated: (flags & 0x0200) !== 0,
    responseCode: flags & 0xf,
    questions,
    records,
  };
}

function readRecord<V>(
  message: NameReader,
  section: ResourceRecord<V>['section'],
  readValue: (type: number, message: NameReader, length: number) => V,
): ResourceRecord<V> {
  const name = message.name();
  const type = message.u16();
  const recordClass = message.u16() & 0x7fff; // the first bit tells caches of multicast DNS to forget
  message.skip(4); // time to live
  const length = message.u16();
  const end = message.at + length;
  const value = readValue(type, message, length);
  message.skip(end - message.at); // a violation when the value was longer than its record
  return { name, type, section, class: recordClass, value };
}

/** For {@link readMessage}: values as DNS has them. */
export function readDnsValue(type: number, message: NameReader, length: number): Value {
  // A dynamic update says with a record without a value that there shall be none.
  if (length === 0) return undefined;
  if (type === Type.a) return { kind: 'address', address: ipv4Text(message.u32()) };
  if (type === Type.aaaa) return { kind: 'address', address: readIpv6(message) };
  if (type === Type.ptr || type === Type.cname || type === Type.ns) return { kind: 'name', name: message.name() };
  if (type === Type.srv) {
    message.skip(4); // priority, weight
    return { kind: 'service', port: message.u16(), target: message.name() };
  }
  if (type === Type.txt) return { kind: 'text', texts: readTexts(message.sub(length)) };
  return undefined;
}

const readIpv6 = (message: Reader): string => ipv6Text(message.u32(), message.u32(), message.u32(), message.u32());

function readTexts(data: Reader): readonly string[] {
  const texts: string[] = [];
  // Bounded by the record: each round reads a byte or more.
  while (data.left > 0) texts.push(data.utf8(data.u8()));
  return texts;
}

/** What the beginning of a message says, for probes. */
export interface Opening {
  readonly id: number;
  readonly flags: number;
  readonly questions: number;
  readonly answers: number;
  readonly others: number;
  /** The first question, or the name, type and class of the first record when there is none. */
  readonly name: readonly Uint8Array[];
  readonly type: number;
  readonly class: number;
}

/** The opening of what may be a message: false when it is none, undefined as long as more bytes could tell. */
export function openingOf(head: Uint8Array): Opening | false | undefined {
  const u16 = (at: number) => ((head[at] ?? 0) << 8) | (head[at + 1] ?? 0);
  if (head.length < HEADER_LENGTH) return undefined;
  const name: Uint8Array[] = [];
  let at = HEADER_LENGTH;
  // Bounded by the length of a name: each round takes a byte or more of it.
  for (let size = head[at]; size !== 0; size = head[at]) {
    if (size === undefined) return undefined;
    if (size > MAX_LABEL || at + size > HEADER_LENGTH + MAX_NAME) return false;
    name.push(head.subarray(at + 1, at + 1 + size));
    at += size + 1;
  }
  if (at + 5 > head.length) return undefined;
  return {
    id: u16(0),
    flags: u16(2),
    questions: u16(4),
    answers: u16(6),
    others: u16(8) + u16(10),
    name,
    type: u16(at + 1),
    class: u16(at + 3),
  };
}
