/**
 * HPACK: header fields of one direction of an HTTP/2 connection, each of which may stand for one that came before.
 *
 * What a listener holds is bounded by a size of its own, whatever the peers agree on. Where the peer remembers more than
 * we do, because it may or because bytes were lost, a field is unknown, and those that came after it are still right:
 * they are counted from the newest.
 *
 * @see RFC 7541 sections 2.3 (indexing), 4 (dynamic table), 5 (integers, strings), 6 (representations)
 */
import { latin1, type Reader, Violation } from '../../../../lib/reader.ts';
import { huffmanText } from './huffman.ts';
import { type Field, STATIC_TABLE } from './static-table.ts';

/** The most that is remembered of a direction, in the octets of RFC 7541 section 4.1. Browsers ask for 64 KiB. */
export const MAX_TABLE = 64 * 1024;
/** What a table may hold before anybody says otherwise. */
const FIRST_SIZE = 4096;
const OVERHEAD = 32;
/** The most fields of one block. */
const MAX_FIELDS = 256;
/** Continuation octets of an integer: more than 28 bits are no length that anybody means. */
const MAX_OCTETS = 4;
const UNKNOWN: Field = { name: undefined, value: '' };

export class Hpack {
  /** The newest comes last. */
  readonly #fields: Field[] = [];
  #held = 0;
  #size = FIRST_SIZE;
  /** The peer may remember fields that we do not. */
  #partial = false;

  /** Bytes were lost: nothing that came before can be counted on. */
  forget(): void {
    this.#fields.length = 0;
    this.#held = 0;
    this.#partial = true;
  }

  /** Reads one block of fields; unknown ones are passed over. Throws a {@link Violation} when it breaks the rules. */
  read(block: Reader, found: (name: string, value: string) => void): void {
    // Bounded by the block, of which each round takes a byte at least, and by what it may say.
    for (let fields = 0; block.left > 0;) {
      const first = block.u8();
      if ((first & 0xe0) === 0x20) {
        if (fields > 0) throw new Violation('a table changes its size between two fields');
        this.#resize(integer(block, first, 0x1f));
        continue;
      }
      if (++fields > MAX_FIELDS) throw new Violation(`a head of over ${MAX_FIELDS} fields`);
      const { name, value } = this.#field(block, first);
      if (name !== undefined) found(name, value);
    }
  }

  #field(block: Reader, first: number): Field {
    if (first >= 0x80) return this.#at(integer(block, first, 0x7f));
    const remembered = first >= 0x40;
    const index = integer(block, first, remembered ? 0x3f : 0x0f);
    const name = index === 0 ? text(block) : this.#at(index).name;
    const field = { name, value: text(block) };
    if (remembered) this.#remember(field);
    return field;
  }

  #at(index: number): Field {
    if (index === 0) throw new Violation('the field of number 0');
    const known = STATIC_TABLE[index - 1] ?? this.#fields.at(STATIC_TABLE.length - index);
    if (known === undefined && !this.#partial) throw new Violation(`field ${index} was never said`);
    return known ?? UNKNOWN;
  }

  #remember(field: Field): void {
    const size = sizeOf(field);
    this.#shrink(this.#size - size);
    if (size > this.#size) return;
    this.#fields.push(field);
    this.#held += size;
  }

  #resize(size: number): void {
    if (size > MAX_TABLE) this.#partial = true;
    this.#size = Math.min(size, MAX_TABLE);
    this.#shrink(this.#size);
  }

  /** Lets the oldest fields go until all take no more than `most`. Bounded by the fields that are held. */
  #shrink(most: number): void {
    while (this.#held > most) {
      const oldest = this.#fields.shift();
      if (oldest === undefined) return;
      this.#held -= sizeOf(oldest);
    }
  }
}

const sizeOf = ({ name, value }: Field): number => (name?.length ?? 0) + value.length + OVERHEAD;

/** @param prefix The bits of `first` that begin the number, as a mask. */
function integer(block: Reader, first: number, prefix: number): number {
  const start = first & prefix;
  if (start < prefix) return start;
  let value = prefix;
  for (let octets = 0; octets < MAX_OCTETS; octets++) {
    const octet = block.u8();
    value += (octet & 0x7f) * 2 ** (7 * octets);
    if (octet < 0x80) return value;
  }
  throw new Violation(`a number of over ${MAX_OCTETS} octets`);
}

function text(block: Reader): string {
  const first = block.u8();
  const bytes = block.bytes(integer(block, first, 0x7f));
  return first >= 0x80 ? huffmanText(bytes) : latin1(bytes);
}
