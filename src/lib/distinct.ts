/**
 * How many different things were seen, in bounded memory: exactly while they are few, estimated from then on.
 *
 * @see Flajolet et al., HyperLogLog (2007); Heule et al., HyperLogLog in Practice (2013)
 */

/** Up to here the count is exact. */
export const EXACT_UP_TO = 4096;
/** 2^12 registers of one byte: a standard error of 1.04 / sqrt(4096) = 1.6 %. */
const REGISTER_BITS = 12;
const REGISTERS = 1 << REGISTER_BITS;

export class Distinct {
  /** Made with the first of them: many conversations carry data of nobody in particular. */
  #exact: Set<bigint> | undefined;
  #registers: Uint8Array | undefined;

  /** Takes 64 uniformly distributed bits of one thing, such as a keyed hash. */
  add(hash: bigint): void {
    if (this.#registers !== undefined) {
      this.#note(hash);
      return;
    }
    this.#exact ??= new Set();
    this.#exact.add(hash);
    if (this.#exact.size > EXACT_UP_TO) this.#spill(this.#exact);
  }

  get count(): number {
    if (this.#registers === undefined) return this.#exact?.size ?? 0;
    let sum = 0;
    let zeros = 0;
    for (const rank of this.#registers) {
      sum += 2 ** -rank;
      if (rank === 0) zeros += 1;
    }
    const raw = ((0.7213 / (1 + 1.079 / REGISTERS)) * REGISTERS * REGISTERS) / sum;
    const small = raw <= 2.5 * REGISTERS && zeros > 0;
    return Math.round(small ? REGISTERS * Math.log(REGISTERS / zeros) : raw);
  }

  /** Whether {@link count} is exact. */
  get exact(): boolean {
    return this.#registers === undefined;
  }

  #spill(hashes: Set<bigint>): void {
    this.#registers = new Uint8Array(REGISTERS);
    this.#exact = undefined;
    for (const hash of hashes) this.#note(hash);
  }

  #note(hash: bigint): void {
    const registers = this.#registers;
    if (registers === undefined) return;
    const index = Number(hash >> BigInt(64 - REGISTER_BITS));
    const high = Number((hash >> 20n) & 0xffffffffn) >>> 0;
    const rank = high === 0 ? 33 : Math.clz32(high) + 1;
    if (rank > (registers[index] ?? 0)) registers[index] = rank;
  }
}
