/**
 * What a pcapng file says of an interface: its link type, and how its clock counts.
 *
 * @see draft-ietf-opsawg-pcapng section 4.2
 */
import { MAX_INTERFACES } from '../../lib/limits.ts';
import { damaged } from './records.ts';

export interface Interface {
  readonly linkType: number;
  /** Infinity where none was set. */
  readonly snapLength: number;
  /** Ticks of its clock in a microsecond where that is a whole number that {@link timeOf} can divide by, else 0. */
  readonly perMicrosecond: number;
  readonly perSecond: bigint;
  /** Microseconds to be added to every time. */
  readonly offset: number;
}

const TIME_RESOLUTION = 9;
const TIME_OFFSET = 14;

/** Reads the body of an interface description block between `at` and `end`. */
export function readInterface(
  view: DataView,
  at: number,
  end: number,
  little: boolean,
  blockAt: number,
  already: number,
): Interface {
  if (already >= MAX_INTERFACES) throw damaged('block', blockAt, `it describes more than ${MAX_INTERFACES} interfaces`);
  if (end - at < 8) throw damaged('block', blockAt, 'it is too short to describe an interface');
  let perSecond = 1_000_000n;
  let offset = 0;
  let option = at + 8;
  // Bounded by the block: each option passes its own four bytes.
  while (option + 4 <= end) {
    const code = view.getUint16(option, little);
    const length = view.getUint16(option + 2, little);
    const value = option + 4;
    if (code === 0 || value + length > end) break;
    if (code === TIME_RESOLUTION && length === 1) perSecond = resolution(view.getUint8(value));
    if (code === TIME_OFFSET && length === 8) offset = Number(view.getBigInt64(value, little)) * 1_000_000;
    option = value + ((length + 3) & ~3);
  }
  const perMicrosecond = perSecond % 1_000_000n === 0n ? Number(perSecond / 1_000_000n) : 0;
  return {
    linkType: view.getUint16(at, little),
    snapLength: view.getUint32(at + 4, little) || Infinity,
    // Up to here the remainder times 2³² is exact in a double.
    perMicrosecond: perMicrosecond <= 1_000_000 ? perMicrosecond : 0,
    perSecond,
    offset,
  };
}

/** A negative power of ten, or of two when the highest bit is set. */
function resolution(value: number): bigint {
  return (value & 0x80) === 0 ? 10n ** BigInt(value) : 2n ** BigInt(value & 0x7f);
}

/** Microseconds since 1970, rounded down, of a 64-bit count of ticks in two halves. */
export function timeOf({ perMicrosecond, perSecond, offset }: Interface, high: number, low: number): number {
  if (perMicrosecond === 1) return high * 0x1_0000_0000 + low + offset;
  if (perMicrosecond > 0) {
    const whole = Math.floor(high / perMicrosecond);
    const rest = (high - whole * perMicrosecond) * 0x1_0000_0000 + low;
    return whole * 0x1_0000_0000 + Math.floor(rest / perMicrosecond) + offset;
  }
  const ticks = (BigInt(high) << 32n) | BigInt(low);
  return Number((ticks * 1_000_000n) / perSecond) + offset;
}
