/** What the messages of an HTTP/2 connection tell: the same as those of HTTP/1. @see RFC 9113 section 8 */
import type { Reader } from '../../../../lib/reader.ts';
import type { Emit, Side } from '../../dissector.ts';
import { type HttpRequest, type HttpResponse, requestOf, responseOf } from '../http/head.ts';
import { Kept } from '../http/kept.ts';
import { addField, type Headers, mediaType } from '../http/message.ts';
import { METHODS } from '../http/methods.ts';
import { exchangeOf, type ServiceEvent, tellAnswer, tellRequest, tellSent, wantedOf } from '../http/services.ts';
import type { Hpack } from './hpack.ts';
import type { Streams } from './streams.ts';

/** Where a message is read. */
interface Place {
  readonly streams: Streams;
  readonly side: Side;
  readonly emit: Emit<HttpRequest | HttpResponse | ServiceEvent>;
}

/** A block of fields: those in which HTTP/2 has what was the first line of a message, and the others. */
interface Fields {
  readonly pseudo: ReadonlyMap<string, string>;
  readonly headers: Headers;
}

const PSEUDO = new Set([':method', ':path', ':authority', ':status']);
/** A service in a package of an interface description, and its method. @see gRPC over HTTP2, "Requests" */
const GRPC_PATH = /^\/((?:[a-z]\w{0,63}\.){1,8}[A-Z]\w{0,63})\/[A-Z]\w{0,127}$/i;

export function readFields(block: Reader, hpack: Hpack): Fields {
  const pseudo = new Map<string, string>();
  const headers = new Map<string, string>();
  hpack.read(block, (name, value) => {
    if (!PSEUDO.has(name)) addField(headers, name, value);
    else if (!pseudo.has(name)) pseudo.set(name, value);
  });
  const authority = pseudo.get(':authority');
  if (authority !== undefined) headers.set('host', authority);
  return { pseudo, headers };
}

/** What neither asks nor answers comes behind a body, and tells nothing. */
export function tellHead(id: number, fields: Fields, at: Place): void {
  const status = fields.pseudo.get(':status');
  if (fields.pseudo.has(':method')) tellAsked(id, fields, at);
  else if (/^\d{3}$/.test(status ?? '')) tellStatus(id, Number(status), fields, at);
}

function tellAsked(id: number, { pseudo, headers }: Fields, { streams, side, emit }: Place): void {
  const named = pseudo.get(':method') ?? '';
  const method = METHODS.has(named) ? named : 'other';
  const path = pseudo.get(':path') ?? '/';
  const exchange = exchangeOf(method, path, headers);
  const stream = streams.open(id);
  stream.exchange = exchange;
  stream.halves[side] ??= { headers, status: 0, body: new Kept(wantedOf(headers, exchange)) };
  const grpc = /^application\/grpc\b/.test(mediaType(headers.get('content-type')));
  emit({ ...requestOf('http2', method, headers), ...(grpc && { grpc: GRPC_PATH.exec(path)?.[1] ?? '' }) });
  tellRequest(exchange, emit);
}

function tellStatus(id: number, status: number, { headers }: Fields, { streams, side, emit }: Place): void {
  emit(responseOf('http2', status, headers));
  // What announces an answer is followed by it.
  if (status < 200) return;
  const stream = streams.open(id);
  stream.halves[side] ??= { headers, status, body: new Kept(wantedOf(headers, stream.exchange)) };
}

/** A server will answer what nobody asked. */
export function tellPromise(id: number, { pseudo, headers }: Fields, { streams }: Place): void {
  const method = pseudo.get(':method') ?? '';
  streams.open(id).exchange = exchangeOf(method, pseudo.get(':path') ?? '/', headers);
}

/** One side has said all of a stream. */
export function tellEnd(id: number, { streams, side, emit }: Place): void {
  const stream = streams.get(id);
  if (stream === undefined) return;
  const half = stream.halves[side];
  // Of a stream that began as HTTP/1 the request was told already.
  if (half !== undefined && !stream.over.has(side)) {
    const { status, headers } = half;
    const body = streams.take(half.body);
    if (status > 0) tellAnswer(stream.exchange, status, headers, body, emit);
    else if (stream.exchange !== undefined) tellSent(stream.exchange, headers, body, emit);
  }
  stream.over.add(side);
  // An answer ends an exchange: what is still sent is not read by anybody, and of a request nothing is kept.
  if (side === 'responder' || stream.over.size === 2) streams.close(id);
}
