/** Writes packets as Ethernet frames with IPv4 and TCP or UDP headers, checksums included. @see RFC 791, 793, 768, 1071 */
import type { Host } from './network.ts';
import { type Packet, SYN } from './packets.ts';

export const ETHERNET = 14;
const IPV4 = 20;
const TCP = 20;
const UDP = 8;
/** Maximum segment size 1460, no window scale: what a client puts into its SYN. */
const SYN_OPTIONS = Uint8Array.from([2, 4, 0x05, 0xb4]);

export interface Route {
  readonly from: Host;
  readonly to: Host;
  readonly fromPort: number;
  readonly toPort: number;
}

/** Writes the frame to `out` at `at`, and returns its length. */
export function writeFrame(out: Buffer, at: number, route: Route, packet: Packet): number {
  out.set(route.to.mac, at);
  out.set(route.from.mac, at + 6);
  out.writeUInt16BE(0x0800, at + 12);
  const ip = at + ETHERNET;
  const transport = ip + IPV4;
  const end = packet.flags === 0 ? writeUdp(out, transport, route, packet) : writeTcp(out, transport, route, packet);
  writeIpv4(out, ip, route, end - ip, packet.flags === 0 ? 17 : 6);
  const checksumAt = transport + (packet.flags === 0 ? 6 : 16);
  const pseudo = out.readUInt8(ip + 9) + (end - transport) + sum(out, ip + 12, ip + 20);
  out.writeUInt16BE(complement(pseudo + sum(out, transport, end)) || 0xffff, checksumAt);
  return end - at;
}

function writeIpv4(out: Buffer, at: number, route: Route, length: number, protocol: number): void {
  out.writeUInt16BE(0x4500, at);
  out.writeUInt16BE(length, at + 2);
  out.writeUInt32BE(0x0000_4000, at + 4);
  out.writeUInt16BE(0x4000 | protocol, at + 8);
  out.writeUInt16BE(0, at + 10);
  out.writeUInt32BE(route.from.address, at + 12);
  out.writeUInt32BE(route.to.address, at + 16);
  out.writeUInt16BE(complement(sum(out, at, at + IPV4)), at + 10);
}

function writeTcp(out: Buffer, at: number, route: Route, packet: Packet): number {
  const options = (packet.flags & SYN) === 0 ? 0 : SYN_OPTIONS.length;
  out.writeUInt16BE(route.fromPort, at);
  out.writeUInt16BE(route.toPort, at + 2);
  out.writeUInt32BE(packet.seq, at + 4);
  out.writeUInt32BE(packet.ack, at + 8);
  out.writeUInt16BE((((TCP + options) / 4) << 12) | packet.flags, at + 12);
  out.writeUInt16BE(0xfaf0, at + 14);
  out.writeUInt32BE(0, at + 16);
  if (options > 0) out.set(SYN_OPTIONS, at + TCP);
  return copyPayload(out, at + TCP + options, packet);
}

function writeUdp(out: Buffer, at: number, route: Route, packet: Packet): number {
  out.writeUInt16BE(route.fromPort, at);
  out.writeUInt16BE(route.toPort, at + 2);
  out.writeUInt16BE(UDP + packet.end - packet.start, at + 4);
  out.writeUInt16BE(0, at + 6);
  return copyPayload(out, at + UDP, packet);
}

function copyPayload(out: Buffer, at: number, packet: Packet): number {
  if (packet.end > packet.start) out.set(packet.bytes.subarray(packet.start, packet.end), at);
  return at + packet.end - packet.start;
}

/** The words from `start` to `end`, added up: below 2^53 for any frame. */
function sum(bytes: Buffer, start: number, end: number): number {
  let total = 0;
  for (let at = start; at + 1 < end; at += 2) total += ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  return (end - start) % 2 === 0 ? total : total + ((bytes[end - 1] ?? 0) << 8);
}

function complement(total: number): number {
  let folded = total;
  while (folded > 0xffff) folded = (folded & 0xffff) + Math.floor(folded / 0x10000);
  return ~folded & 0xffff;
}
