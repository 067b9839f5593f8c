/**
 * Microsoft's remote procedure calls over TCP: which interfaces of a machine another one binds to, and who logs in.
 *
 * Calls themselves pass unread.
 *
 * @see DCE 1.1: Remote Procedure Call (C706) chapter 12, MS-RPCE sections 2.2.1 and 2.2.2
 */
import { Reader, Violation } from '../../../lib/reader.ts';
import { alike, type ProtocolEvent, skip, type StreamDissector, take } from '../dissector.ts';
import { findNtlmssp, type Ntlmssp } from './ntlmssp.ts';

export type DcerpcEvent = DcerpcBind | DcerpcBound | DcerpcNtlm;

export interface DcerpcBind extends ProtocolEvent {
  readonly protocol: 'dcerpc';
  readonly kind: 'bind';
  /** UUIDs of the interfaces that are asked for. */
  readonly interfaces: readonly string[];
}

export interface DcerpcBound extends ProtocolEvent {
  readonly protocol: 'dcerpc';
  readonly kind: 'bound';
}

/** One of the messages with which both ends log in. */
export interface DcerpcNtlm extends ProtocolEvent {
  readonly protocol: 'dcerpc';
  readonly kind: 'ntlm';
  readonly ntlm: Ntlmssp;
}

const HEADER = 16;
const BIND = 11;
const BIND_ACK = 12;
const ALTER = 14;
const ALTER_ANSWER = 15;
const AUTH3 = 16;
/** Those that set a conversation up are read. */
const READ = new Set([BIND, BIND_ACK, ALTER, ALTER_ANSWER, AUTH3]);
/** Request, response, fault, the above with what refuses them, shutdown, cancel, orphaned. */
const TYPES = new Set([0, 2, 3, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
const SYNTAX = 20;
const MAX_INTERFACES = 32;

export const dcerpc: StreamDissector<DcerpcEvent> = {
  name: 'dcerpc',
  transport: 'tcp',
  ports: [135, 593],

  probe(head) {
    const [version, minor, type, , order, float, reserved, zero] = head;
    if (version !== 5 || (minor !== undefined && minor > 1)) return false;
    if (type !== undefined && !TYPES.has(type)) return false;
    // Byte order and character set; ASCII wherever Windows is.
    if (order !== undefined && (order & 0xef) !== 0) return false;
    if ((float ?? 0) > 3 || (reserved ?? 0) !== 0 || (zero ?? 0) !== 0) return false;
    if (head.length < HEADER) return undefined;
    const { length, authentication } = readHeader(new Reader(head));
    return length >= HEADER + authentication;
  },

  open: alike(function* (_side, emit) {
    // Bounded by the stream: each round takes a fragment of it.
    for (;;) {
      const header = readHeader(yield* take(HEADER));
      const { type, little, length, authentication } = header;
      if (length < HEADER + authentication) throw new Violation(`a fragment of ${length} bytes`);
      if (!READ.has(type)) {
        yield* skip(length - HEADER);
        continue;
      }
      const body = yield* take(length - HEADER);
      const credentials = body.whole.subarray(body.whole.length - authentication);
      if (type === BIND || type === ALTER) {
        emit({ protocol: 'dcerpc', kind: 'bind', interfaces: readInterfaces(body, little) });
      } else if (type !== AUTH3) emit({ protocol: 'dcerpc', kind: 'bound' });
      const ntlm = findNtlmssp(credentials);
      if (ntlm !== undefined) emit({ protocol: 'dcerpc', kind: 'ntlm', ntlm });
    }
  }),
};

interface Header {
  readonly type: number;
  /** The sender's byte order, in which its numbers are. */
  readonly little: boolean;
  readonly length: number;
  readonly authentication: number;
}

function readHeader(header: Reader): Header {
  if (header.u8() !== 5) throw new Violation('not DCE/RPC version 5');
  header.skip(1);
  const type = header.u8();
  header.skip(1);
  const little = (header.u8() & 0x10) !== 0;
  header.skip(3);
  return { type, little, length: u16(header, little), authentication: u16(header, little) };
}

const u16 = (reader: Reader, little: boolean): number => (little ? reader.u16le() : reader.u16());

/** Bounded by the fragment: each one takes 24 bytes of it or more. */
function readInterfaces(body: Reader, little: boolean): string[] {
  body.skip(8);
  const count = Math.min(body.u8(), MAX_INTERFACES);
  body.skip(3);
  const interfaces: string[] = [];
  for (let index = 0; index < count; index++) {
    body.skip(2);
    const transfers = body.u8();
    body.skip(1);
    interfaces.push(readUuid(body.sub(SYNTAX), little));
    body.skip(SYNTAX * transfers);
  }
  return interfaces;
}

/** Its first three fields are numbers, in the sender's byte order. */
function readUuid(bytes: Reader, little: boolean): string {
  const parts = [4, 2, 2].map((length) => {
    const part = bytes.bytes(length);
    return Buffer.from(little ? part.toReversed() : part).toString('hex');
  });
  const [clock, node] = [bytes.bytes(2), bytes.bytes(6)].map((part) => Buffer.from(part).toString('hex'));
  return [...parts, clock, node].join('-');
}
