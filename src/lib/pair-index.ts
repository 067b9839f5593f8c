/**
 * Numbers pairs of 32-bit integers in the order in which they first appear: a hash table without objects.
 *
 * A number that was given back is given to the next new pair. Who needs one to stay retains it; {@link PairIndex.isIdle}
 * tells who nobody does. Linear probing over typed arrays at a load of one half. The seed differs from process to process, so that nobody who
 * chooses addresses can choose collisions; the numbers handed out do not depend on it.
 */
const SEED = crypto.getRandomValues(new Int32Array(1))[0] ?? 0;
const FREE = -1;

export class PairIndex {
  /** Number + 1 of the pair in each slot; 0 where none is. */
  #slots = new Int32Array(64);
  #first = new Int32Array(32);
  #second = new Int32Array(32);
  /** How many retain each; {@link FREE} where a number is nobody's. */
  #holders = new Int32Array(32);
  /** Numbers that were given back. */
  readonly #free: number[] = [];
  /** How many numbers were ever given. */
  #size = 0;
  readonly #limit: number;

  /** `limit`: how many pairs it may hold. */
  constructor(limit = Infinity) {
    this.#limit = limit;
  }

  /** All numbers in use are below it. */
  get size(): number {
    return this.#size;
  }

  /** How many pairs have one. */
  get used(): number {
    return this.#size - this.#free.length;
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
    return this.used < this.#limit ? this.#add(slot, first, second) : -1;
  }

  first(id: number): number {
    return this.#first[id] ?? 0;
  }

  second(id: number): number {
    return this.#second[id] ?? 0;
  }

  /** The pair keeps its number until as many {@link release} it. */
  retain(id: number): void {
    this.#holders[id] = this.#holders[id]! + 1;
  }

  release(id: number): void {
    this.#holders[id] = this.#holders[id]! - 1;
  }

  /** Whether `id` is a pair's number and nobody retains it. */
  isIdle(id: number): boolean {
    return this.#holders[id] === 0;
  }

  /** Forgets a pair that nobody retains: its number may be the next new pair's. */
  forget(id: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let hole = this.#home(id) & mask;
    while (slots[hole] !== id + 1) hole = (hole + 1) & mask;
    // What stands behind is moved up, unless that is where it belongs: no tombstones, so that searches stay short.
    for (let slot = (hole + 1) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const home = this.#home(slots[slot]! - 1) & mask;
      if (((slot - home) & mask) < ((slot - hole) & mask)) continue;
      slots[hole] = slots[slot]!;
      hole = slot;
    }
    slots[hole] = 0;
    this.#holders[id] = FREE;
    this.#free.push(id);
  }

  #home(id: number): number {
    return hashPair(this.first(id), this.second(id));
  }

  #add(slot: number, first: number, second: number): number {
    const id = this.#free.pop() ?? this.#size++;
    if (id === this.#first.length) {
      this.#first = grown(this.#first);
      this.#second = grown(this.#second);
      this.#holders = grown(this.#holders);
    }
    this.#first[id] = first;
    this.#second[id] = second;
    this.#holders[id] = 0;
    this.#slots[slot] = id + 1;
    if (this.used * 2 > this.#slots.length) this.#rehash();
    return id;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let id = 0; id < this.#size; id++) {
      if (this.#holders[id] === FREE) continue;
      let slot = this.#home(id) & mask;
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
