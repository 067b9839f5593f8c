/**
 * Numbers pairs of 32-bit integers in the order in which they first appear: a hash table without objects.
 *
 * Linear probing over typed arrays at a load of one half. The seed differs from process to process, so that nobody who
 * chooses addresses can choose collisions; the numbers handed out do not depend on it.
 */
const SEED = crypto.getRandomValues(new Int32Array(1))[0] ?? 0;

export class PairIndex {
  /** Number + 1 of the pair in each slot; 0 where none is. */
  #slots = new Int32Array(64);
  #first = new Int32Array(32);
  #second = new Int32Array(32);
  #size = 0;
  readonly #limit: number;

  /** `limit`: how many pairs it may hold. */
  constructor(limit = Infinity) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#size;
  }

  /** The number of the pair, a new one if need be; -1 when it is new and there is no room. */
  id(first: number, second: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hashPair(first, second) & mask;
    for (let id = slots[slot]! - 1; id >= 0; id = slots[slot]! - 1) {
      if (this.#first[id] === first && this.#second[id] === second) return id;
      slot = (slot + 1) & mask;
    }
    return this.#size < this.#limit ? this.#add(slot, first, second) : -1;
  }

  first(id: number): number {
    return this.#first[id] ?? 0;
  }

  second(id: number): number {
    return this.#second[id] ?? 0;
  }

  #add(slot: number, first: number, second: number): number {
    const id = this.#size++;
    if (id === this.#first.length) {
      this.#first = grown(this.#first);
      this.#second = grown(this.#second);
    }
    this.#first[id] = first;
    this.#second[id] = second;
    this.#slots[slot] = id + 1;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
    return id;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let id = 0; id < this.#size; id++) {
      let slot = hashPair(this.first(id), this.second(id)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.#slots = slots;
  }
}

/** A hash of two integers, mixed as MurmurHash3 finishes. */
export function hashPair(first: number, second: number): number {
  let hash = Math.imul(first ^ SEED, 0x9e3779b1) ^ second;
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13) ^ second, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Twice the room, the same content. */
export function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
