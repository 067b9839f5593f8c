/** The layers of one packet: where each begins and ends, and the numbers in their headers. */

/** What became of a frame. */
export const Verdict = {
  /** A header is cut off or breaks its rules, or nobody here knows the link type. */
  unreadable: 0,
  /** No internet layer: `etherType` says what lies between `payloadStart` and `payloadEnd`. */
  link: 1,
  /**
   * An internet packet. `transportStart` is -1 when its transport is unknown, cut off or broken, and in a fragment that
   * cannot be put together because the capture cut it, unless it is the first.
   */
  internet: 2,
  /** A whole fragment of an internet packet: `Fragments` tells when it completes one. No transport fields are set. */
  fragment: 3,
} as const;
export type Verdict = (typeof Verdict)[keyof typeof Verdict];

/** What `vlan` and `innerVlan` hold where there is no tag. */
export const NO_VLAN = -1;

/** IP protocol numbers that are looked into. @see https://www.iana.org/assignments/protocol-numbers */
export const IpProtocol = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58, sctp: 132, udpLite: 136 } as const;

/** Bits of `flags`. @see RFC 9293 section 3.1 */
export const TcpFlag = { fin: 0x01, syn: 0x02, rst: 0x04, psh: 0x08, ack: 0x10, urg: 0x20 } as const;

/**
 * Reused for every packet: whoever needs something of it later copies it.
 *
 * Offsets count from the start of `bytes`. Addresses, sequence numbers and halves of hardware addresses are signed 32-bit
 * integers, because an unsigned one above 2³¹-1 would cost an allocation.
 */
export class Packet {
  /** What holds the packet: the buffer of its frame, or that of a reassembled datagram. */
  bytes: Uint8Array = new Uint8Array();
  view: DataView = new DataView(new ArrayBuffer(0));

  /** The frame's number in its capture; of a reassembled datagram, that of the fragment that completed it. */
  frame = 0;
  /** Microseconds since 1970. */
  time = 0;
  /** The frame's length on the wire. */
  wireLength = 0;

  /** Whether the link layer names a sender and a receiver. Linux "cooked" captures name the sender alone. */
  hasSrcMac = false;
  hasDstMac = false;
  /** The first two bytes of a hardware address, unsigned, and its last four. */
  srcMacHigh = 0;
  srcMacLow = 0;
  dstMacHigh = 0;
  dstMacLow = 0;
  /** The outer and the inner VLAN identifier (802.1Q, 802.1ad), or {@link NO_VLAN}. */
  vlan = NO_VLAN;
  innerVlan = NO_VLAN;
  /**
   * Of the innermost link payload, also where SNAP or another link layer says it its way. Below 256 it is an LLC service
   * access point, such as 0x42 for spanning tree. 0 when the link layer says none.
   */
  etherType = 0;

  /** 4 or 6, or 0 where there is no internet layer. */
  ipVersion = 0;
  /** Where the internet header begins. Like all that follows up to `ttl`, it means nothing while `ipVersion` is 0. */
  networkStart = 0;
  /** The addresses in words of 32 bits; IPv4 uses the first and leaves the others 0. */
  src0 = 0;
  src1 = 0;
  src2 = 0;
  src3 = 0;
  dst0 = 0;
  dst1 = 0;
  dst2 = 0;
  dst3 = 0;
  /** Time to live, or hop limit. */
  ttl = 0;
  /** The IP protocol number, in IPv6 that behind the extension headers. */
  protocol = 0;
  /** For fragments: what they share, where they belong in bytes, and whether more follow. */
  fragmentId = 0;
  fragmentOffset = 0;
  moreFragments = false;

  /** Where the transport header begins, or -1. */
  transportStart = -1;
  /** Of TCP, UDP, UDP-Lite and SCTP; 0 for others. */
  srcPort = 0;
  dstPort = 0;
  /** Of ICMP and ICMPv6, whose payload begins behind the checksum. */
  icmpType = 0;
  icmpCode = 0;
  /** TCP's, signed. */
  seq = 0;
  ack = 0;
  /** Bits of {@link TcpFlag}. */
  flags = 0;
  window = 0;

  /** What the innermost decoded header carries, as far as it was captured: without padding of the link layer. */
  payloadStart = 0;
  payloadEnd = 0;
  /** How many more bytes of payload were on the wire than were captured. */
  cut = 0;
}
