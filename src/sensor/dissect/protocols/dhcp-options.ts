/** The options of a DHCP message, put together from all the places where they may lie. */
import { Reader } from '../../../lib/reader.ts';

/** The value of each option by its number. */
export type DhcpOptions = ReadonlyMap<number, Uint8Array>;

/** Which of the header's fields hold options instead of what they are for. */
interface Overload {
  readonly file: boolean;
  readonly serverName: boolean;
}

const PAD = 0;
const OVERLOAD = 52;
const END = 255;

/**
 * Reads the options, then those in the fields that option 52 says are used for them. The parts of an option that is
 * there several times are one value, in that order.
 *
 * @see RFC 2132 section 9.3, RFC 3396 section 5
 */
export function readOptions(
  options: Reader,
  file: Uint8Array,
  serverName: Uint8Array,
): { readonly options: DhcpOptions; readonly overloaded: Overload } {
  const parts = new Map<number, Uint8Array[]>();
  collect(options, parts);
  const overload = parts.get(OVERLOAD)?.[0]?.[0] ?? 0;
  const overloaded = { file: (overload & 1) !== 0, serverName: (overload & 2) !== 0 };
  if (overloaded.file) collect(new Reader(file), parts);
  if (overloaded.serverName) collect(new Reader(serverName), parts);
  return { options: new Map(Array.from(parts, ([option, values]) => [option, join(values)])), overloaded };
}

/** Bounded by the bytes: each round reads one or more. */
function collect(reader: Reader, parts: Map<number, Uint8Array[]>): void {
  while (reader.left > 0) {
    const option = reader.u8();
    if (option === END) return;
    if (option === PAD) continue;
    const value = reader.bytes(reader.u8());
    const known = parts.get(option);
    if (known === undefined) parts.set(option, [value]);
    else known.push(value);
  }
}

function join(values: readonly Uint8Array[]): Uint8Array {
  const [only] = values;
  return only !== undefined && values.length === 1 ? only : Buffer.concat(values);
}
