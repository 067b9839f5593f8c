/** A view of a capture that slides over it: one buffer of a fixed size, used again and again. */
import { CAPTURE_BUFFER } from '../../lib/limits.ts';

/** Reads up to `into.length` bytes and says how many; 0 at the end. */
export type Read = (into: Uint8Array) => Promise<number>;

export class Window {
  readonly bytes = new Uint8Array(CAPTURE_BUFFER);
  readonly view = new DataView(this.bytes.buffer);
  /** The bytes from here to {@link end} wait to be parsed. Moved on by whoever parses them. */
  start = 0;
  end = 0;
  /** How many bytes were there before the first of the buffer. */
  #before = 0;
  #toSkip = 0;

  /** How many bytes wait. */
  get left(): number {
    return this.end - this.start;
  }

  /** Where `start` is in the capture. */
  get position(): number {
    return this.#before + this.start;
  }

  /** Moves on by `length` bytes, also by more than are here. */
  skip(length: number): void {
    const here = Math.min(length, this.left);
    this.start += here;
    this.#toSkip = length - here;
  }

  /** Whether {@link skip} passed the last byte there is. */
  get overrun(): boolean {
    return this.#toSkip > 0;
  }

  /** Makes room and gets more bytes with one read; false at the end. What waits must be less than the buffer. */
  async fill(read: Read): Promise<boolean> {
    this.bytes.copyWithin(0, this.start, this.end);
    this.#before += this.start;
    this.end -= this.start;
    this.start = 0;
    if (this.end === this.bytes.length) throw new Error('a record is longer than the buffer');
    const length = await read(this.bytes.subarray(this.end));
    this.end += length;
    this.skip(this.#toSkip);
    return length > 0;
  }
}
