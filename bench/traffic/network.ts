/** The hosts of the benchmark's hospital: who has which hardware address, address and name. */

export interface Host {
  readonly index: number;
  readonly mac: Uint8Array;
  /** IPv4, as a number. */
  readonly address: number;
  readonly name: string;
}

/** Some registered vendors of medical and office equipment, so that a lookup of the vendor has something to find. */
const VENDORS = [0x0009fb, 0x00c0b7, 0x001b21, 0x08000f, 0x3c5282, 0x00095c, 0x001d9c, 0x40a36b, 0x00a0c9, 0x147dda];
const NAMES = ['ct', 'mr', 'us', 'pump', 'monitor', 'ws', 'printer', 'analyzer', 'camera', 'phone'];

/** A device in 10.16.0.0/12. */
export const device = (index: number): Host => host(index, 0x0a10_0000 + 256 + index);

/** The `index`-th server for the `kind`-th protocol, in 10.1.0.0/16. */
export const server = (kind: number, index: number): Host =>
  host(1_000_000 + kind * 16 + index, 0x0a01_0000 + kind * 256 + 10 + index);

/** An IPv4 multicast group. @see RFC 1112 section 6.4 */
export function group(address: number): Host {
  const mac = Uint8Array.from([0x01, 0x00, 0x5e, (address >>> 16) & 0x7f, (address >>> 8) & 0xff, address & 0xff]);
  return { index: -1, mac, address, name: '' };
}

function host(index: number, address: number): Host {
  const vendor = VENDORS[index % VENDORS.length] ?? 0;
  const low = [address >>> 16, address >>> 8, address].map((byte) => byte & 0xff);
  const mac = Uint8Array.from([vendor >>> 16, (vendor >>> 8) & 0xff, vendor & 0xff, ...low]);
  return { index, mac, address, name: `${NAMES[index % NAMES.length] ?? ''}-${index}` };
}

/** An IPv4 address as people write it. */
export const dotted = (address: number): string =>
  [address >>> 24, (address >>> 16) & 0xff, (address >>> 8) & 0xff, address & 0xff].join('.');
