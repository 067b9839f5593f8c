/** The transport layer: ports, and what TCP needs for its streams. @see RFC 9293, RFC 768, RFC 3828, RFC 9260 */
import { IpProtocol, type Packet, Verdict } from './packet.ts';

const TCP_HEADER = 20;
const UDP_HEADER = 8;
const SCTP_HEADER = 12;
/** Type, code and checksum; what follows depends on the type. */
const ICMP_HEADER = 4;

/** Reads the header of `protocol` at `at`. Always {@link Verdict.internet}: that layer is known to be good. */
export function decodeTransport(packet: Packet, protocol: number, at: number, end: number, wireEnd: number): Verdict {
  switch (protocol) {
    case IpProtocol.tcp:
      return decodeTcp(packet, at, end, wireEnd);
    case IpProtocol.udp:
      return decodeUdp(packet, at, end, wireEnd);
    case IpProtocol.udpLite:
      return decodePorts(packet, UDP_HEADER, at, end, wireEnd);
    case IpProtocol.sctp:
      return decodePorts(packet, SCTP_HEADER, at, end, wireEnd);
    case IpProtocol.icmp:
    case IpProtocol.icmpv6:
      if (at + ICMP_HEADER <= end) {
        packet.transportStart = at;
        packet.icmpType = packet.view.getUint8(at);
        packet.icmpCode = packet.view.getUint8(at + 1);
      }
      return setPayload(packet, at + ICMP_HEADER, end, wireEnd);
    default:
      return setPayload(packet, at, end, wireEnd);
  }
}

function decodeTcp(packet: Packet, at: number, end: number, wireEnd: number): Verdict {
  const { view } = packet;
  if (at + TCP_HEADER > end) return setPayload(packet, at, end, wireEnd);
  const headerLength = (view.getUint8(at + 12) >> 4) << 2;
  if (at + headerLength > wireEnd) return setPayload(packet, at, end, wireEnd);
  packet.transportStart = at;
  packet.srcPort = view.getUint16(at);
  packet.dstPort = view.getUint16(at + 2);
  packet.seq = view.getInt32(at + 4);
  packet.ack = view.getInt32(at + 8);
  packet.flags = view.getUint8(at + 13);
  packet.window = view.getUint16(at + 14);
  // A header shorter than its fixed part is somebody's mistake: whose it is counts, what follows is not read.
  return headerLength < TCP_HEADER
    ? setPayload(packet, end, end, end)
    : setPayload(packet, at + headerLength, end, wireEnd);
}

function decodeUdp(packet: Packet, at: number, end: number, wireEnd: number): Verdict {
  if (at + UDP_HEADER > end) return setPayload(packet, at, end, wireEnd);
  // 0 is a jumbogram, or a datagram that the network card will cut; less than a header is nothing.
  const length = packet.view.getUint16(at + 4);
  const ends = length === 0 ? wireEnd : Math.min(wireEnd, at + Math.max(length, UDP_HEADER));
  return decodePorts(packet, UDP_HEADER, at, Math.min(end, ends), ends);
}

function decodePorts(packet: Packet, header: number, at: number, end: number, wireEnd: number): Verdict {
  if (at + header > end) return setPayload(packet, at, end, wireEnd);
  packet.transportStart = at;
  packet.srcPort = packet.view.getUint16(at);
  packet.dstPort = packet.view.getUint16(at + 2);
  return setPayload(packet, at + header, end, wireEnd);
}

/** `at` may lie behind the captured bytes when the capture cut the header. */
function setPayload(packet: Packet, at: number, end: number, wireEnd: number): Verdict {
  packet.payloadStart = Math.min(at, end);
  packet.payloadEnd = end;
  packet.cut = Math.max(0, wireEnd - Math.max(at, end));
  return Verdict.internet;
}
