/** The header that every HTTP/2 frame begins with, and what it may say. @see RFC 9113 sections 4.1 and 6 */
import type { Reader } from '../../../../lib/reader.ts';

export const FRAME_HEADER = 9;
export const DATA = 0;
export const HEADERS = 1;
const PRIORITY = 2;
export const RST_STREAM = 3;
export const SETTINGS = 4;
export const PUSH_PROMISE = 5;
const PING = 6;
const GOAWAY = 7;
const WINDOW_UPDATE = 8;
export const CONTINUATION = 9;

export const END_STREAM = 0x01;
export const ACK = 0x01;
export const END_HEADERS = 0x04;
export const PADDED = 0x08;
export const WITH_PRIORITY = 0x20;

export interface Frame {
  /** Of what follows the header, in bytes. */
  readonly length: number;
  readonly type: number;
  readonly flags: number;
  readonly stream: number;
}

export function readFrame(header: Reader): Frame {
  const length = header.u24();
  const type = header.u8();
  const flags = header.u8();
  return { length, type, flags, stream: header.u32() & 0x7fffffff };
}

/** Frames that belong to a stream, and those that belong to the connection; WINDOW_UPDATE is either, others are unknown. */
const OF_STREAM = new Set([DATA, HEADERS, PRIORITY, RST_STREAM, PUSH_PROMISE, CONTINUATION]);
const OF_CONNECTION = new Set([SETTINGS, PING, GOAWAY]);
const LENGTHS: ReadonlyMap<number, number> = new Map([
  [PRIORITY, 5],
  [RST_STREAM, 4],
  [PING, 8],
  [WINDOW_UPDATE, 4],
]);

/** Which rule a frame breaks; undefined when none. */
export function flawOf({ length, type, flags, stream }: Frame): string | undefined {
  if (OF_STREAM.has(type) && stream === 0) return `a frame of type ${type} outside of any stream`;
  if (OF_CONNECTION.has(type) && stream !== 0) return `a frame of type ${type} in a stream`;
  const fixed = type === SETTINGS && (flags & ACK) !== 0 ? 0 : LENGTHS.get(type);
  if (fixed !== undefined && length !== fixed) return `a frame of type ${type} with ${length} bytes`;
  return type === SETTINGS && length % 6 !== 0 ? 'settings that are cut' : undefined;
}

/** The longest frame unless a peer asked for longer ones. */
const USUAL_LENGTH = 16_384;
const FLAGS: ReadonlyMap<number, number> = new Map([
  [DATA, END_STREAM | PADDED],
  [HEADERS, END_STREAM | END_HEADERS | PADDED | WITH_PRIORITY],
  [RST_STREAM, 0],
  [SETTINGS, ACK],
  [PING, ACK],
  [WINDOW_UPDATE, 0],
]);

/**
 * Whether bytes somewhere in the middle are the header of a frame: it is of a common type, has only flags of that type,
 * is not longer than usual, and belongs to no stream after `last`.
 */
export function looksLikeFrame(frame: Frame, last: number): boolean {
  const flags = FLAGS.get(frame.type);
  if (flags === undefined || (frame.flags & ~flags) !== 0 || flawOf(frame) !== undefined) return false;
  return frame.length <= USUAL_LENGTH && frame.stream <= last;
}
