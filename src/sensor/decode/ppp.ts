/** The Point-to-Point Protocol, on a line of its own or over Ethernet. @see RFC 1661, RFC 1662, RFC 2516 section 4 */
import { decodeIpv4, decodeIpv6 } from './internet.ts';
import { linkPayload } from './link-payload.ts';
import { type Packet, Verdict } from './packet.ts';

const PPPOE_HEADER = 6;
const PPP_IPV4 = 0x0021;
const PPP_IPV6 = 0x0057;
const PPPOE_SESSION = 0x8864;
const PPP = 0x880b;

export function decodePppoe(packet: Packet, at: number, end: number, wireEnd: number): Verdict {
  if (at + PPPOE_HEADER > end) return Verdict.unreadable;
  // A code other than 0 is discovery, which carries no PPP.
  if (packet.view.getUint8(at + 1) !== 0) return linkPayload(packet, PPPOE_SESSION, at, end, wireEnd);
  const start = at + PPPOE_HEADER;
  const length = packet.view.getUint16(at + 4);
  return decodePpp(packet, start, Math.min(end, start + length), Math.min(wireEnd, start + length));
}

export function decodePpp(packet: Packet, at: number, end: number, wireEnd: number): Verdict {
  const { view } = packet;
  // Address and control may be left out, and so may the first byte of a protocol when it is 0.
  let start = at + 2 <= end && view.getUint16(at) === 0xff03 ? at + 2 : at;
  if (start + 2 > end) return Verdict.unreadable;
  const short = (view.getUint8(start) & 1) === 1;
  const protocol = short ? view.getUint8(start) : view.getUint16(start);
  start += short ? 1 : 2;
  if (protocol === PPP_IPV4) return decodeIpv4(packet, start, end, wireEnd);
  if (protocol === PPP_IPV6) return decodeIpv6(packet, start, end, wireEnd);
  return linkPayload(packet, PPP, at, end, wireEnd);
}
