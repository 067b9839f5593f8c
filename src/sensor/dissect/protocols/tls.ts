/**
 * TLS up to where encryption begins: who talks to whom with which software, and how well they are protected.
 *
 * From there on nothing is to be read, and the reading ends: the bytes of a long encrypted conversation cost nothing.
 *
 * @see RFC 8446, RFC 5246, RFC 6101 (SSL 3.0)
 */
import { Reader, Violation } from '../../../lib/reader.ts';
import { type Emit, type Reading, skip, type StreamDissector, take } from '../dissector.ts';
import type { TlsConversation, TlsEvent } from './tls-event.ts';
import { Handshake, HandshakeMessages } from './tls-handshake.ts';
import { isOldHello, readOldHello } from './tls-old-hello.ts';

const CHANGE_CIPHER_SPEC = 20;
const ALERT = 21;
const HANDSHAKE = 22;
const APPLICATION_DATA = 23;
const HEARTBEAT = 24;
/** RFC 5246 section 6.2.3: 2^14 and what compression and encryption may add. */
const MAX_RECORD = 16_384 + 2048;

export const tls: StreamDissector<TlsEvent> = {
  name: 'tls',
  transport: 'tcp',
  ports: [443, 2762, 8443, 853, 993, 995, 465, 636, 990, 8883, 6697],

  probe(head) {
    return (head[0] ?? 0) >= 0x80 ? isOldHello(head) : isRecord(head);
  },

  open(emit) {
    const conversation: TlsConversation = { sessionId: undefined };
    return {
      originator: readTls(conversation, emit),
      responder: readTls(conversation, emit),
    };
  },
};

/**
 * One direction. Other protocols go on with it where they turn to TLS: both of theirs share one `conversation`, and hand
 * over the bytes at the `start` that they had to look at: five, or more of the first record when that is a handshake.
 */
export function* readTls(conversation: TlsConversation, emit: Emit<TlsEvent>, start?: Reader): Reading<void> {
  const messages = new HandshakeMessages();
  const handshake = new Handshake(conversation, emit);
  let sealed = false;
  // Bounded by the stream: each round takes a record of it.
  for (let first = true; ; first = false) {
    const header: Reader = first && start !== undefined ? start : yield* take(5);
    if (first && header.peek() >= 0x80) {
      if (yield* readOldHello(header, conversation, emit)) continue;
      return;
    }
    const type = header.u8();
    const version = header.u16();
    const length = header.u16();
    if (version >> 8 !== 3 || length > MAX_RECORD) throw new Violation('not a TLS record');
    if (type === APPLICATION_DATA) break;
    if (type === HANDSHAKE) {
      const fragment = yield* takeRest(header, length);
      // After its ChangeCipherSpec a side is encrypted, but for the hellos that follow a HelloRetryRequest.
      if (sealed && !isHello(fragment)) break;
      for (const { type: kind, body } of messages.push(fragment)) handshake.read(kind, body);
    } else if (type === CHANGE_CIPHER_SPEC || type === ALERT || type === HEARTBEAT) {
      sealed ||= type === CHANGE_CIPHER_SPEC;
      yield* skip(length);
    } else {
      throw new Violation(`record type ${type} does not exist`);
    }
  }
  emit({ protocol: 'tls', kind: 'encrypted' });
}

/** A record's `length` bytes, of which the first ones may have been taken with its header. */
function* takeRest(header: Reader, length: number): Reading<Reader> {
  if (header.left === 0) return yield* take(length);
  const rest = yield* take(length - header.left);
  return new Reader(Buffer.concat([header.rest(), rest.rest()]));
}

/** Whether a record holds one whole ClientHello or ServerHello; ciphertext does so once in 2^32. */
function isHello(fragment: Reader): boolean {
  const [type = 0, high = 0, middle = 0, low = 0] = fragment.whole;
  const length = (high << 16) | (middle << 8) | low;
  return (type === 1 || type === 2) && length + 4 === fragment.whole.length;
}

/** Whether a TLS record begins here. Also asked in the middle of a conversation. */
function isRecord(head: Uint8Array): boolean | undefined {
  const [type = 0, major, minor, lengthHigh, lengthLow, first, second] = head;
  if (type < CHANGE_CIPHER_SPEC || type > HEARTBEAT) return false;
  if (major !== undefined && major !== 3) return false;
  if (minor !== undefined && minor > 4) return false;
  if (lengthHigh !== undefined && lengthHigh << 8 > MAX_RECORD) return false;
  if (lengthHigh === undefined || lengthLow === undefined) return undefined;
  const length = (lengthHigh << 8) | lengthLow;
  if (length === 0 || length > MAX_RECORD) return false;
  if (type === APPLICATION_DATA) return true;
  if (first === undefined) return undefined;
  if (type === CHANGE_CIPHER_SPEC) return length === 1 && first === 1;
  if (type === HEARTBEAT) return first === 1 || first === 2;
  if (type === ALERT) return length > 2 || first === 1 || first === 2;
  if (!isMessage(first)) return false;
  // No message of a handshake is longer than 2^17, so its length begins with 0 or 1.
  return second === undefined ? undefined : second < 2;
}

const isMessage = (type: number): boolean =>
  type <= 6 || type === 8 || (type >= 11 && type <= 16) || type === 20 || type === 22;
