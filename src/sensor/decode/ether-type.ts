/**
 * What follows an EtherType: tags and labels to be passed, and the internet layer.
 *
 * @see IEEE 802.1Q-2022 section 9, IEEE 802.1BR, IEEE 802.2, RFC 1042 (SNAP), RFC 3032 (MPLS)
 */
import { decodeIpv4, decodeIpv6 } from './internet.ts';
import { linkPayload } from './link-payload.ts';
import { NO_VLAN, type Packet, Verdict } from './packet.ts';
import { decodePppoe } from './ppp.ts';

export const EtherType = {
  ipv4: 0x0800,
  vlan: 0x8100,
  ipv6: 0x86dd,
  mpls: 0x8847,
  mplsMulticast: 0x8848,
  pppoeSession: 0x8864,
  /** An LLC frame that says no length. */
  llc: 0x8870,
  providerVlan: 0x88a8,
  /** Between a switch and its port extender. */
  vnTag: 0x8926,
  eTag: 0x893f,
  oldProviderVlan: 0x9100,
} as const;

/** Up to here the field is the length of an 802.3 frame. */
const MAX_LENGTH = 1500;
const LLC_HEADER = 3;
const SNAP_HEADER = 8;
/** Two service access points and a control field, and no organisation: an EtherType follows. */
const SNAP = 0xaaaa0300;
const LLC_IP = 0x06;
const UNNUMBERED_INFORMATION = 0x03;

export function decodeEtherType(packet: Packet, type: number, at: number, capturedEnd: number, wire: number): Verdict {
  const { view } = packet;
  let etherType = type;
  let start = at;
  let end = capturedEnd;
  let wireEnd = wire;
  // Bounded by the frame: each round passes some of its bytes, or leaves.
  for (;;) {
    switch (etherType) {
      case EtherType.ipv4:
        return decodeIpv4(packet, start, end, wireEnd);
      case EtherType.ipv6:
        return decodeIpv6(packet, start, end, wireEnd);
      case EtherType.mpls:
      case EtherType.mplsMulticast:
        return decodeMpls(packet, etherType, start, end, wireEnd);
      case EtherType.pppoeSession:
        return decodePppoe(packet, start, end, wireEnd);
      case EtherType.vlan:
      case EtherType.providerVlan:
      case EtherType.oldProviderVlan:
      case EtherType.vnTag:
      case EtherType.eTag: {
        const next = start + tagLength(etherType);
        if (next > end) return Verdict.unreadable;
        if (etherType !== EtherType.vnTag && etherType !== EtherType.eTag)
          setVlan(packet, view.getUint16(start) & 0xfff);
        etherType = view.getUint16(next - 2);
        start = next;
        break;
      }
      default:
        if (etherType > MAX_LENGTH && etherType !== EtherType.llc) {
          return linkPayload(packet, etherType, start, end, wireEnd);
        }
        if (etherType <= MAX_LENGTH) {
          end = Math.min(end, start + etherType);
          wireEnd = Math.min(wireEnd, start + etherType);
        }
        if (start + SNAP_HEADER > end || view.getUint32(start) !== SNAP || view.getUint16(start + 4) !== 0) {
          return decodeLlc(packet, start, end, wireEnd);
        }
        etherType = view.getUint16(start + 6);
        start += SNAP_HEADER;
        if (etherType <= MAX_LENGTH) return linkPayload(packet, etherType, start, end, wireEnd);
    }
  }
}

/** With the EtherType behind it. */
function tagLength(etherType: number): number {
  if (etherType === EtherType.vnTag) return 6;
  return etherType === EtherType.eTag ? 8 : 4;
}

function setVlan(packet: Packet, id: number): void {
  if (packet.vlan === NO_VLAN) packet.vlan = id;
  else packet.innerVlan = id;
}

function decodeLlc(packet: Packet, at: number, end: number, wireEnd: number): Verdict {
  if (at + LLC_HEADER > end) return Verdict.unreadable;
  const { view } = packet;
  // A protocol of an organisation of its own, such as Cisco's 0x2000, is as good as an EtherType for who knows it.
  const isSnap = at + SNAP_HEADER <= end && view.getUint16(at) === SNAP >>> 16;
  if (isSnap) return linkPayload(packet, view.getUint16(at + 6), at + SNAP_HEADER, end, wireEnd);
  const serviceAccessPoint = view.getUint8(at);
  if (serviceAccessPoint === LLC_IP && view.getUint8(at + 2) === UNNUMBERED_INFORMATION) {
    return decodeIpv4(packet, at + LLC_HEADER, end, wireEnd);
  }
  return linkPayload(packet, serviceAccessPoint, at + LLC_HEADER, end, wireEnd);
}

/** Labels up to the last one; what is behind it, only the signalling knows, but an IP version gives itself away. */
function decodeMpls(packet: Packet, etherType: number, at: number, end: number, wireEnd: number): Verdict {
  const { view } = packet;
  let label = at;
  // Bounded by the frame: each label passes four of its bytes.
  while (label + 4 <= end && (view.getUint8(label + 2) & 1) === 0) label += 4;
  const start = label + 4;
  if (start >= end) return Verdict.unreadable;
  const version = view.getUint8(start) >> 4;
  if (version === 4) return decodeIpv4(packet, start, end, wireEnd);
  if (version === 6) return decodeIpv6(packet, start, end, wireEnd);
  return linkPayload(packet, etherType, at, end, wireEnd);
}
