/** How many different things were seen, in bounded memory: exactly while they are few, estimated from then on. */
import { estimate, noteHash, REGISTERS, registersText } from './registers.ts';

/** Up to here the count is exact. */
export const EXACT_UP_TO = 4096;

export class Distinct {
  /** Made with the first of them: many conversations carry data of nobody in particular. */
  #exact: Set<bigint> | undefined;
  #registers: Uint8Array | undefined;

  /** Takes 64 uniformly distributed bits of one thing, such as a keyed hash. */
  add(hash: bigint): void {
    if (this.#registers !== undefined) {
      noteHash(this.#registers, hash);
      return;
    }
    this.#exact ??= new Set();
    this.#exact.add(hash);
    if (this.#exact.size <= EXACT_UP_TO) return;
    this.#registers = registersOf(this.#exact);
    this.#exact = undefined;
  }

  get count(): number {
    return this.#registers === undefined ? (this.#exact?.size ?? 0) : estimate(this.#registers);
  }

  /** Whether {@link count} is exact. */
  get exact(): boolean {
    return this.#registers === undefined;
  }

  /** What may leave the process: registers alone, which `Sketch` unites; undefined when there was nothing. */
  get sketch(): string | undefined {
    if (this.#registers !== undefined) return registersText(this.#registers);
    return this.#exact === undefined ? undefined : registersText(registersOf(this.#exact));
  }
}

function registersOf(hashes: Iterable<bigint>): Uint8Array {
  const registers = new Uint8Array(REGISTERS);
  for (const hash of hashes) noteHash(registers, hash);
  return registers;
}
