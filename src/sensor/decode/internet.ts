/** The internet layer: IPv4 with its options, IPv6 with its extension headers. @see RFC 791, RFC 8200 */
import { type Packet, Verdict } from './packet.ts';
import { decodeTransport } from './transport.ts';

const IPV4_HEADER = 20;
const IPV6_HEADER = 40;
const FRAGMENT_HEADER = 8;
/** IPv6 next headers that are no transport. @see https://www.iana.org/assignments/ipv6-parameters */
const HOP_BY_HOP = 0;
const ROUTING = 43;
const FRAGMENT = 44;
const AUTHENTICATION = 51;
const DESTINATION_OPTIONS = 60;
const MOBILITY = 135;
const HOST_IDENTITY = 139;
const SHIM6 = 140;

/** IP where nothing but its first bits says which version. */
export function decodeIp(packet: Packet, at: number, end: number, wireEnd: number): Verdict {
  if (at >= end) return Verdict.unreadable;
  const version = packet.view.getUint8(at) >> 4;
  if (version === 4) return decodeIpv4(packet, at, end, wireEnd);
  return version === 6 ? decodeIpv6(packet, at, end, wireEnd) : Verdict.unreadable;
}

export function decodeIpv4(packet: Packet, at: number, end: number, wireEnd: number): Verdict {
  if (at + IPV4_HEADER > end) return Verdict.unreadable;
  const { view } = packet;
  const first = view.getUint8(at);
  const headerLength = (first & 0x0f) << 2;
  // A length of 0 is a packet that the network card will cut into segments: it takes up the rest of the frame.
  const length = view.getUint16(at + 2) || wireEnd - at;
  if (first >> 4 !== 4 || headerLength < IPV4_HEADER || length < headerLength) return Verdict.unreadable;
  packet.etherType = 0x0800;
  packet.ipVersion = 4;
  packet.networkStart = at;
  packet.ttl = view.getUint8(at + 8);
  packet.protocol = view.getUint8(at + 9);
  packet.src0 = view.getInt32(at + 12);
  packet.dst0 = view.getInt32(at + 16);
  packet.src1 = 0;
  packet.src2 = 0;
  packet.src3 = 0;
  packet.dst1 = 0;
  packet.dst2 = 0;
  packet.dst3 = 0;

  const payloadWireEnd = Math.min(wireEnd, at + length);
  const payloadEnd = Math.min(end, payloadWireEnd);
  const fragmentation = view.getUint16(at + 6);
  if ((fragmentation & 0x3fff) === 0) {
    return decodeTransport(packet, packet.protocol, at + headerLength, payloadEnd, payloadWireEnd);
  }
  packet.fragmentId = view.getUint16(at + 4);
  packet.fragmentOffset = (fragmentation & 0x1fff) << 3;
  packet.moreFragments = (fragmentation & 0x2000) !== 0;
  return decodeFragment(packet, at + headerLength, payloadEnd, at + length);
}

export function decodeIpv6(packet: Packet, at: number, end: number, wireEnd: number): Verdict {
  if (at + IPV6_HEADER > end) return Verdict.unreadable;
  const { view } = packet;
  if (view.getUint8(at) >> 4 !== 6) return Verdict.unreadable;
  packet.etherType = 0x86dd;
  packet.ipVersion = 6;
  packet.networkStart = at;
  packet.ttl = view.getUint8(at + 7);
  packet.src0 = view.getInt32(at + 8);
  packet.src1 = view.getInt32(at + 12);
  packet.src2 = view.getInt32(at + 16);
  packet.src3 = view.getInt32(at + 20);
  packet.dst0 = view.getInt32(at + 24);
  packet.dst1 = view.getInt32(at + 28);
  packet.dst2 = view.getInt32(at + 32);
  packet.dst3 = view.getInt32(at + 36);
  // A length of 0 is a jumbogram, or a packet that the network card will cut into segments.
  const length = view.getUint16(at + 4) || wireEnd - at - IPV6_HEADER;
  const payloadWireEnd = Math.min(wireEnd, at + IPV6_HEADER + length);
  const payloadEnd = Math.min(end, payloadWireEnd);
  return decodeExtensions(packet, view.getUint8(at + 6), at + IPV6_HEADER, payloadEnd, payloadWireEnd);
}

/** Passes IPv6 extension headers; `first` is what begins at `at`. */
export function decodeExtensions(packet: Packet, first: number, at: number, end: number, wireEnd: number): Verdict {
  const { view } = packet;
  let next = first;
  let start = at;
  // Bounded by the packet: each header passes at least eight of its bytes.
  for (;;) {
    packet.protocol = next;
    switch (next) {
      case HOP_BY_HOP:
      case ROUTING:
      case DESTINATION_OPTIONS:
      case MOBILITY:
      case HOST_IDENTITY:
      case SHIM6:
      case AUTHENTICATION: {
        if (start + 8 > end) return leaveTransport(packet, start, end, wireEnd);
        const units = view.getUint8(start + 1);
        const length = next === AUTHENTICATION ? (units + 2) << 2 : (units + 1) << 3;
        next = view.getUint8(start);
        start += length;
        break;
      }
      case FRAGMENT: {
        if (start + FRAGMENT_HEADER > end) return leaveTransport(packet, start, end, wireEnd);
        const fragmentation = view.getUint16(start + 2);
        next = view.getUint8(start);
        packet.fragmentId = view.getInt32(start + 4);
        start += FRAGMENT_HEADER;
        // An "atomic" fragment is all there is. @see RFC 6946
        if ((fragmentation & 0xfff9) === 0) break;
        packet.protocol = next;
        packet.fragmentOffset = fragmentation & 0xfff8;
        packet.moreFragments = (fragmentation & 1) !== 0;
        return decodeFragment(packet, start, end, wireEnd);
      }
      default:
        return decodeTransport(packet, next, start, end, wireEnd);
    }
  }
}

/** Of a fragment that the capture cut, the first part of the datagram is still worth reading; it stays incomplete. */
function decodeFragment(packet: Packet, at: number, end: number, wireEnd: number): Verdict {
  if (at > end) return leaveTransport(packet, at, end, wireEnd);
  if (wireEnd > end && packet.fragmentOffset === 0) return decodeFirst(packet, at, end, wireEnd);
  leaveTransport(packet, at, end, wireEnd);
  return wireEnd > end ? Verdict.internet : Verdict.fragment;
}

function decodeFirst(packet: Packet, at: number, end: number, wireEnd: number): Verdict {
  return packet.ipVersion === 4
    ? decodeTransport(packet, packet.protocol, at, end, wireEnd)
    : decodeExtensions(packet, packet.protocol, at, end, wireEnd);
}

/** The rest is payload as far as we can tell. */
function leaveTransport(packet: Packet, at: number, end: number, wireEnd: number): Verdict {
  packet.payloadStart = Math.min(at, end);
  packet.payloadEnd = end;
  packet.cut = wireEnd - end;
  return Verdict.internet;
}
