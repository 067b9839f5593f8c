/**
 * PostgreSQL: which server in which version answers, how clients prove who they are, and whether under TLS.
 *
 * Statements, users and databases are not told.
 *
 * @see PostgreSQL documentation, chapter "Frontend/Backend Protocol", sections "Message Formats" and "Message Flow"
 */
import { latin1, Reader, Violation } from '../../../lib/reader.ts';
import { type Emit, type ProtocolEvent, type Reading, skip, type StreamDissector, take } from '../dissector.ts';
import type { TlsConversation, TlsEvent } from './tls-event.ts';
import { readTls } from './tls.ts';

export type PgsqlEvent = PgsqlStartup | PgsqlAuthentication | PgsqlServer;

export interface PgsqlStartup extends ProtocolEvent {
  readonly protocol: 'pgsql';
  readonly kind: 'startup';
  /** As the client's program calls itself. */
  readonly application: string | undefined;
}

/** How the server wants the client to prove who it is. */
export interface PgsqlAuthentication extends ProtocolEvent {
  readonly protocol: 'pgsql';
  readonly kind: 'authentication';
  readonly method: 'none' | 'password' | 'md5' | 'scram' | 'other';
}

export interface PgsqlServer extends ProtocolEvent {
  readonly protocol: 'pgsql';
  readonly kind: 'server';
  readonly version: string;
}

/** Instead of a version of the protocol: 3.0 and 3.2, and requests to cancel, to use TLS or GSSAPI. */
const Code = { v30: 0x30000, v32: 0x30002, cancel: 80877102, tls: 80877103, gss: 80877104 } as const;
const CODES: ReadonlySet<number> = new Set(Object.values(Code));
/** What a TLS record begins with. */
const HANDSHAKE = 22;
const MAX_STARTUP = 10_000;
/** Longer messages are rows and pass unread. */
const MAX_READ = 8192;
const MAX_CLAIM = 1 << 30;
const METHODS: Readonly<Record<number, PgsqlAuthentication['method']>> = {
  0: 'none',
  3: 'password',
  5: 'md5',
  10: 'scram',
};
const LAST_METHOD = 12;
/** Steps of a way that was chosen before. */
const STEPS = new Set([8, 11, 12]);
/** Letters that messages begin with. */
const [AUTHENTICATION, PARAMETER, YES, NO] = Buffer.from('RSSN');

export const pgsql: StreamDissector<PgsqlEvent | TlsEvent> = {
  name: 'pgsql',
  transport: 'tcp',
  ports: [5432],
  probe: (head, side) => (side === 'originator' ? isStartup(head) : isAnswer(head)),

  open(emit) {
    const conversation: TlsConversation = { sessionId: undefined };
    return { originator: readClient(conversation, emit), responder: readServer(conversation, emit) };
  },
};

function isStartup(head: Uint8Array): boolean | undefined {
  if ((head[0] ?? 0) !== 0 || (head[1] ?? 0) !== 0) return false;
  if (head.length < 8) return undefined;
  const reader = new Reader(head);
  const length = reader.u32();
  return length >= 8 && length <= MAX_STARTUP && CODES.has(reader.u32());
}

/** A server begins with how the client is to prove who it is, perhaps after a byte that grants or refuses TLS. */
function isAnswer(head: Uint8Array): boolean | undefined {
  if (head[0] !== YES && head[0] !== NO) return isAuthentication(head);
  if (head[1] === HANDSHAKE && head[0] === YES) return head[2] === undefined ? undefined : head[2] === 3;
  return isAuthentication(head.subarray(1));
}

function isAuthentication(head: Uint8Array): boolean | undefined {
  if ((head[0] ?? AUTHENTICATION) !== AUTHENTICATION) return false;
  if (head.length < 9) return undefined;
  const reader = new Reader(head.subarray(1));
  const length = reader.u32();
  return length >= 8 && length < 4096 && reader.u32() <= LAST_METHOD;
}

function* readClient(conversation: TlsConversation, emit: Emit<PgsqlEvent | TlsEvent>): Reading<void> {
  // Bounded by the stream: each round takes a request of it, and a startup or TLS ends it.
  for (;;) {
    const start = yield* take(5);
    // A client that was granted TLS: its requests begin with a zero byte, and a record with 22.
    if (start.whole[0] === HANDSHAKE) {
      yield* readTls(conversation, emit, start);
      return;
    }
    const length = start.u32();
    if (length < 8 || length > MAX_STARTUP) throw new Violation(`a startup of ${length} bytes`);
    const rest = (yield* take(length - 5)).rest();
    const body = new Reader(Buffer.concat([start.rest(), rest]));
    const code = body.u32();
    if (code === Code.v30 || code === Code.v32) {
      emit({ protocol: 'pgsql', kind: 'startup', application: applicationIn(body) });
      return;
    }
    if (!CODES.has(code)) throw new Violation('a startup of another protocol');
  }
}

/** Names and values, each ended by a zero byte. */
function applicationIn(body: Reader): string | undefined {
  const words = latin1(body.rest()).split('\0');
  const at = words.findIndex((word, index) => index % 2 === 0 && word === 'application_name');
  return at < 0 ? undefined : words[at + 1];
}

function* readServer(conversation: TlsConversation, emit: Emit<PgsqlEvent | TlsEvent>): Reading<void> {
  const first = (yield* take(1)).u8();
  let type = first;
  if (first === YES || first === NO) {
    // One byte grants or refuses TLS; messages have a length, which begins with a zero byte.
    const start = yield* take(5);
    if (start.whole[0] === HANDSHAKE) {
      yield* readTls(conversation, emit, start);
      return;
    }
    if (start.whole[0] === 0) return; // a parameter: the capture began in the middle
    yield* readMessage(start.u8(), start, emit);
    type = (yield* take(1)).u8();
  }
  // Bounded by the stream: each round takes a message of it.
  for (;;) {
    yield* readMessage(type, yield* take(4), emit);
    type = (yield* take(1)).u8();
  }
}

function* readMessage(type: number, header: Reader, emit: Emit<PgsqlEvent>): Reading<void> {
  const length = header.u32() - 4;
  if (length < 0 || length > MAX_CLAIM) throw new Violation(`a message of ${length} bytes`);
  if (length > MAX_READ || (type !== AUTHENTICATION && type !== PARAMETER)) {
    yield* skip(length);
    return;
  }
  const body = yield* take(length);
  if (type === AUTHENTICATION) {
    const method = body.u32();
    if (!STEPS.has(method)) emit({ protocol: 'pgsql', kind: 'authentication', method: METHODS[method] ?? 'other' });
    return;
  }
  const [name, value = ''] = latin1(body.rest()).split('\0');
  if (name === 'server_version') emit({ protocol: 'pgsql', kind: 'server', version: value });
}
