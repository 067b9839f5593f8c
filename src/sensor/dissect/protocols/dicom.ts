/**
 * DICOM over TCP: who asks whom for what, which equipment made the images, and that patients are named in them.
 *
 * Pixel data and whatever else is not wanted passes by count and is never held.
 *
 * @see DICOM PS3.8 (upper layer), PS3.7 (messages), PS3.5 (data sets)
 */
import { Reader, Violation } from '../../../lib/reader.ts';
import {
  type Emit,
  Gap,
  type ProtocolEvent,
  type Reading,
  type Side,
  skip,
  type StreamDissector,
  take,
} from '../dissector.ts';
import { type Association, FIXED_LENGTH, readAssociation, readRejection, type Rejection } from './dicom/association.ts';

export type DicomEvent = Association | Rejection | Release;

export interface Release extends ProtocolEvent {
  readonly protocol: 'dicom';
  readonly kind: 'release' | 'abort';
}

/** PDU types. @see PS3.8 section 9.3.1 */
const Pdu = { request: 1, accept: 2, reject: 3, data: 4, releaseRequest: 5, releaseAnswer: 6, abort: 7 } as const;
/** 128 presentation contexts with all transfer syntaxes there are take less than half of it. */
const MAX_ASSOCIATE = 512 * 1024;

export const dicom: StreamDissector<DicomEvent> = {
  name: 'dicom',
  transport: 'tcp',
  ports: [104, 11112, 4242, 2762],
  probe: recognise,
  open(emit) {
    return { originator: readPdus('originator', emit), responder: readPdus('responder', emit) };
  },
};

function* readPdus(_side: Side, emit: Emit<DicomEvent>): Reading<void> {
  for (;;) {
    const header = yield* take(6);
    const type = header.u8();
    header.skip(1);
    const length = header.u32();
    if (type === Pdu.request || type === Pdu.accept) yield* readAssociate(type, length, emit);
    else if (type === Pdu.reject && length === 4) emit(readRejection(yield* take(length)));
    else if (type === Pdu.data) yield* skip(length);
    else if (type >= Pdu.reject && type <= Pdu.abort) {
      if (type === Pdu.releaseRequest) emit({ protocol: 'dicom', kind: 'release' });
      else if (type === Pdu.abort) emit({ protocol: 'dicom', kind: 'abort' });
      yield* skip(length);
    } else throw new Violation(`PDU type ${type} does not exist`);
  }
}

function* readAssociate(type: 1 | 2, length: number, emit: Emit<DicomEvent>): Reading<void> {
  const kind = type === Pdu.request ? 'associate-request' : 'associate-accept';
  if (length < FIXED_LENGTH || length > MAX_ASSOCIATE) throw new Violation(`association PDU of ${length} bytes`);
  const fixed = (yield* take(FIXED_LENGTH)).rest();
  try {
    const items = (yield* take(length - FIXED_LENGTH)).rest();
    emit(readAssociation(kind, new Reader(Buffer.concat([fixed, items]))));
  } catch (error) {
    // What the capture lost, or the peer wrote wrongly, does not take the titles with it.
    if (!(error instanceof Gap || error instanceof Violation)) throw error;
    emit(readAssociation(kind, new Reader(fixed)));
    if (error instanceof Gap) throw error;
  }
}

/** A PDU's header and what must follow it: enough bytes that chance does not make them. */
function recognise(head: Uint8Array): boolean | undefined {
  const [type, reserved] = head;
  if (type === undefined) return undefined;
  if (type === Pdu.request || type === Pdu.accept) return recogniseAssociate(head);
  if (type === Pdu.data) return recogniseData(head);
  if (type < Pdu.request || type > Pdu.abort || (reserved ?? 0) !== 0) return false;
  // The others are ten bytes, four of them after the length.
  const length = [0, 0, 0, 4];
  if (!length.every((byte, at) => at + 2 >= head.length || head[at + 2] === byte)) return false;
  return head.length >= 10 ? head[6] === 0 : undefined;
}

function recogniseAssociate(head: Uint8Array): boolean | undefined {
  for (let at = 1; at < 26 && at < head.length; at++) if (!fits(at, head[at] ?? 0)) return false;
  return head.length >= 26 ? true : undefined;
}

function recogniseData(head: Uint8Array): boolean | undefined {
  if (head.length > 1 && head[1] !== 0) return false;
  if (head.length < 12) return undefined;
  const header = new Reader(head);
  header.skip(2);
  const length = header.u32();
  const item = header.u32();
  return item >= 2 && item <= length - 4 && (header.u8() & 1) === 1 && header.u8() <= 3;
}

/** Reserved, a length under 2^20, protocol version with bit 0, reserved, and two printable titles. */
function fits(at: number, byte: number): boolean {
  if (at === 1 || at === 2 || at === 8 || at === 9) return byte === 0;
  if (at === 3) return byte < 0x10;
  if (at === 7) return (byte & 1) === 1;
  return at < 10 || at >= 42 || byte === 0 || (byte >= 0x20 && byte < 0x7f);
}
