/**
 * Packets that carry packets: where the inner one begins.
 *
 * A site behind a tunnel shows its devices only within.
 *
 * @see RFC 2003 (IP in IP), RFC 4213 section 3 (IPv6 in IPv4), RFC 2473 (in IPv6)
 */
import { clear } from './clear.ts';
import { decodeIp } from './internet.ts';
import type { Packet, Verdict } from './packet.ts';

const IP_IN_IP = 4;
const IPV6_IN_IP = 41;

/** The tunnel's name, as a conversation is labelled with it; undefined where a packet carries no other. */
export function tunnelOf({ protocol }: Packet): 'ipip' | undefined {
  return protocol === IP_IN_IP || protocol === IPV6_IN_IP ? 'ipip' : undefined;
}

/** Fills `inner` with what `packet` carries. */
export function decodeInner(packet: Packet, inner: Packet): Verdict {
  clear(inner);
  const { payloadStart: start, payloadEnd: end, cut } = packet;
  inner.bytes = packet.bytes;
  inner.view = packet.view;
  inner.frame = packet.frame;
  inner.time = packet.time;
  inner.wireLength = end + cut - start;
  inner.payloadStart = start;
  inner.payloadEnd = end;
  return decodeIp(inner, start, end, end + cut);
}
