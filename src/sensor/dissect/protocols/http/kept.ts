/** What is kept of a message's body while it goes through. */
import { Backlog } from '../../../../lib/backlog.ts';

/** How much of a body is kept: nothing, all of it unless it is longer than `limit`, or its first `limit` bytes. */
export type Wanted = { readonly what: 'whole' | 'head'; readonly limit: number } | undefined;

/** What is kept of a body, in one run: a peer that sends it in chunks of one byte does not make us hold one object each. */
export class Kept {
  readonly #bytes = new Backlog();
  #whole: boolean;
  room: number;

  constructor(wanted: Wanted) {
    this.room = wanted?.limit ?? 0;
    this.#whole = wanted?.what === 'whole';
  }

  /** How many bytes are kept. */
  get size(): number {
    return this.#bytes.size;
  }

  add(piece: Uint8Array): void {
    this.#bytes.push(piece);
    this.room -= piece.length;
  }

  /** Some bytes were let go: what must be whole is of no use any more, and of the rest no more is kept. */
  missed(): void {
    if (this.#whole) this.forget();
    else this.room = 0;
  }

  forget(): void {
    this.#bytes.drop(this.#bytes.size);
    this.room = 0;
  }

  bytes(): Uint8Array | undefined {
    const { size } = this.#bytes;
    return size === 0 ? undefined : this.#bytes.take(size);
  }
}
