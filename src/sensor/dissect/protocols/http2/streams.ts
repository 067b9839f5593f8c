/** The exchanges of one HTTP/2 connection that are not over, which both directions know of. @see RFC 9113 section 5 */
import type { Side } from '../../dissector.ts';
import { Kept } from '../http/kept.ts';
import type { Headers } from '../http/message.ts';
import type { Exchange } from '../http/services.ts';

/** The most exchanges at once. The oldest is forgotten for a new one: peers usually allow a hundred. */
export const MAX_STREAMS = 256;
/** The most that is kept of all bodies together, in bytes. */
const MAX_KEPT = 1024 * 1024;

/** What one side says in a stream. */
export interface Half {
  readonly headers: Headers;
  /** Of an answer; 0 of a request. */
  readonly status: number;
  readonly body: Kept;
}

export interface Stream {
  exchange: Exchange | undefined;
  readonly halves: Partial<Record<Side, Half>>;
  /** Which sides have said all of it. */
  readonly over: Set<Side>;
}

export class Streams {
  readonly #streams = new Map<number, Stream>();
  #kept = 0;
  /** The highest number of a stream so far. */
  last = 0;

  get(id: number): Stream | undefined {
    return this.#streams.get(id);
  }

  /** The stream of number `id`, which may be new. */
  open(id: number): Stream {
    const known = this.#streams.get(id);
    if (known !== undefined) return known;
    if (this.#streams.size >= MAX_STREAMS) {
      const [oldest = id] = this.#streams.keys();
      this.close(oldest);
    }
    const stream: Stream = { exchange: undefined, halves: {}, over: new Set() };
    this.#streams.set(id, stream);
    this.last = Math.max(this.last, id);
    return stream;
  }

  close(id: number): void {
    for (const half of Object.values(this.#streams.get(id)?.halves ?? {})) this.#kept -= half.body.size;
    this.#streams.delete(id);
  }

  /** How much more of a body may be kept. */
  roomFor(body: Kept): number {
    return Math.min(body.room, MAX_KEPT - this.#kept);
  }

  keep(body: Kept, piece: Uint8Array): void {
    body.add(piece);
    this.#kept += piece.length;
  }

  /** What is kept of a body, to its end; undefined when that is nothing. */
  take(body: Kept): Uint8Array | undefined {
    this.#kept -= body.size;
    return body.bytes();
  }

  /** Some bytes of a body were not kept. */
  miss(body: Kept): void {
    this.#kept -= body.size;
    body.missed();
    this.#kept += body.size;
  }

  /** Bytes of `side` were lost: no body that it was sending is whole any more. Bounded by {@link MAX_STREAMS}. */
  missAll(side: Side): void {
    for (const { halves } of this.#streams.values()) {
      const body = halves[side]?.body;
      if (body !== undefined) this.miss(body);
    }
  }
}
