/**
 * One direction of an HTTP/2 connection: the heads and bodies of its exchanges, which come in pieces between one another.
 *
 * Where bytes were lost the next frame is looked for: what was remembered of fields is forgotten, the rest goes on.
 *
 * @see RFC 9113 sections 3.4 (preface), 6 (frames), 8.1 to 8.3 (messages)
 */
import { Backlog } from '../../../../lib/backlog.ts';
import { Reader, Violation } from '../../../../lib/reader.ts';
import { type Emit, Gap, type Reading, type Side, skip, take } from '../../dissector.ts';
import type { HttpRequest, HttpResponse } from '../http/head.ts';
import type { ServiceEvent } from '../http/services.ts';
import * as frames from './frame.ts';
import { type Frame, FRAME_HEADER, readFrame } from './frame.ts';
import { Hpack } from './hpack.ts';
import { readFields, tellEnd, tellHead, tellPromise } from './messages.ts';
import type { Streams } from './streams.ts';

export type Http2Event = HttpRequest | HttpResponse | ServiceEvent;

/** What a client begins with: its first line, and what follows that. */
export const PREFACE_BEGIN = 'PRI * HTTP/2.0';
export const PREFACE_END = '\r\nSM\r\n\r\n';

/** The most bytes of one head, in however many frames. */
export const MAX_BLOCK = 128 * 1024;
/** The most frames that go on with one head: without a bound a peer could send them for ever (CVE-2024-27316). */
export const MAX_CONTINUATIONS = 64;
/** Streams of a number so far above the last one are not believed where the beginning of a frame is looked for. */
const MAX_MISSED = 1000;

export function* readConnection(streams: Streams, side: Side, emit: Emit<Http2Event>): Reading<void> {
  const hpack = new Hpack();
  const at: Place = { streams, side, emit, hpack };
  for (let lost = false; ;) {
    try {
      const frame = lost ? yield* findFrame(streams) : readFrame(yield* take(FRAME_HEADER));
      lost = false;
      yield* readOne(frame, at);
    } catch (error) {
      if (!(error instanceof Gap)) throw error;
      lost = true;
      hpack.forget();
      streams.missAll(side);
    }
  }
}

/** Where a frame is read: what it may change, and who hears of it. */
interface Place {
  readonly streams: Streams;
  readonly side: Side;
  readonly emit: Emit<Http2Event>;
  readonly hpack: Hpack;
}

/** The next bytes that can be the header of a frame. Bounded by the peer's bytes: each round takes one. */
function* findFrame(streams: Streams): Reading<Frame> {
  let bytes = (yield* take(FRAME_HEADER)).whole;
  for (;;) {
    const frame = readFrame(new Reader(bytes));
    if (frames.looksLikeFrame(frame, streams.last + MAX_MISSED)) return frame;
    const next = new Uint8Array(FRAME_HEADER);
    next.set(bytes.subarray(1));
    next[FRAME_HEADER - 1] = (yield* take(1)).u8();
    bytes = next;
  }
}

function* readOne(frame: Frame, at: Place): Reading<void> {
  const flaw = frames.flawOf(frame);
  if (flaw !== undefined) throw new Violation(flaw);
  if (frame.type === frames.CONTINUATION) throw new Violation('the continuation of no head');
  if (frame.type === frames.DATA) yield* readData(frame, at);
  else if (frame.type === frames.HEADERS) yield* readHead(frame, at);
  else if (frame.type === frames.PUSH_PROMISE) yield* readPromise(frame, at);
  else yield* skip(frame.length);
  if (frame.type === frames.RST_STREAM) at.streams.close(frame.stream);
}

function* readData(frame: Frame, at: Place): Reading<void> {
  const { streams, side } = at;
  const padded = (frame.flags & frames.PADDED) !== 0;
  const padding = padded ? (yield* take(1)).u8() : 0;
  const length = frame.length - padding - (padded ? 1 : 0);
  if (length < 0) throw new Violation('more padding than frame');
  const body = streams.get(frame.stream)?.halves[side]?.body;
  const part = body === undefined ? 0 : Math.min(length, streams.roomFor(body));
  const piece = part > 0 ? (yield* take(part)).rest() : undefined;
  // The other direction may have ended the stream while this one waited.
  if (body !== undefined && body === streams.get(frame.stream)?.halves[side]?.body) {
    if (piece !== undefined) streams.keep(body, piece);
    if (length > part) streams.miss(body);
  }
  yield* skip(length - part + padding);
  if ((frame.flags & frames.END_STREAM) !== 0) tellEnd(frame.stream, at);
}

function* readHead(frame: Frame, at: Place): Reading<void> {
  const block = yield* readBlock(frame, (frame.flags & frames.WITH_PRIORITY) === 0 ? 0 : 5);
  tellHead(frame.stream, readFields(block, at.hpack), at);
  if ((frame.flags & frames.END_STREAM) !== 0) tellEnd(frame.stream, at);
}

function* readPromise(frame: Frame, at: Place): Reading<void> {
  const block = yield* readBlock(frame, 0);
  const promised = block.u32() & 0x7fffffff;
  tellPromise(promised, readFields(block, at.hpack), at);
}

/** A block of fields without padding, the first `priority` bytes, and the headers of the frames that go on with it. */
function* readBlock(frame: Frame, priority: number): Reading<Reader> {
  if (frame.length > MAX_BLOCK) throw new Violation(`a head of over ${MAX_BLOCK} bytes`);
  const first = yield* take(frame.length);
  const padding = (frame.flags & frames.PADDED) === 0 ? 0 : first.u8();
  first.skip(priority);
  if (padding > first.left) throw new Violation('more padding than frame');
  const begin = first.bytes(first.left - padding);
  if ((frame.flags & frames.END_HEADERS) !== 0) return new Reader(begin);
  const block = new Backlog();
  block.push(begin);
  for (let continuations = 0; continuations < MAX_CONTINUATIONS; continuations++) {
    const next = readFrame(yield* take(FRAME_HEADER));
    if (next.type !== frames.CONTINUATION || next.stream !== frame.stream) throw new Violation('a head breaks off');
    if (block.size + next.length > MAX_BLOCK) throw new Violation(`a head of over ${MAX_BLOCK} bytes`);
    block.push((yield* take(next.length)).rest());
    if ((next.flags & frames.END_HEADERS) !== 0) return new Reader(block.take(block.size));
  }
  throw new Violation(`a head in over ${MAX_CONTINUATIONS} frames`);
}
