/**
 * Datex-Ohmeda S/5 record interface: what GE and Datex monitors and anaesthesia machines send, through a serial server on TCP.
 *
 * A record stands between two bytes 7EH; 7EH and 7DH within are 7DH and themselves without the sixth bit. Behind the record
 * is the sum of its bytes. Numbers are little-endian. Values are never told, only which kinds of them went through.
 *
 * Sure is the frame, its sum, and the header: length, level of the interface, plug identifier, kinds of record within. The
 * records name neither the device's model nor a patient.
 *
 * @see GE, S/5 Computer Interface Specification (8005313) chapters 2 (frame), 3 (header), 4 (types of record)
 */
import { Reader, Violation } from '../../../lib/reader.ts';
import { alike, Gap, type ProtocolEvent, type Reading, seek, type StreamDissector, until } from '../dissector.ts';

export interface DriRecord extends ProtocolEvent {
  readonly protocol: 'dri';
  readonly kind: 'record';
  readonly of: DriKind;
  /** Whether somebody asks for such data, rather than sends them. */
  readonly request: boolean;
  /** The monitor's own number; 0 from who has none. */
  readonly plug: number;
  /** Of the interface, which goes with the software: 2 is that of 1995, 6 that of 2001. 0 from who asks. */
  readonly level: number;
}

export type DriKind = 'values' | 'waves' | 'alarms' | 'network';

const KINDS: ReadonlyMap<number, DriKind> = new Map([
  [0, 'values'],
  [1, 'waves'],
  [4, 'alarms'],
  [5, 'network'],
]);
const FLAG = 0x7e;
const ESCAPE = 0x7d;
const SIXTH_BIT = 0x20;
const HEADER = 40;
const MAX_RECORD = 1490;
/** Where the kind of record ends: what must be there to recognise one. */
const RECOGNISED = 16;
/** Within so many bytes its end must come, which proves it, or its header must do. */
const LOOKED_AT = 448;
/** Between records there may be some of them. */
const MAX_FLAGS = 8;
/** So many frames in a row that hold no record say that this is something else. */
const MAX_MALFORMED = 16;

export const dri: StreamDissector<DriRecord> = {
  name: 'dri',
  transport: 'tcp',
  ports: [],

  probe(head) {
    if (head[0] !== undefined && head[0] !== FLAG) return false;
    const looked = head.subarray(0, LOOKED_AT);
    const start = looked.findIndex((byte) => byte !== FLAG);
    if (start < 0 ? head.length > MAX_FLAGS : start > MAX_FLAGS) return false;
    if (start < 0) return undefined;
    const end = looked.indexOf(FLAG, start);
    const record = unstuffed(looked.subarray(start, end < 0 ? undefined : end));
    if (end >= 0) return isWhole(record);
    if (record.length < RECOGNISED) return undefined;
    if (!looksLike(record)) return false;
    return looked.length === LOOKED_AT ? true : undefined;
  },

  open: alike(function* (_side, emit) {
    for (let malformed = 0; malformed < MAX_MALFORMED;) {
      try {
        const record = unstuffed((yield* until(FLAG)).rest());
        if (record.length === 0) continue;
        if (isWhole(record)) {
          malformed = 0;
          emit(read(record));
        } else malformed += 1;
      } catch (error) {
        if (error instanceof Violation) malformed += 1;
        else if (!(error instanceof Gap)) throw error;
        yield* recover();
      }
    }
    throw new Violation(`${MAX_MALFORMED} frames in a row that hold no record`);
  }),
};

function* recover(): Reading<void> {
  try {
    yield* seek(FLAG);
  } catch (error) {
    if (!(error instanceof Gap)) throw error;
  }
}

function unstuffed(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(ESCAPE)) return bytes;
  const plain: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === ESCAPE && at + 1 < bytes.length) plain.push((bytes[(at += 1)] ?? 0) | SIXTH_BIT);
    else if (byte !== ESCAPE) plain.push(byte);
  }
  return Uint8Array.from(plain);
}

const length16 = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);

function looksLike(record: Uint8Array): boolean {
  const length = length16(record, 0);
  return length >= HEADER && length <= MAX_RECORD && KINDS.has(length16(record, 14));
}

/** Whether a frame holds one record, whole and undamaged. */
function isWhole(frame: Uint8Array): boolean {
  const record = frame.subarray(0, -1);
  if (record.length < HEADER || !looksLike(record) || record.length !== length16(record, 0)) return false;
  return (record.reduce((a, b) => a + b, 0) & 0xff) === frame.at(-1);
}

function read(frame: Uint8Array): DriRecord {
  const header = new Reader(frame);
  header.skip(3); // length, number of the record
  const level = header.u8();
  const plug = header.u16le();
  header.skip(8); // time, and what is reserved
  const of = KINDS.get(header.u16le()) ?? 'values';
  header.skip(2); // where the first part begins
  // A part of type zero asks for data, or for an end of them.
  const request = header.u8() === 0;
  return { protocol: 'dri', kind: 'record', of, request, plug, level };
}
