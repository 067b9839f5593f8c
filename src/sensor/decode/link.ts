/**
 * The link layers that captures begin with.
 *
 * In all decoders of this folder `at` is where a header begins, `end` where the captured bytes end, and `wireEnd` where
 * the bytes on the wire ended, which is further when the capture cut the frame.
 *
 * @see https://www.tcpdump.org/linktypes.html
 */
import { LinkType } from '../capture/frame.ts';
import { decodeEtherType, EtherType } from './ether-type.ts';
import { setDstMac, setSrcMac } from './hardware-address.ts';
import { decodeIp } from './internet.ts';
import { type Packet, Verdict } from './packet.ts';
import { decodePpp, decodePppoe } from './ppp.ts';
import { decodeRadiotap, decodeWireless } from './wireless.ts';

const ETHERNET_HEADER = 14;
const COOKED_HEADER = 16;
const COOKED2_HEADER = 20;
const FDDI_HEADER = 13;
const FDDI_LLC = 0x50;
/** Token and station management: no EtherType, and none that anybody claims. */
const FDDI_OTHER = 0xffff;
const NFLOG_HEADER = 4;
const NFLOG_PAYLOAD = 9;
/** Linux' number for frames that begin with an LLC header. */
const ETH_P_802_2 = 4;

export function decodeLink(packet: Packet, linkType: number, at: number, end: number, wireEnd: number): Verdict {
  switch (linkType) {
    case LinkType.ethernet:
      return decodeEthernet(packet, at, end, wireEnd);
    case LinkType.linuxSll:
      return decodeCooked(packet, at, end, wireEnd);
    case LinkType.linuxSll2:
      return decodeCooked2(packet, at, end, wireEnd);
    case LinkType.raw:
    case LinkType.rawBsd:
    case LinkType.rawOpenBsd:
    case LinkType.ipv4:
    case LinkType.ipv6:
      return decodeIp(packet, at, end, wireEnd);
    case LinkType.null:
    case LinkType.loop:
      return decodeLoopback(packet, at, end, wireEnd);
    case LinkType.ppp:
    case LinkType.pppHdlc:
      return decodePpp(packet, at, end, wireEnd);
    case LinkType.pppEther:
      return decodePppoe(packet, at, end, wireEnd);
    case LinkType.wireless:
      return decodeWireless(packet, at, end, wireEnd);
    case LinkType.radiotap:
      return decodeRadiotap(packet, at, end, wireEnd);
    case LinkType.fddi:
      return decodeFddi(packet, at, end, wireEnd);
    case LinkType.nflog:
      return decodeNflog(packet, at, end, wireEnd);
    case LinkType.ciscoHdlc:
      if (at + 4 > end) return Verdict.unreadable;
      return decodeEtherType(packet, packet.view.getUint16(at + 2), at + 4, end, wireEnd);
    default:
      return Verdict.unreadable;
  }
}

function decodeEthernet(packet: Packet, at: number, end: number, wireEnd: number): Verdict {
  if (at + ETHERNET_HEADER > end) return Verdict.unreadable;
  setDstMac(packet, at);
  setSrcMac(packet, at + 6);
  return decodeEtherType(packet, packet.view.getUint16(at + 12), at + ETHERNET_HEADER, end, wireEnd);
}

/** Linux "cooked" capture: what `-i any` gives. */
function decodeCooked(packet: Packet, at: number, end: number, wireEnd: number): Verdict {
  if (at + COOKED_HEADER > end) return Verdict.unreadable;
  if (packet.view.getUint16(at + 4) === 6) setSrcMac(packet, at + 6);
  return decodeCookedProtocol(packet, packet.view.getUint16(at + 14), at + COOKED_HEADER, end, wireEnd);
}

function decodeCooked2(packet: Packet, at: number, end: number, wireEnd: number): Verdict {
  if (at + COOKED2_HEADER > end) return Verdict.unreadable;
  if (packet.view.getUint8(at + 11) === 6) setSrcMac(packet, at + 12);
  return decodeCookedProtocol(packet, packet.view.getUint16(at), at + COOKED2_HEADER, end, wireEnd);
}

function decodeCookedProtocol(packet: Packet, protocol: number, at: number, end: number, wireEnd: number): Verdict {
  return decodeEtherType(packet, protocol === ETH_P_802_2 ? EtherType.llc : protocol, at, end, wireEnd);
}

/** BSD loopback: an address family, in the byte order of the machine that wrote it. */
function decodeLoopback(packet: Packet, at: number, end: number, wireEnd: number): Verdict {
  if (at + 4 > end) return Verdict.unreadable;
  let family = packet.view.getUint32(at);
  if (family > 0xffff) family = packet.view.getUint32(at, true);
  // 2 is IPv4 everywhere; IPv6 is 24 in NetBSD, 28 in FreeBSD, 30 in macOS, 10 in Linux, 23 in Windows.
  const isIp = family === 2 || family === 24 || family === 28 || family === 30 || family === 10 || family === 23;
  if (isIp) return decodeIp(packet, at + 4, end, wireEnd);
  // Some writers put an EtherType into the second half.
  return decodeEtherType(packet, packet.view.getUint16(at + 2), at + 4, end, wireEnd);
}

/** Frame control, addresses and, in frames of data, LLC. @see ANSI X3.139 */
function decodeFddi(packet: Packet, at: number, end: number, wireEnd: number): Verdict {
  if (at + FDDI_HEADER > end) return Verdict.unreadable;
  setDstMac(packet, at + 1);
  setSrcMac(packet, at + 7);
  const isData = (packet.view.getUint8(at) & 0xf0) === FDDI_LLC;
  return decodeEtherType(packet, isData ? EtherType.llc : FDDI_OTHER, at + FDDI_HEADER, end, wireEnd);
}

/** Attributes, one of which is the packet; lengths in the byte order of the machine, which is little-endian today. */
function decodeNflog(packet: Packet, at: number, end: number, wireEnd: number): Verdict {
  let attribute = at + NFLOG_HEADER;
  // Bounded by the frame: each attribute passes at least four of its bytes.
  while (attribute + 4 <= end) {
    const length = packet.view.getUint16(attribute, true);
    if (length < 4) return Verdict.unreadable;
    const next = attribute + length;
    if (packet.view.getUint16(attribute + 2, true) === NFLOG_PAYLOAD) {
      return decodeIp(packet, attribute + 4, Math.min(end, next), Math.min(wireEnd, next));
    }
    attribute = next + (-length & 3);
  }
  return Verdict.unreadable;
}
