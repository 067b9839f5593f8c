/**
 * Reads the records of a pcap file.
 *
 * @see draft-ietf-opsawg-pcap
 */
import { MAX_FRAME } from '../../lib/limits.ts';
import { damaged, type Records, truncated } from './records.ts';
import type { Tally } from './tally.ts';
import type { Window } from './window.ts';

interface Variant {
  readonly fileHeader: number;
  readonly recordHeader: number;
  /** Fractions of a second are divided by this to give microseconds. */
  readonly perMicrosecond: number;
}

/** By magic number, read in the byte order of the file. */
const VARIANTS = new Map<number, Variant>([
  [0xa1b2c3d4, { fileHeader: 24, recordHeader: 16, perMicrosecond: 1 }],
  [0xa1b23c4d, { fileHeader: 24, recordHeader: 16, perMicrosecond: 1000 }],
  // Kuznetzov's patched libpcap: interface, protocol and packet type follow the lengths.
  [0xa1b2cd34, { fileHeader: 24, recordHeader: 24, perMicrosecond: 1 }],
  // Ixia's hardware and software captures: the size of all records follows the file header.
  [0x1c0001ac, { fileHeader: 28, recordHeader: 16, perMicrosecond: 1000 }],
  [0x1c0002ac, { fileHeader: 28, recordHeader: 16, perMicrosecond: 1000 }],
]);

/** The upper bits say whether frames end in a check sequence; IP's own lengths tell us as well. */
const LINK_TYPE_MASK = 0x03ff_ffff;
/** As many zeros in place of records are space that was reserved and never written. */
const ZEROS = 1024;

export class Pcap implements Records {
  readonly format = 'pcap';
  readonly #variant: Variant;
  readonly #littleEndian: boolean;
  #linkType = -1;
  /** Before version 2.3 the captured length came second; in 2.3 it depends on the writer. */
  #swapped: 'no' | 'perhaps' | 'yes' = 'no';

  private constructor(variant: Variant, littleEndian: boolean) {
    this.#variant = variant;
    this.#littleEndian = littleEndian;
  }

  /** A reader when the window begins with a pcap file of any variant. */
  static recognise(window: Window): Pcap | undefined {
    if (window.left < 4) return undefined;
    for (const littleEndian of [true, false]) {
      const variant = VARIANTS.get(window.view.getUint32(window.start, littleEndian));
      if (variant !== undefined) return new Pcap(variant, littleEndian);
    }
    return undefined;
  }

  consume(window: Window, tally: Tally): void {
    if (this.#linkType < 0 && !this.#readFileHeader(window)) return;
    const { view, end } = window;
    const { recordHeader, perMicrosecond } = this.#variant;
    const little = this.#littleEndian;
    const frame = tally.frame;
    frame.bytes = window.bytes;
    frame.view = view;
    frame.linkType = this.#linkType;

    let at = window.start;
    // Bounded by the window: each round passes a record header.
    while (end - at >= recordHeader) {
      let captured = view.getUint32(at + 8, little);
      let wire = view.getUint32(at + 12, little);
      if (this.#swapped !== 'no' && (this.#swapped === 'yes' || captured > wire)) [captured, wire] = [wire, captured];
      if (captured > MAX_FRAME) {
        throw damaged(
          'record',
          window.position - window.start + at,
          `it claims ${captured} bytes, ${MAX_FRAME} are possible`,
        );
      }
      if (wire === 0 && captured === 0 && onlyZeros(window.bytes, at, end)) {
        throw damaged('record', window.position - window.start + at, 'only zeros follow');
      }
      const start = at + recordHeader;
      if (start + captured > end) break;
      frame.start = start;
      frame.end = start + captured;
      frame.wireLength = wire;
      const fraction = view.getUint32(at + 4, little);
      frame.time =
        view.getUint32(at, little) * 1_000_000 +
        (perMicrosecond === 1 ? fraction : Math.floor(fraction / perMicrosecond));
      at = frame.end;
      tally.next();
    }
    window.start = at;
  }

  missing(window: Window): string | null {
    if (this.#linkType < 0) return truncated('file header', 0, this.#variant.fileHeader, window);
    if (window.left === 0) return null;
    const { recordHeader } = this.#variant;
    const claims =
      window.left < recordHeader
        ? recordHeader
        : recordHeader + window.view.getUint32(window.start + 8, this.#littleEndian);
    return truncated('record', window.position, claims, window);
  }

  #readFileHeader(window: Window): boolean {
    if (window.left < this.#variant.fileHeader) return false;
    const number16 = (at: number) => window.view.getUint16(window.start + at, this.#littleEndian);
    const [major, minor] = [number16(4), number16(6)];
    if (major < 2) throw damaged('file header', 0, `version ${major}.${minor} does not exist`);
    if (major === 2 && minor <= 3) this.#swapped = minor === 3 ? 'perhaps' : 'yes';
    this.#linkType = window.view.getUint32(window.start + 20, this.#littleEndian) & LINK_TYPE_MASK;
    window.skip(this.#variant.fileHeader);
    return true;
  }
}

function onlyZeros(bytes: Uint8Array, from: number, end: number): boolean {
  if (end - from < ZEROS) return false;
  for (let at = from; at < from + ZEROS; at++) if (bytes[at] !== 0) return false;
  return true;
}
