/** Bounded, typed reads from bytes that somebody else wrote. */

/** Thrown when bytes break the rules of the protocol they claim to be: the sender's fault, never a bug of ours. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

/**
 * Reads fields, in order, from one bounded run of bytes, without copying them.
 *
 * A read past the end throws a {@link Violation}. A nested structure gets its own reader from {@link Reader.sub},
 * so a lying inner length can never reach the bytes that follow it. Numbers are big-endian unless the name ends in `le`.
 */
export class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** How many bytes are not read yet. */
  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** How many bytes are read. */
  get at(): number {
    return this.#at;
  }

  /** All bytes, those already read as well: for formats whose offsets point backwards, such as DNS and SMB. */
  get whole(): Uint8Array {
    return this.#bytes;
  }

  /** The next byte, which stays unread; a {@link Violation} at the end. */
  peek(): number {
    const at = this.#claim(1);
    this.#at = at;
    return this.#byte(at);
  }

  u8(): number {
    return this.#byte(this.#claim(1));
  }

  u16(): number {
    const at = this.#claim(2);
    return (this.#byte(at) << 8) | this.#byte(at + 1);
  }

  u24(): number {
    const at = this.#claim(3);
    return (this.#byte(at) << 16) | (this.#byte(at + 1) << 8) | this.#byte(at + 2);
  }

  u32(): number {
    return this.#word(this.#claim(4));
  }

  u64(): bigint {
    const at = this.#claim(8);
    return (BigInt(this.#word(at)) << 32n) | BigInt(this.#word(at + 4));
  }

  u16le(): number {
    const at = this.#claim(2);
    return this.#byte(at) | (this.#byte(at + 1) << 8);
  }

  u32le(): number {
    return swapped(this.#word(this.#claim(4)));
  }

  u64le(): bigint {
    const at = this.#claim(8);
    return (BigInt(swapped(this.#word(at + 4))) << 32n) | BigInt(swapped(this.#word(at)));
  }

  bytes(length: number): Uint8Array {
    const at = this.#claim(length);
    return this.#bytes.subarray(at, at + length);
  }

  /** All bytes that are left. */
  rest(): Uint8Array {
    return this.bytes(this.left);
  }

  sub(length: number): Reader {
    return new Reader(this.bytes(length));
  }

  skip(length: number): void {
    this.#claim(length);
  }

  /** The next `length` bytes as ISO 8859-1, in which every byte is a character. */
  text(length: number): string {
    return latin1(this.bytes(length));
  }

  /** The next `length` bytes as UTF-8; what is none becomes U+FFFD. */
  utf8(length: number): string {
    return UTF8.decode(this.bytes(length));
  }

  /** The next `length` bytes as UTF-16LE, as Microsoft's protocols write it. */
  utf16le(length: number): string {
    return UTF16LE.decode(this.bytes(length));
  }

  /** Composed from bytes: a DataView would be one more object for each of the many readers of a few bytes. */
  #word(at: number): number {
    return ((this.#byte(at) << 24) | (this.#byte(at + 1) << 16) | (this.#byte(at + 2) << 8) | this.#byte(at + 3)) >>> 0;
  }

  /** Of bytes that were claimed, so that it is there. */
  #byte(at: number): number {
    return this.#bytes[at]!;
  }

  #claim(length: number): number {
    const at = this.#at;
    if (!(length >= 0 && length <= this.left)) {
      throw new Violation(`wants ${length} bytes at ${at}, ${this.left} are left`);
    }
    this.#at = at + length;
    return at;
  }
}

/** A word with its bytes the other way round. */
function swapped(word: number): number {
  return ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;
}

/** Bytes as ISO 8859-1: byte n is character n, which `TextDecoder('latin1')` (Windows-1252) does not hold to. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

const UTF8 = new TextDecoder('utf-8');
const UTF16LE = new TextDecoder('utf-16le');
