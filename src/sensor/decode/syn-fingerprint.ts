/**
 * How a system opens TCP conversations: its first time to live, its options in their order, and the scale of its window.
 *
 * Sizes of windows and segments are left out: they depend on the network and on the program, not on the system.
 *
 * @see RFC 9293 section 3.2, RFC 7323 (window scale, timestamps), RFC 2018 (selective acknowledgements), IANA TCP option kinds
 */
import type { Packet } from './packet.ts';

const TCP_HEADER = 20;
const Kind = { end: 0, padding: 1, scale: 3 } as const;
const NAMES: Readonly<Record<number, string>> = { 0: 'end', 1: 'nop', 2: 'mss', 3: 'scale', 4: 'sack', 8: 'time' };
/** Times to live that systems begin with; what arrives was passed on some times. */
const FIRST_TTLS = [32, 64, 128, 255] as const;

/** Such as `64:mss,sack,time,nop,scale:7`. Of a packet that opens a conversation and whose transport header is whole. */
export function synFingerprint({ view, transportStart, ttl }: Packet, end: number): string {
  const names: string[] = [];
  let scale = '';
  let at = transportStart + TCP_HEADER;
  // Bounded by the header, which has 40 bytes of options at most: each round passes one of them or more.
  while (at < end) {
    const kind = view.getUint8(at);
    names.push(NAMES[kind] ?? String(kind));
    if (kind === Kind.end) break;
    const length = kind === Kind.padding ? 1 : at + 1 < end ? view.getUint8(at + 1) : 0;
    if (length === 0 || at + length > end) break;
    if (kind === Kind.scale && length === 3) scale = String(view.getUint8(at + 2));
    at += length;
  }
  const first = FIRST_TTLS.find((candidate) => ttl <= candidate) ?? 255;
  return `${first}:${names.join(',')}:${scale}`;
}
