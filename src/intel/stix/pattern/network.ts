/** Internet addresses and networks, for ISSUBSET and ISSUPERSET. @see STIX 2.1, section 9.6; RFC 4632 */
import { isIPv4, isIPv6 } from 'node:net';

export interface Network {
  readonly bits: 32 | 128;
  readonly prefix: number;
  /** The address with what lies behind the prefix as 0. */
  readonly base: bigint;
}

/** `undefined` for what is neither an address nor a network. */
export function readNetwork(text: string): Network | undefined {
  const [address = '', length, ...more] = text.split('/');
  const bits = isIPv4(address) ? 32 : isIPv6(address) && !address.includes('%') ? 128 : undefined;
  if (bits === undefined || more.length > 0) return undefined;
  if (length !== undefined && (!/^\d{1,3}$/.test(length) || Number(length) > bits)) return undefined;
  const prefix = length === undefined ? bits : Number(length);
  const value = bits === 32 ? ofIpv4(address) : ofIpv6(address);
  const behind = BigInt(bits - prefix);
  return { bits, prefix, base: (value >> behind) << behind };
}

/** Whether all of `inner` lies in `outer`. */
export function isWithin(inner: Network, outer: Network): boolean {
  if (inner.bits !== outer.bits || inner.prefix < outer.prefix) return false;
  const behind = BigInt(outer.bits - outer.prefix);
  return inner.base >> behind === outer.base >> behind;
}

const ofIpv4 = (address: string): bigint =>
  BigInt(address.split('.').reduce((value, part) => value * 256 + Number(part), 0));

function ofIpv6(address: string): bigint {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  const hex = dotted === null ? address : `${dotted[1]}${hexOf(ofIpv4(dotted[2] ?? ''))}`;
  const [front = '', back] = hex.split('::');
  const head = front.split(':').filter((it) => it !== '');
  const tail = (back ?? '').split(':').filter((it) => it !== '');
  const groups = [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => '0'), ...tail];
  return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

const hexOf = (value: bigint): string => `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
