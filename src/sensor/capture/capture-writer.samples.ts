/** Writes captures for tests, so that what is read is known by construction. */

export interface SampleFrame {
  readonly bytes: Uint8Array;
  /** Microseconds since 1970. */
  readonly time?: number;
  /** When it was cut: its length on the wire. */
  readonly wireLength?: number;
}

export interface PcapOptions {
  readonly littleEndian?: boolean;
  readonly nanoseconds?: boolean;
  readonly linkType?: number;
}

/** A pcap file. */
export function pcap(frames: readonly SampleFrame[], options: PcapOptions = {}): Uint8Array {
  const { littleEndian = true, nanoseconds = false, linkType = 1 } = options;
  const u32 = (value: number) => number32(value, littleEndian);
  const version = littleEndian ? [2, 0, 4, 0] : [0, 2, 0, 4];
  const header = [
    u32(nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4),
    Uint8Array.from(version),
    u32(0),
    u32(0),
    u32(262_144),
    u32(linkType),
  ];
  const records = frames.flatMap(({ bytes, time = 0, wireLength = bytes.length }) => [
    u32(Math.floor(time / 1_000_000)),
    u32((time % 1_000_000) * (nanoseconds ? 1000 : 1)),
    u32(bytes.length),
    u32(wireLength),
    bytes,
  ]);
  return joined([...header, ...records]);
}

/** The blocks of a pcapng file in one byte order. */
export class PcapngWriter {
  readonly #littleEndian: boolean;

  constructor(littleEndian = true) {
    this.#littleEndian = littleEndian;
  }

  section(major = 1, minor = 0): Uint8Array {
    return this.block(
      0x0a0d0d0a,
      joined([this.u32(0x1a2b3c4d), this.#u16(major), this.#u16(minor), new Uint8Array(8).fill(0xff)]),
    );
  }

  interface(linkType = 1, options: readonly (readonly [code: number, value: Uint8Array])[] = [], snap = 0): Uint8Array {
    const written = options.flatMap(([code, value]) => [this.#u16(code), this.#u16(value.length), padded(value)]);
    return this.block(1, joined([this.#u16(linkType), this.#u16(0), this.u32(snap), ...written]));
  }

  /** `ticks` is the time in units of the interface's resolution. */
  enhanced(bytes: Uint8Array, ticks = 0n, interfaceNumber = 0, wireLength = bytes.length): Uint8Array {
    const time = [this.u32(Number(ticks >> 32n)), this.u32(Number(ticks & 0xffff_ffffn))];
    return this.block(
      6,
      joined([this.u32(interfaceNumber), ...time, this.u32(bytes.length), this.u32(wireLength), padded(bytes)]),
    );
  }

  /** The obsolete packet block. */
  packet(bytes: Uint8Array, ticks = 0n, interfaceNumber = 0): Uint8Array {
    const time = [this.u32(Number(ticks >> 32n)), this.u32(Number(ticks & 0xffff_ffffn))];
    const lengths = [this.u32(bytes.length), this.u32(bytes.length)];
    return this.block(2, joined([this.#u16(interfaceNumber), this.#u16(0), ...time, ...lengths, padded(bytes)]));
  }

  simple(bytes: Uint8Array, wireLength = bytes.length): Uint8Array {
    return this.block(3, joined([this.u32(wireLength), padded(bytes)]));
  }

  block(type: number, body: Uint8Array, length = body.length + 12): Uint8Array {
    return joined([this.u32(type), this.u32(length), body, this.u32(length)]);
  }

  u32(value: number): Uint8Array {
    return number32(value, this.#littleEndian);
  }

  #u16(value: number): Uint8Array {
    const bytes = new Uint8Array(2);
    new DataView(bytes.buffer).setUint16(0, value, this.#littleEndian);
    return bytes;
  }
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

function number32(value: number, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, littleEndian);
  return bytes;
}

function padded(bytes: Uint8Array): Uint8Array {
  return joined([bytes, new Uint8Array(-bytes.length & 3)]);
}
