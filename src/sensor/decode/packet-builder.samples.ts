/** Builds packets for tests, layer by layer, from the inside out. */
import { joined } from '../capture/capture-writer.samples.ts';

type Bytes = Uint8Array;

/** Bytes from hexadecimal digits; spaces and colons are for the eye. */
export const hex = (digits: string): Bytes => new Uint8Array(Buffer.from(digits.replaceAll(/[\s:]/g, ''), 'hex'));
/** Bytes of a text in ISO 8859-1. */
export const text = (characters: string): Bytes => new Uint8Array(Buffer.from(characters, 'latin1'));

export const CLIENT_MAC = '02:00:00:00:00:01';
export const SERVER_MAC = '02:00:00:00:00:02';

export interface EthernetOptions {
  readonly src?: string;
  readonly dst?: string;
}

export function ethernet(etherType: number, payload: Bytes, options: EthernetOptions = {}): Bytes {
  return joined([hex(options.dst ?? SERVER_MAC), hex(options.src ?? CLIENT_MAC), u16(etherType), payload]);
}

/** A tag, to be the payload of EtherType 0x8100 or 0x88a8. */
export function vlan(id: number, etherType: number, payload: Bytes): Bytes {
  return joined([u16(id), u16(etherType), payload]);
}

export interface Ipv4Options {
  readonly src?: string;
  readonly dst?: string;
  readonly ttl?: number;
  readonly id?: number;
  /** In bytes. */
  readonly fragmentOffset?: number;
  readonly moreFragments?: boolean;
  /** A multiple of four bytes. */
  readonly options?: Bytes;
  /** When it lies. */
  readonly totalLength?: number;
}

export function ipv4(protocol: number, payload: Bytes, with_: Ipv4Options = {}): Bytes {
  const { src = '10.0.0.1', dst = '10.0.0.2', ttl = 64, id = 1, options = new Uint8Array() } = with_;
  const headerLength = 20 + options.length;
  const fragmentation = ((with_.fragmentOffset ?? 0) >> 3) | (with_.moreFragments === true ? 0x2000 : 0);
  return joined([
    Uint8Array.of(0x40 | (headerLength >> 2), 0),
    u16(with_.totalLength ?? headerLength + payload.length),
    u16(id),
    u16(fragmentation),
    Uint8Array.of(ttl, protocol, 0, 0),
    Uint8Array.from(src.split('.').map(Number)),
    Uint8Array.from(dst.split('.').map(Number)),
    options,
    payload,
  ]);
}

export interface Ipv6Options {
  /** 32 hexadecimal digits. */
  readonly src?: string;
  readonly dst?: string;
  readonly hopLimit?: number;
  readonly payloadLength?: number;
}

export function ipv6(nextHeader: number, payload: Bytes, options: Ipv6Options = {}): Bytes {
  return joined([
    hex('60000000'),
    u16(options.payloadLength ?? payload.length),
    Uint8Array.of(nextHeader, options.hopLimit ?? 64),
    hex(options.src ?? 'fe80000000000000 0000000000000001'),
    hex(options.dst ?? 'fe80000000000000 0000000000000002'),
    payload,
  ]);
}

/** An IPv6 fragment header and what follows it, to be the payload of next header 44. */
export function ipv6Fragment(nextHeader: number, payload: Bytes, id: number, offset: number, more: boolean): Bytes {
  return joined([Uint8Array.of(nextHeader, 0), u16(offset | (more ? 1 : 0)), u32(id), payload]);
}

export interface TcpOptions {
  readonly seq?: number;
  readonly ack?: number;
  readonly flags?: number;
  readonly window?: number;
  /** A multiple of four bytes. */
  readonly options?: Bytes;
}

/** Acknowledges and pushes unless `flags` says otherwise. */
export function tcp(
  srcPort: number,
  dstPort: number,
  payload: Bytes = new Uint8Array(),
  with_: TcpOptions = {},
): Bytes {
  const { seq = 0, ack = 0, flags = 0x18, window = 65_535, options = new Uint8Array() } = with_;
  return joined([
    u16(srcPort),
    u16(dstPort),
    u32(seq),
    u32(ack),
    Uint8Array.of((20 + options.length) << 2, flags),
    u16(window),
    u32(0),
    options,
    payload,
  ]);
}

export function udp(srcPort: number, dstPort: number, payload: Bytes, length = payload.length + 8): Bytes {
  return joined([u16(srcPort), u16(dstPort), u16(length), u16(0), payload]);
}

export function u16(value: number): Bytes {
  const bytes = new Uint8Array(2);
  new DataView(bytes.buffer).setUint16(0, value);
  return bytes;
}

export function u32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
