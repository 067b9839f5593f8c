/**
 * Puts one direction of a TCP conversation back in order.
 *
 * Whatever was captured first stands: a byte that came is never replaced by a later copy of the same sequence number.
 * What never came is reported as a gap once too much waits behind it, or at the end.
 *
 * @see RFC 9293 section 3.4 (sequence numbers wrap around)
 */

import { copyOf } from '../../lib/copy.ts';

/** The most segments, and bytes of them, that wait behind a hole in one direction. */
export const MAX_WAITING_SEGMENTS = 256;
export const MAX_WAITING_BYTES = 1024 * 1024;

export interface StreamSink {
  /** The next bytes in order. They lie in the capture's buffer and are valid during the call. */
  data(bytes: Uint8Array): void;
  /** The next `length` bytes were never captured. */
  gap(length: number): void;
}

/** A piece of the stream that came too early. `lost` bytes behind it were cut off by the capture's snapshot length. */
interface Segment {
  sequence: number;
  bytes: Uint8Array;
  lost: number;
}

export class TcpStream {
  readonly #sink: StreamSink;
  /** The sequence number of the next byte, a signed 32-bit word. */
  #next: number;
  /** Where the sender said that nothing more follows. */
  #end: number | undefined;
  /** Apart from each other and in order. */
  readonly #waiting: Segment[] = [];
  #waitingBytes = 0;

  constructor(sink: StreamSink, next: number) {
    this.#sink = sink;
    this.#next = next | 0;
  }

  /** How many bytes wait behind a hole. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  /** Whether `sequence` is that of the next byte, with nothing waiting behind a hole. */
  expects(sequence: number): boolean {
    return this.#next === (sequence | 0) && this.#waiting.length === 0;
  }

  /** Takes the segment's captured `bytes`, and how many more it had on the wire. */
  segment(sequence: number, bytes: Uint8Array, lost: number): void {
    const ahead = (sequence - this.#next) | 0;
    if (ahead > 0) this.#wait(sequence, bytes, lost);
    else if (this.#waiting.length === 0) this.#deliver(sequence, bytes, lost);
    else if (-ahead < bytes.length) this.#wait(this.#next, bytes.subarray(-ahead), lost);
    this.#drain();
    while (this.#waiting.length > MAX_WAITING_SEGMENTS || this.#waitingBytes > MAX_WAITING_BYTES) this.#giveUp();
  }

  /** The sender said that nothing follows from `sequence` on. */
  finish(sequence: number): void {
    this.#end = sequence | 0;
  }

  /** Whether all bytes came, up to where the sender said that they end. */
  get finished(): boolean {
    return this.#end !== undefined && ((this.#end - this.#next) | 0) <= 0;
  }

  /** No more will come: hands on whatever waits, with the gaps between. Bounded by the segments that wait. */
  end(): void {
    while (this.#waiting.length > 0) this.#giveUp();
  }

  /** Hands on what of a segment is new; it begins at or before the next byte. */
  #deliver(sequence: number, bytes: Uint8Array, lost: number): void {
    const known = (this.#next - sequence) | 0;
    const fresh = bytes.length - known;
    if (fresh > 0) {
      this.#next = (sequence + bytes.length) | 0;
      this.#sink.data(known === 0 ? bytes : bytes.subarray(known));
    }
    const missing = lost + Math.min(fresh, 0);
    if (lost > 0 && missing > 0) {
      this.#next = (this.#next + missing) | 0;
      this.#sink.gap(missing);
    }
  }

  /** Keeps what of an early segment nobody else covers. */
  #wait(sequence: number, bytes: Uint8Array, lost: number): void {
    let at = 0;
    let from = sequence;
    let rest = bytes;
    // Bounded by MAX_WAITING_SEGMENTS.
    for (; at < this.#waiting.length && rest.length > 0; at++) {
      const other = this.#waiting[at]!;
      const end = (other.sequence + other.bytes.length) | 0;
      if (((end - from) | 0) <= 0) continue;
      const before = (other.sequence - from) | 0;
      if (before >= rest.length) break;
      if (before > 0) {
        this.#insert(at, { sequence: from, bytes: copyOf(rest.subarray(0, before)), lost: 0 });
        at += 1;
      }
      const covered = (end - from) | 0;
      rest = rest.subarray(Math.min(covered, rest.length));
      from = end;
    }
    if (rest.length > 0 || (lost > 0 && bytes.length === 0))
      this.#insert(at, { sequence: from, bytes: copyOf(rest), lost });
  }

  #insert(at: number, segment: Segment): void {
    this.#waiting.splice(at, 0, segment);
    this.#waitingBytes += segment.bytes.length;
  }

  /** Hands on what no longer waits for anything. Bounded by the segments that wait. */
  #drain(): void {
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      if (((first.sequence - this.#next) | 0) > 0) return;
      this.#waiting.shift();
      this.#waitingBytes -= first.bytes.length;
      this.#deliver(first.sequence, first.bytes, first.lost);
    }
  }

  /** Declares the hole before the first waiting segment a gap. */
  #giveUp(): void {
    const first = this.#waiting[0];
    if (first === undefined) return;
    const missing = (first.sequence - this.#next) | 0;
    this.#next = first.sequence;
    if (missing > 0) this.#sink.gap(missing);
    this.#drain();
  }
}
