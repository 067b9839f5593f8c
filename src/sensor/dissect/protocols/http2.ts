/**
 * HTTP/2 without encryption: the same that HTTP/1 tells, from frames and packed header fields; the service of gRPC calls.
 *
 * @see RFC 9113, RFC 7541 (HPACK); gRPC over HTTP2
 */
import { latin1, Violation } from '../../../lib/reader.ts';
import { type Emit, type Reading, type StreamDissector, take } from '../dissector.ts';
import { type Http2Event, PREFACE_BEGIN, PREFACE_END, readConnection } from './http2/connection.ts';
import { FRAME_HEADER, SETTINGS } from './http2/frame.ts';
import { Streams } from './http2/streams.ts';

const PREFACE = `${PREFACE_BEGIN}\r\n${PREFACE_END}`;
/** More settings than anybody knows. */
const MAX_SETTINGS = 32 * 6;

export const http2: StreamDissector<Http2Event> = {
  name: 'http2',
  transport: 'tcp',
  ports: [50051],
  probe: (head, side) => (side === 'originator' ? beginsPreface(head) : beginsSettings(head)),
  open(emit) {
    const streams = new Streams();
    return { originator: readClient(streams, emit), responder: readConnection(streams, 'responder', emit) };
  },
};

function* readClient(streams: Streams, emit: Emit<Http2Event>): Reading<void> {
  const preface = yield* take(PREFACE.length);
  if (latin1(preface.whole) !== PREFACE) throw new Violation('no preface of HTTP/2');
  yield* readConnection(streams, 'originator', emit);
}

function beginsPreface(head: Uint8Array): boolean | undefined {
  const begin = latin1(head.subarray(0, PREFACE.length));
  if (!PREFACE.startsWith(begin)) return false;
  return begin.length === PREFACE.length ? true : undefined;
}

/** A server begins with its settings, which answer none of the client's. */
function beginsSettings(head: Uint8Array): boolean | undefined {
  const known = [0, 0, undefined, SETTINGS, 0, 0, 0, 0, 0];
  if (known.some((byte, at) => byte !== undefined && at < head.length && head[at] !== byte)) return false;
  if (head.length > 2 && ((head[2] ?? 0) % 6 !== 0 || (head[2] ?? 0) > MAX_SETTINGS)) return false;
  return head.length < FRAME_HEADER ? undefined : true;
}
