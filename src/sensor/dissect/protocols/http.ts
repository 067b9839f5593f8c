/**
 * HTTP/1: who asks whom with which software, and the medical services that are built on it; HTTP/2 where a request asks for it.
 *
 * Paths, queries and bodies are places where patients are named. They are reduced here to what is safe to say, such as
 * the type of a FHIR resource, and go no further.
 *
 * @see RFC 9110, RFC 9112; RFC 7540 section 3.2 (Upgrade: h2c)
 */
import { latin1, Violation } from '../../../lib/reader.ts';
import {
  type Emit,
  Gap,
  type ProtocolEvent,
  type Reading,
  type Side,
  type StreamDissector,
  take,
} from '../dissector.ts';
import type { TlsConversation, TlsEvent } from './tls-event.ts';
import { readTls } from './tls.ts';
import { readBody, requestFraming, responseFraming } from './http/body.ts';
import { type HttpRequest, type HttpResponse, requestOf, responseOf } from './http/head.ts';
import { type Headers, parseStartLine, readHeaders, readLine, readStartLine, type StartLine } from './http/message.ts';
import { METHODS } from './http/methods.ts';
import { PREFACE_BEGIN, PREFACE_END, readConnection } from './http2/connection.ts';
import { Streams } from './http2/streams.ts';
import {
  type Exchange,
  exchangeOf,
  type ServiceEvent,
  tellAnswer,
  tellRequest,
  tellSent,
  wantedOf,
} from './http/services.ts';

export type HttpEvent = HttpRequest | HttpResponse | HttpUpgrade;
/** Everything that is said over HTTP, and in the tunnels that it opens. */
export type AnyHttpEvent = HttpEvent | ServiceEvent | TlsEvent;

/** From here on the connection speaks something else. */
export interface HttpUpgrade extends ProtocolEvent {
  readonly protocol: 'http';
  readonly kind: 'upgrade';
  /** As the Upgrade field names it, or `tunnel` after CONNECT. */
  readonly to: string;
}

/** The most requests that wait for their response; more are answered without being known. */
const MAX_WAITING = 256;
const TLS_HANDSHAKE = 0x16;
const TLS_HEADER = 5;

export const http: StreamDissector<AnyHttpEvent> = {
  name: 'http',
  transport: 'tcp',
  ports: [80, 8080, 8000, 8042, 8081, 8888, 3128],
  probe: recognise,
  open(emit) {
    const talk: Talk = { waiting: [], upgraded: false, tls: { sessionId: undefined }, streams: undefined };
    return { originator: readMessages(talk, 'originator', emit), responder: readMessages(talk, 'responder', emit) };
  },
};

/** What the directions know of each other. */
interface Talk {
  readonly waiting: Exchange[];
  upgraded: boolean;
  readonly tls: TlsConversation;
  /** Once it speaks HTTP/2. */
  streams: Streams | undefined;
}

function* readMessages(talk: Talk, side: Side, emit: Emit<AnyHttpEvent>): Reading<void> {
  let begin: string | undefined = '';
  for (let lost = false; ;) {
    try {
      const line: string = lost || begin !== '' ? begin + (yield* readLine()) : yield* readStartLine();
      begin = '';
      if (line === PREFACE_BEGIN) {
        yield* readPrefaced(talk, side, emit);
        return;
      }
      if (talk.upgraded) return;
      const start = parseStartLine(line);
      if (start === undefined) {
        if (!lost) throw new Violation('neither request nor response');
        continue;
      }
      lost = false;
      if (yield* readMessage(start, talk, emit)) begin = yield* readTunnel(talk, emit);
      // A client begins with the preface, whose first line is a line like any other.
      if (talk.streams !== undefined && side === 'originator') continue;
      if (talk.streams !== undefined) yield* readConnection(talk.streams, side, emit);
      if (talk.upgraded || begin === undefined) return;
    } catch (error) {
      if (talk.upgraded) return;
      // Bytes are missing: whatever looks like the first line of a message is where we go on.
      if (!(error instanceof Gap)) throw error;
      lost = true;
      begin = '';
      talk.waiting.length = 0;
    }
  }
}

