/**
 * The registers of a HyperLogLog: how many different things were noted, without which. Registers of the same hash unite.
 *
 * @see Flajolet et al., HyperLogLog (2007); Heule et al., HyperLogLog in Practice (2013)
 */

/** 2^12 registers of one byte: a standard error of 1.04 / sqrt(4096) = 1.6 %. */
const REGISTER_BITS = 12;
export const REGISTERS = 1 << REGISTER_BITS;
/** The highest rank that 52 remaining bits of which 32 are looked at can have. */
const MAX_RANK = 33;
/** Bytes of one register where few are written down: its number and its rank. */
const SPARSE = 3;

export function noteHash(registers: Uint8Array, hash: bigint): void {
  const index = Number(hash >> BigInt(64 - REGISTER_BITS));
  const high = Number((hash >> 20n) & 0xffffffffn) >>> 0;
  raise(registers, index, high === 0 ? MAX_RANK : Math.clz32(high) + 1);
}

export function estimate(registers: Uint8Array): number {
  let sum = 0;
  let zeros = 0;
  for (const rank of registers) {
    sum += 2 ** -rank;
    if (rank === 0) zeros += 1;
  }
  const raw = ((0.7213 / (1 + 1.079 / REGISTERS)) * REGISTERS * REGISTERS) / sum;
  const small = raw <= 2.5 * REGISTERS && zeros > 0;
  return Math.round(small ? REGISTERS * Math.log(REGISTERS / zeros) : raw);
}

/** The registers in base64: all of them, or number and rank of each that is set where that is shorter. */
export function registersText(registers: Uint8Array): string {
  const set = registers.reduce((count, rank) => count + (rank === 0 ? 0 : 1), 0);
  if (set * SPARSE >= REGISTERS) return Buffer.from(registers).toString('base64');
  const bytes = Buffer.alloc(set * SPARSE);
  let at = 0;
  for (const [index, rank] of registers.entries()) {
    if (rank === 0) continue;
    bytes.writeUInt16BE(index, at);
    bytes[at + 2] = rank;
    at += SPARSE;
  }
  return bytes.toString('base64');
}

/** Unites what {@link registersText} wrote into `registers`. A `RangeError` when it is no such text. */
export function uniteText(registers: Uint8Array, text: string): void {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length === REGISTERS) {
    for (const [index, rank] of bytes.entries()) raise(registers, index, rank);
    return;
  }
  if (bytes.length > REGISTERS || bytes.length % SPARSE !== 0) throw new RangeError('no registers of a sketch');
  for (let at = 0; at < bytes.length; at += SPARSE) raise(registers, bytes.readUInt16BE(at), bytes[at + 2] ?? 0);
}

function raise(registers: Uint8Array, index: number, rank: number): void {
  if (index >= REGISTERS || rank > MAX_RANK) throw new RangeError('no registers of a sketch');
  if (rank > (registers[index] ?? 0)) registers[index] = rank;
}
