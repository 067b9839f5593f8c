/**
 * MySQL and MariaDB: which server in which version greets, and whether a client logs in under TLS. Statements are not read.
 *
 * @see MySQL Internals, Client/Server Protocol: protocol::HandshakeV10, protocol::HandshakeResponse41, protocol::SSLRequest
 */
import { Violation } from '../../../lib/reader.ts';
import { type Emit, type ProtocolEvent, type Reading, type StreamDissector, take } from '../dissector.ts';
import type { TlsConversation, TlsEvent } from './tls-event.ts';
import { readTls } from './tls.ts';

export type MysqlEvent = MysqlGreeting | MysqlLogin;

export interface MysqlGreeting extends ProtocolEvent {
  readonly protocol: 'mysql';
  readonly kind: 'greeting';
  /** Such as `8.0.36-0ubuntu0.22.04.1` or `5.5.5-10.11.6-MariaDB`. */
  readonly version: string;
}

/** A client logs in where everybody can watch. */
export interface MysqlLogin extends ProtocolEvent {
  readonly protocol: 'mysql';
  readonly kind: 'login';
}

const HEADER = 4;
const PROTOCOL = 10;
/** A greeting without its texts, and with far longer ones than any. */
const SHORTEST = 32;
const LONGEST = 512;
const VERSION = /^\d+\.\d[\x20-\x7e]{0,80}$/;
/** A request for TLS is a log-in that ends before the user's name. */
const SSL_REQUEST = 32;
const CAPABILITY_SSL = 0x0800;
const CAPABILITY_41 = 0x0200;
/** Where 23 zero bytes stand in a log-in. */
const [FILLER, FILLED] = [HEADER + 9, HEADER + 32];
const MAX_LOGIN = 64 * 1024;

export const mysql: StreamDissector<MysqlEvent | TlsEvent> = {
  name: 'mysql',
  transport: 'tcp',
  ports: [3306],
  probe: (head, side) => (side === 'responder' ? isGreeting(head) : isLogin(head)),

  open(emit) {
    const conversation: TlsConversation = { sessionId: undefined };
    return { originator: readClient(conversation, emit), responder: readServer(conversation, emit) };
  },
};

function isGreeting(head: Uint8Array): boolean | undefined {
  const [low = SHORTEST, middle = 0, high = 0, sequence = 0, protocol = PROTOCOL] = head;
  const length = low | (middle << 8) | (high << 16);
  if (length > LONGEST || (head.length > 1 && length < SHORTEST) || sequence !== 0 || protocol !== PROTOCOL)
    return false;
  const end = head.indexOf(0, HEADER + 1);
  if (end < 0) return head.length > HEADER + 90 ? false : undefined;
  return VERSION.test(Buffer.from(head.subarray(HEADER + 1, end)).toString('latin1'));
}

function isLogin(head: Uint8Array): boolean | undefined {
  if (head.length < FILLED) return head[3] === undefined || head[3] === 1 ? undefined : false;
  const capabilities = (head[HEADER] ?? 0) | ((head[HEADER + 1] ?? 0) << 8);
  if (head[3] !== 1 || (capabilities & CAPABILITY_41) === 0) return false;
  return head.subarray(FILLER, FILLED).every((byte) => byte === 0);
}

function* readServer(conversation: TlsConversation, emit: Emit<MysqlEvent | TlsEvent>): Reading<void> {
  const greeting = yield* take(yield* readLength(LONGEST));
  if (greeting.u8() !== PROTOCOL) throw new Violation('a greeting of another version');
  const text = greeting.text(greeting.left);
  emit({ protocol: 'mysql', kind: 'greeting', version: text.slice(0, text.indexOf('\0')) });
  yield* maybeTls(conversation, emit);
}

function* readClient(conversation: TlsConversation, emit: Emit<MysqlEvent | TlsEvent>): Reading<void> {
  const length = yield* readLength(MAX_LOGIN);
  const login = yield* take(length);
  const capabilities = login.u16le();
  if (length === SSL_REQUEST && (capabilities & CAPABILITY_SSL) !== 0) yield* readTls(conversation, emit);
  else emit({ protocol: 'mysql', kind: 'login' });
}

/** Three bytes, and a number that counts. */
function* readLength(longest: number): Reading<number> {
  const header = yield* take(HEADER);
  const length = header.u8() | (header.u16le() << 8);
  if (length < 2 || length > longest) throw new Violation(`a packet of ${length} bytes`);
  return length;
}

/** What the server says next is TLS when the client asked for it, and else nothing that is read. */
function* maybeTls(conversation: TlsConversation, emit: Emit<TlsEvent>): Reading<void> {
  const start = yield* take(TLS_START);
  if (start.whole[0] === HANDSHAKE && start.whole[1] === 3) yield* readTls(conversation, emit, start);
}

/** A record's header: its kind, a version that begins with 3, and its length. */
const TLS_START = 5;
const HANDSHAKE = 22;
