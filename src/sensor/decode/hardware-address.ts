import type { Packet } from './packet.ts';

export function setSrcMac(packet: Packet, at: number): void {
  packet.hasSrcMac = true;
  packet.srcMacHigh = packet.view.getUint16(at);
  packet.srcMacLow = packet.view.getInt32(at + 2);
}

export function setDstMac(packet: Packet, at: number): void {
  packet.hasDstMac = true;
  packet.dstMacHigh = packet.view.getUint16(at);
  packet.dstMacLow = packet.view.getInt32(at + 2);
}
