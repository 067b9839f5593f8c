/** What the system says of a network interface: whether it is there and up, and what its frames begin with. */
import { readFileSync } from 'node:fs';
import { AppError } from '../../lib/errors.ts';
import { MAX_INTERFACES } from '../../lib/limits.ts';
import { LinkType } from './frame.ts';
import { libc } from './libc.ts';

export interface InterfaceState {
  /** 0 while there is no such interface. */
  readonly index: number;
  readonly up: boolean;
  /** As the kernel counts hardware types. @see linux/if_arp.h */
  readonly hardware: number;
}

const [AF_INET, SOCK_DGRAM] = [2, 2];
const [SIOCGIFFLAGS, SIOCGIFHWADDR] = [0x8913, 0x8927];
const IFF_UP = 1;
/** `struct ifreq`: a name of 16 bytes, then what is asked for. */
const REQUEST_BYTES = 40;
const NAME_BYTES = 16;

/** By the kernel's hardware types. */
const LINK_TYPES = new Map<number, number>([
  [1, LinkType.ethernet],
  [772, LinkType.ethernet], // loopback: its addresses are zeros
  [801, LinkType.wireless],
  [803, LinkType.radiotap],
  [512, LinkType.raw], // tunnels and point-to-point links: what comes begins with the internet header
  [768, LinkType.raw],
  [769, LinkType.raw],
  [776, LinkType.raw],
  [778, LinkType.raw],
  [65_534, LinkType.raw],
]);
export const LOOPBACK = 772;

export function interfaceState(name: string): InterfaceState {
  const index = libc().if_nametoindex(name);
  if (index === 0) return GONE;
  const fd = libc().socket(AF_INET, SOCK_DGRAM, 0);
  const request = Buffer.alloc(REQUEST_BYTES);
  request.write(name, 0, NAME_BYTES - 1, 'latin1');
  try {
    if (libc().ioctl(fd, SIOCGIFFLAGS, request) < 0) return GONE;
    const up = (request.readUInt16LE(NAME_BYTES) & IFF_UP) !== 0;
    if (libc().ioctl(fd, SIOCGIFHWADDR, request) < 0) return GONE;
    return { index, up, hardware: request.readUInt16LE(NAME_BYTES) };
  } finally {
    libc().close(fd);
  }
}

/** The link type of its frames. @throws AppError for a kind of interface that nobody here can read. */
export function linkTypeOf(name: string, hardware: number): number {
  const known = LINK_TYPES.get(hardware);
  if (known === undefined) {
    throw new AppError('invalid', `${name} is of a kind that cannot be listened to (hardware type ${hardware}).`);
  }
  return known;
}

/** All interfaces of this machine, also those without an address, such as one that a mirror port leads to. */
export function allInterfaces(): readonly {
  readonly name: string;
  readonly up: boolean;
  readonly loopback: boolean;
}[] {
  if (process.platform !== 'linux') return [];
  return interfaceNames().map((name) => {
    const { up, hardware } = interfaceState(name);
    return { name, up, loopback: hardware === LOOPBACK };
  });
}

/** In the kernel's order. The file tells them of the namespace that we are in, which the folder /sys/class/net may not. */
export function interfaceNames(): readonly string[] {
  const lines = readFileSync('/proc/self/net/dev', 'latin1')
    .split('\n')
    .slice(2, 2 + MAX_INTERFACES);
  return lines.map((line) => line.split(':')[0]?.trim() ?? '').filter((name) => name !== '');
}

const GONE: InterfaceState = { index: 0, up: false, hardware: 0 };
