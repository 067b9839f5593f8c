/** Makes a packet ready for its next use. */
import { NO_VLAN, type Packet } from './packet.ts';

/** Puts back to their defaults the fields that not every packet sets and that mean something all the same. */
export function clear(packet: Packet): void {
  packet.hasSrcMac = false;
  packet.hasDstMac = false;
  packet.vlan = NO_VLAN;
  packet.innerVlan = NO_VLAN;
  packet.etherType = 0;
  packet.ipVersion = 0;
  clearInternet(packet);
}

/** The same for the internet layer and what it carries. */
export function clearInternet(packet: Packet): void {
  packet.protocol = 0;
  packet.fragmentId = 0;
  packet.fragmentOffset = 0;
  packet.moreFragments = false;
  packet.transportStart = -1;
  packet.srcPort = 0;
  packet.dstPort = 0;
  packet.icmpType = 0;
  packet.icmpCode = 0;
  packet.flags = 0;
  packet.cut = 0;
}
