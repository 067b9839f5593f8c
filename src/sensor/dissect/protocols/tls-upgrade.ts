/**
 * TLS that begins later: both ends agree on it in a protocol of their own that no other dissector reads.
 *
 * What they say before it is let pass. It may hold names and passwords: nothing of it is told but which protocol it is.
 *
 * @see RFC 8446 sections 4.1 and 5.1, RFC 9051 (IMAP), RFC 2595 (POP3), RFC 4511 section 4.14 (LDAP), RFC 6120 section 5
 *   (XMPP), RFC 1928 (SOCKS)
 */
import { latin1, Reader } from '../../../lib/reader.ts';
import { type Emit, MAX_HEAD, type ProtocolEvent, type Reading, type StreamDissector, take } from '../dissector.ts';
import type { TlsConversation, TlsEvent } from './tls-event.ts';
import { readTls } from './tls.ts';

export interface TlsUpgrade extends ProtocolEvent {
  readonly protocol: 'tls-upgrade';
  readonly kind: 'upgrade';
  /** What was spoken before, such as `imap`; undefined when it is none of those that we know. */
  readonly from: string | undefined;
}

/** How far into its stream a server's hello is looked for: greetings and offers are a few hundred bytes long. */
const MAX_PRELUDE = 16_384;

const HANDSHAKE = 22;
const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
/** So many bytes of a record tell a hello: record header, message header and version. */
const TELLING = 11;
/** Version, random bytes and the lengths of a session id and of cipher suites. */
const SHORTEST_HELLO = 37;
/** One record holds a hello whole: RFC 8446 section 5.1. */
const MAX_FRAGMENT = 16_384;

export const tlsUpgrade: StreamDissector<TlsUpgrade | TlsEvent> = {
  name: 'tls-upgrade',
  transport: 'tcp',
  lastResort: true,
  ports: [],

  /** A server never decides: what follows its greeting is the client's choice. */
  probe(head, side) {
    if (side === 'responder') return undefined;
    return hasHello(head.subarray(0, MAX_HEAD), CLIENT_HELLO) ? true : undefined;
  },

  open(emit) {
    const conversation: TlsConversation = { sessionId: undefined };
    return {
      originator: readClient(conversation, emit),
      responder: readServer(conversation, emit),
    };
  },
};

function* readClient(conversation: TlsConversation, emit: Emit<TlsUpgrade | TlsEvent>): Reading<void> {
  const found = yield* seekHello(CLIENT_HELLO, MAX_HEAD);
  if (found === undefined) return;
  emit({ protocol: 'tls-upgrade', kind: 'upgrade', from: spokenIn(found.before) });
  yield* readTls(conversation, emit, found.start);
}

function* readServer(conversation: TlsConversation, emit: Emit<TlsUpgrade | TlsEvent>): Reading<void> {
  const found = yield* seekHello(SERVER_HELLO, MAX_PRELUDE);
  if (found !== undefined) yield* readTls(conversation, emit, found.start);
}

/** The beginning of the first hello of `type`, if it lies within `limit` bytes, and so much of what comes before it. */
function* seekHello(
  type: number,
  limit: number,
): Reading<{ readonly before: Uint8Array; readonly start: Reader } | undefined> {
  const seen: number[] = [];
  for (let length = 0; length < limit; length++) {
    seen.push((yield* take(1)).u8());
    if (seen.length > MAX_HEAD) seen.shift();
    if (seen.at(-TELLING) !== HANDSHAKE) continue;
    const start = Uint8Array.from(seen.slice(-TELLING));
    if (isHello(start, type)) return { before: Uint8Array.from(seen.slice(0, -TELLING)), start: new Reader(start) };
  }
  return undefined;
}

function hasHello(bytes: Uint8Array, type: number): boolean {
  // Bounded by the bytes: each round goes on behind the one before.
  for (let at = bytes.indexOf(HANDSHAKE); at >= 0; at = bytes.indexOf(HANDSHAKE, at + 1)) {
    if (at + TELLING <= bytes.length && isHello(bytes.subarray(at, at + TELLING), type)) return true;
  }
  return false;
}

/** Whether a record with a hello of `type` begins with these {@link TELLING} bytes. */
function isHello(start: Uint8Array, type: number): boolean {
  if (start[0] !== HANDSHAKE || start[1] !== 3 || start[5] !== type || start[9] !== 3) return false;
  const reader = new Reader(start.subarray(2));
  const [recordVersion, record] = [reader.u8(), reader.u16()];
  reader.skip(1);
  const hello = reader.u24();
  reader.skip(1);
  if (recordVersion > 4 || reader.u8() > 4 || hello < SHORTEST_HELLO || record > MAX_FRAGMENT) return false;
  // Servers put the messages that follow into the same record.
  return type === CLIENT_HELLO ? hello + 4 === record : hello + 4 <= record;
}

/** How clients of protocols made of bytes come to TLS, in hexadecimal. */
const BYTES: readonly (readonly [string, RegExp])[] = [
  ['postgresql', /^0000000804d2162f/],
  ['mysql', /^2[01]000001(?:..){32,33}$/],
  ['socks', /^040[12](?:..){6}|^050[1-9](?:..)*050[1-3]000[134]/],
];

/** How clients of protocols made of words ask for it. */
const WORDS: readonly (readonly [string, RegExp])[] = [
  ['xmpp', /urn:ietf:params:xml:ns:xmpp-tls|jabber:(?:client|server)/],
  ['ldap', /^0[^]*1\.3\.6\.1\.4\.1\.1466\.20037/],
  ['pop3', /(?:^|\n)STLS\r?\n$/i],
  ['imap', /(?:^|\n)[!-~]+ STARTTLS\r?\n$/i],
  ['ftp', /(?:^|\n)AUTH (?:TLS|SSL)\r?\n$/i],
  ['smtp', /^(?:EHLO|HELO|LHLO) [^]*\nSTARTTLS\r?\n$/i],
  ['http', /^CONNECT [^]*\n\r?\n$/],
];

function spokenIn(prelude: Uint8Array): string | undefined {
  const [hex, text] = [Buffer.from(prelude).toString('hex'), latin1(prelude)];
  const found = BYTES.find(([, pattern]) => pattern.test(hex)) ?? WORDS.find(([, pattern]) => pattern.test(text));
  return found?.[0];
}
