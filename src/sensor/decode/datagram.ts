/** One datagram on its way to be whole. Of bytes that come twice, those that came first stay. */
import { MAX_HOLES } from '../../lib/limits.ts';

/** The longest payload that IP's lengths and offsets can mean. */
const MAX_LENGTH = 65_535;
const FIRST_CAPACITY = 4096;

export class Datagram {
  bytes = new Uint8Array(FIRST_CAPACITY);
  /** When its first fragment came. */
  readonly time: number;
  /** What the fragment at the beginning says is inside. */
  protocol = -1;
  /** Known once the last fragment is here. */
  length = -1;
  /** Ascending starts and ends of what is here; neighbours are joined. */
  readonly #ranges: number[] = [];

  constructor(time: number) {
    this.time = time;
  }

  get complete(): boolean {
    return this.#ranges.length === 2 && this.#ranges[0] === 0 && this.#ranges[1] === this.length;
  }

  /** Takes a fragment's bytes; false when it contradicts the others, or no datagram can be like that. */
  add(offset: number, piece: Uint8Array, last: boolean): boolean {
    const end = offset + piece.length;
    if (end > MAX_LENGTH || piece.length === 0 || (!last && piece.length % 8 !== 0)) return false;
    if (last) {
      if ((this.length >= 0 && this.length !== end) || (this.#ranges.at(-1) ?? 0) > end) return false;
      this.length = end;
    } else if (this.length >= 0 && end > this.length) {
      return false;
    }
    this.#reserve(end);
    this.#fill(offset, end, piece);
    return this.#ranges.length <= 2 * MAX_HOLES;
  }

  /** Copies those parts of the piece that are not here yet, and joins the ranges that it touches. */
  #fill(offset: number, end: number, piece: Uint8Array): void {
    const ranges = this.#ranges;
    let first = 0;
    while (first < ranges.length && (ranges[first + 1] ?? 0) < offset) first += 2;
    let [start, stop] = [offset, end];
    let from = offset;
    let next = first;
    // Bounded by the ranges, of which there are at most MAX_HOLES.
    for (; next < ranges.length && (ranges[next] ?? 0) <= end; next += 2) {
      const [rangeStart, rangeEnd] = [ranges[next] ?? 0, ranges[next + 1] ?? 0];
      if (from < rangeStart) this.bytes.set(piece.subarray(from - offset, rangeStart - offset), from);
      from = Math.max(from, rangeEnd);
      start = Math.min(start, rangeStart);
      stop = Math.max(stop, rangeEnd);
    }
    if (from < end) this.bytes.set(piece.subarray(from - offset), from);
    ranges.splice(first, next - first, start, stop);
  }

  #reserve(length: number): void {
    if (length <= this.bytes.length) return;
    const larger = new Uint8Array(Math.min(Math.max(length, 2 * this.bytes.length), MAX_LENGTH));
    larger.set(this.bytes);
    this.bytes = larger;
  }
}