/** HTTP/2 behind the first line of its preface, with which a client begins after it was told to change. */
function* readPrefaced(talk: Talk, side: Side, emit: Emit<AnyHttpEvent>): Reading<void> {
  const rest = yield* take(PREFACE_END.length);
  if (latin1(rest.whole) !== PREFACE_END) throw new Violation('the preface of HTTP/2 is cut');
  yield* readConnection((talk.streams ??= new Streams()), side, emit);
}

/** What a tunnel begins with: reads it when it is TLS, or else gives back the bytes that it had to look at. */
function* readTunnel(talk: Talk, emit: Emit<AnyHttpEvent>): Reading<string | undefined> {
  const start = yield* take(TLS_HEADER);
  if (start.peek() !== TLS_HANDSHAKE) return latin1(start.whole);
  yield* readTls(talk.tls, emit, start);
  return undefined;
}

/** Reads one message. Returns whether a tunnel may begin behind it. */
function* readMessage(start: StartLine, talk: Talk, emit: Emit<AnyHttpEvent>): Reading<boolean> {
  const headers = yield* readHeaders();
  if (start.kind === 'request') {
    const method = METHODS.has(start.method) ? start.method : 'other';
    const exchange = exchangeOf(method, start.target, headers);
    if (talk.waiting.length < MAX_WAITING) talk.waiting.push(exchange);
    emit(requestOf('http', method, headers));
    tellRequest(exchange, emit);
    const sent = yield* readBody(requestFraming(headers), wantedOf(headers, exchange));
    tellSent(exchange, headers, sent, emit);
    return method === 'CONNECT';
  }
  const { status } = start;
  // 100 and its like announce a response that is still to come.
  const interim = status < 200 && status !== 101;
  const exchange = interim ? talk.waiting[0] : talk.waiting.shift();
  emit(responseOf('http', status, headers));
  if (status === 101 || (exchange?.method === 'CONNECT' && status < 300 && !interim)) {
    talk.upgraded = true;
    const to = status === 101 ? upgradeOf(headers) : 'tunnel';
    emit({ protocol: 'http', kind: 'upgrade', to });
    // The request that asked for it is answered in the first stream.
    if (to === 'h2c') (talk.streams ??= new Streams()).open(1).exchange = exchange;
    return status !== 101;
  }
  const brought = yield* readBody(responseFraming(status, exchange?.method, headers), wantedOf(headers, exchange));
  if (!interim) tellAnswer(exchange, status, headers, brought, emit);
  return false;
}

function upgradeOf(headers: Headers): string {
  return /^[A-Za-z0-9./-]{1,32}/.exec(headers.get('upgrade') ?? '')?.[0].toLowerCase() ?? 'unknown';
}

/** So much of the first line is looked at: longer ones are taken for HTTP when all else fits. */
const LOOKED_AT = 512;

/** A registered method and a target, then ` HTTP/1.`; or that of a response. Methods shared with RTSP and SIP need both. */
function recognise(bytes: Uint8Array): boolean | undefined {
  const head = latin1(bytes.subarray(0, LOOKED_AT));
  const response = 'HTTP/1.';
  if (head.startsWith(response)) return true;
  const [method = ''] = head.split(' ', 1);
  if (method.length === head.length) {
    return response.startsWith(head) || [...METHODS].some((known) => known.startsWith(head)) ? undefined : false;
  }
  if (!METHODS.has(method)) return false;
  const end = head.indexOf('\n');
  const line = end < 0 ? head : head.slice(0, end);
  const version = line.indexOf(' HTTP/1.', method.length + 1);
  const target = line.slice(method.length, version < 0 ? undefined : version);
  // Bytes over 0x7f are UTF-8 that a client should have escaped, not control characters of ISO 8859-1.
  if (/(?![\t\r\x80-\x9f])\p{Cc}/u.test(target)) return false;
  if (version >= 0) return target.trim() !== '';
  if (end >= 0) return false;
  return head.length < LOOKED_AT ? undefined : /^[A-Z_-]+ +(\/|https?:)/.test(line);
}
