/**
 * Microsoft SQL Server: which server in which version answers, and which machine and program log in. Statements are not read.
 *
 * @see MS-TDS sections 2.2.3 (packets), 2.2.6.4 (LOGIN7), 2.2.6.5 (PRELOGIN), 2.2.7.22 (SSPI)
 */
import { type Reader, Violation } from '../../../lib/reader.ts';
import {
  type Emit,
  type ProtocolEvent,
  type Reading,
  type Side,
  skip,
  type StreamDissector,
  take,
} from '../dissector.ts';
import { findNtlmssp, type Ntlmssp } from './ntlmssp.ts';

export type TdsEvent = TdsPrelogin | TdsLogin | TdsNtlm;

export interface TdsPrelogin extends ProtocolEvent {
  readonly protocol: 'tds';
  readonly kind: 'prelogin';
  readonly by: 'client' | 'server';
  /** Of the program or the server, such as `15.0.2000`. */
  readonly version: string | undefined;
  /** What the sender wants encrypted. */
  readonly encryption: 'login' | 'all' | 'none' | 'required' | undefined;
}

/** A log-in that anybody can read: its password is hidden by a rule that everybody knows. */
export interface TdsLogin extends ProtocolEvent {
  readonly protocol: 'tds';
  readonly kind: 'login';
  readonly host: string;
  readonly application: string;
  readonly password: boolean;
}

export interface TdsNtlm extends ProtocolEvent {
  readonly protocol: 'tds';
  readonly kind: 'ntlm';
  readonly ntlm: Ntlmssp;
}

const HEADER = 8;
const Type = { response: 4, login: 16, sspi: 17, prelogin: 18 } as const;
/** Types whose packets pass unread: batch, remote call, attention, bulk load, federated token, transaction. */
const OTHERS = new Set([1, 3, 6, 7, 8, 14]);
const LAST = 1;
const MAX_PACKET = 32_767;
const ENCRYPTION = ['login', 'all', 'none', 'required'] as const;
const MAX_OPTIONS = 16;
/** Messages at the beginning of a conversation in which a log-in can be. */
const MAX_MESSAGES = 16;
/** Fixed fields before the list of texts, and where in the list they are. */
const LOGIN_FIXED = 36;
const MAX_TEXT = 128;

export const tds: StreamDissector<TdsEvent> = {
  name: 'tds',
  transport: 'tcp',
  ports: [1433],

  /** The client's PRELOGIN or LOGIN7, and the answer to the first: a header whose last bytes hardly vary. */
  probe(head, side) {
    const [type, status, high = 0, low, , , number, window] = head;
    const first = side === 'originator' ? type === Type.prelogin || type === Type.login : type === Type.response;
    if (!first || (status ?? LAST) > LAST || (window ?? 0) !== 0 || (number ?? 1) > 1) return false;
    if (low !== undefined && (high << 8) + low < HEADER + 6) return false;
    if (head.length < HEADER + 5) return undefined;
    // A log-in begins with its length once more, in the other byte order.
    if (type === Type.login) return (high << 8) + (low ?? 0) === (head[8] ?? 0) + ((head[9] ?? 0) << 8) + HEADER;
    // The first option is the version, whose place and length are six bytes.
    const [token, , offset, zero, size] = head.subarray(HEADER, HEADER + 5);
    return token === 0 && (offset ?? 0) >= 6 && zero === 0 && size === 6;
  },

  open: (emit) => ({ originator: readMessages('originator', emit), responder: readMessages('responder', emit) }),
};

function* readMessages(side: Side, emit: Emit<TdsEvent>): Reading<void> {
  for (let message = 0; message < MAX_MESSAGES; message++) {
    const header = yield* take(HEADER);
    const type = header.u8();
    // A log-in that goes on under TLS comes in records, without the header.
    if (type >= 20 && type <= 23) return;
    header.skip(1);
    const length = header.u16() - HEADER;
    if (length < 0 || length > MAX_PACKET) throw new Violation(`a packet of ${length} bytes`);
    if (OTHERS.has(type)) {
      yield* skip(length);
      continue;
    }
    const body = yield* take(length);
    for (const event of readMessage(type, body, side, message === 0)) emit(event);
  }
}

function readMessage(type: number, body: Reader, side: Side, first: boolean): TdsEvent[] {
  if (type === Type.prelogin || (type === Type.response && first)) {
    const prelogin = readPrelogin(body, side);
    return prelogin === undefined ? [] : [prelogin];
  }
  const ntlm = findNtlmssp(body.whole);
  const proof: TdsEvent[] = ntlm === undefined ? [] : [{ protocol: 'tds', kind: 'ntlm', ntlm }];
  if (type === Type.login) return [readLogin(body), ...proof];
  return type === Type.sspi || type === Type.response ? proof : [];
}

/** Options, each a token with place and length of its value. A TLS record in the same clothes is none. */
function readPrelogin(body: Reader, side: Side): TdsPrelogin | undefined {
  if (body.left === 0 || body.peek() !== 0) return undefined;
  const { whole } = body;
  let version: string | undefined;
  let encryption: TdsPrelogin['encryption'];
  for (let left = MAX_OPTIONS; left > 0; left--) {
    const token = body.u8();
    if (token === 0xff) break;
    const [at, length] = [body.u16(), body.u16()];
    const [major = 0, minor = 0, high = 0, low = 0] = whole.subarray(at, at + 4);
    if (at + length > whole.length) throw new Violation(`an option at ${at}`);
    if (token === 0) version = `${major}.${minor}.${(high << 8) | low}`;
    if (token === 1) encryption = ENCRYPTION[major];
  }
  return { protocol: 'tds', kind: 'prelogin', by: side === 'originator' ? 'client' : 'server', version, encryption };
}

/** Place and length in characters of host, user, password, program: two bytes each. */
function readLogin(body: Reader): TdsLogin {
  const { whole } = body;
  body.skip(LOGIN_FIXED);
  const places = [0, 1, 2, 3].map(() => [body.u16le(), body.u16le()] as const);
  const [host, , password, program] = places;
  return {
    protocol: 'tds',
    kind: 'login',
    host: textAt(whole, host),
    application: textAt(whole, program),
    password: (password?.[1] ?? 0) > 0,
  };
}

function textAt(whole: Uint8Array, place: readonly [at: number, length: number] | undefined): string {
  const [at, length] = place ?? [0, 0];
  if (length > MAX_TEXT || at + 2 * length > whole.length)
    throw new Violation(`a text of ${length} characters at ${at}`);
  return Buffer.from(whole.subarray(at, at + 2 * length)).toString('utf16le');
}
